package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.batch.LockHolder;
import dev.bursar.batch.Progress;
import dev.bursar.batch.StopSignal;
import dev.bursar.batch.StoppedException;
import dev.bursar.batch.Tally;
import dev.bursar.database.TestDatabase;
import dev.bursar.faults.FailingDataSource;
import dev.bursar.shop.ShopTables;
import java.sql.SQLTransactionRollbackException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A step done without doing it, in chunks of one member. */
class RehearsalIT {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private final List<String> posted = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void fill() {
        database.clear();
        ShopTables shop = new ShopTables(database.dataSource());
        shop.store(1);
        for (long member = 7; member <= 9; member++) {
            shop.member(member);
            shop.order(40 + member, member, "2026-11-19T20:00:00Z")
                    .line(1, member + ".00")
                    .insert();
        }
    }

    private static Bursary bursary(DataSource dataSource) {
        return Bursary.on(
                dataSource,
                Bursary.plainMarket(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                "bursar.chunk=1",
                "logging.level.root=off");
    }

    private Tally rehearse(Bursary bursary, Runnable afterEachChunk) {
        return bursary.bean(Rehearsal.class)
                .run(
                        "credit-orders",
                        NOW,
                        chunk -> {
                            chunk.lines().forEach(line -> posted.add(String.valueOf(line.entry())));
                            afterEachChunk.run();
                        },
                        noting());
    }

    private Progress noting() {
        return new Progress() {
            @Override
            public void waiting(LockHolder holder, Instant until) {}

            @Override
            public void begin(String step, long planned) {
                progress.add(step + " " + planned);
            }

            @Override
            public void advance(long rows) {
                progress.add("+" + rows);
            }

            @Override
            public void end() {}
        };
    }

    @Test
    void it_says_how_much_is_planned_and_how_far_it_is() {
        try (Bursary bursary = bursary(database.dataSource())) {
            rehearse(bursary, () -> {});
        }

        assertThat(progress).containsExactly("credit-orders 3", "+1", "+1", "+1");
    }

    @Test
    void a_deadlock_costs_a_chunk_another_try_and_nothing_else() {
        Tally undisturbed;
        try (Bursary bursary = bursary(database.dataSource())) {
            undisturbed = rehearse(bursary, () -> {});
        }
        List<String> all = List.copyOf(posted);
        posted.clear();
        FailingDataSource deadlocking = FailingDataSource.onStatements(
                "insert into lot",
                database.dataSource(),
                asked -> asked == 1 || asked == 3
                        ? new SQLTransactionRollbackException("Deadlock found", "40001", 1213)
                        : null);

        try (Bursary bursary = bursary(deadlocking.dataSource())) {
            assertThat(rehearse(bursary, () -> {})).isEqualTo(undisturbed);
        }

        assertThat(deadlocking.asked()).isEqualTo(5);
        assertThat(posted).hasSize(3).isEqualTo(all);
    }

    @Test
    void asked_to_stop_it_ends_before_the_next_chunk() {
        try (Bursary bursary = bursary(database.dataSource())) {
            StopSignal stop = bursary.bean(StopSignal.class);
            assertThatThrownBy(() -> rehearse(bursary, () -> stop.request("it was asked to stop")))
                    .isInstanceOf(StoppedException.class)
                    .hasMessage("it was asked to stop");
        }

        assertThat(posted).hasSize(1);
        assertThat(database.jdbc()
                        .sql("select count(*) from entry")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
