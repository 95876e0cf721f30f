package dev.bursar.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a run does while another has its lock. */
class LocksIT {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private final StopSignal stop = new StopSignal();
    private final List<String> told = new ArrayList<>();

    /** Is told, and does something then. */
    private Progress telling(Runnable then) {
        return new Progress() {
            @Override
            public void waiting(LockHolder holder, Instant until) {
                told.add(holder.name() + " by " + holder.by() + " since " + holder.since() + ", until " + until);
                then.run();
            }

            @Override
            public void begin(String step, long planned) {}

            @Override
            public void advance(long rows) {}

            @Override
            public void end() {}
        };
    }

    private Locks locks(Duration tellAgain) {
        return new Locks(new JdbcTemplate(database.dataSource()), NOON, stop, tellAgain);
    }

    private static LockTerms waiting(Duration patience) {
        return new LockTerms("books", Duration.ofMinutes(2), patience);
    }

    @BeforeEach
    void heldElsewhere() {
        database.clear();
        database.jdbc().sql("""
                insert into shedlock (name, lock_until, locked_at, locked_by)
                values ('books', '2100-01-01', '2026-11-20 11:00:00', 'pod-7')
                """).update();
    }

    private static void free() {
        database.jdbc().sql("update shedlock set lock_until = locked_at").update();
    }

    @Test
    void whom_a_run_waits_for_is_told_once_before_long() throws InterruptedException {
        assertThat(locks(Duration.ofMinutes(1)).take(waiting(Duration.ofMillis(1_200)), telling(() -> {})))
                .isEmpty();

        assertThat(told)
                .containsExactly("books by pod-7 since 2026-11-20T11:00:00Z, until "
                        + NOON.instant().plusMillis(1_200));
    }

    @Test
    void that_a_run_still_waits_is_told_now_and_then() throws InterruptedException {
        assertThat(locks(Duration.ofMillis(400)).take(waiting(Duration.ofMillis(1_200)), telling(() -> {})))
                .isEmpty();

        assertThat(told).hasSizeBetween(2, 3);
    }

    @Test
    void a_run_that_does_not_wait_does_not_say_so() throws InterruptedException {
        assertThat(locks(Duration.ofMillis(1)).take(waiting(Duration.ZERO), telling(() -> {})))
                .isEmpty();

        assertThat(told).isEmpty();
    }

    @Test
    void a_run_that_waits_and_is_asked_to_stop_does_not_take_the_lock() throws InterruptedException {
        Progress freeingTheLock = telling(() -> {
            free();
            stop.request("it was asked to stop");
        });

        assertThat(locks(Duration.ofMinutes(1)).take(waiting(Duration.ofMinutes(1)), freeingTheLock))
                .isEmpty();
    }

    @Test
    void a_run_that_waits_takes_the_lock_when_it_is_free() throws InterruptedException {
        Progress freeingTheLock = telling(LocksIT::free);

        locks(Duration.ofMinutes(1))
                .take(waiting(Duration.ofMinutes(1)), freeingTheLock)
                .orElseThrow()
                .close();
    }
}
