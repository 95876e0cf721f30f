package dev.bursar.batch;

import dev.bursar.sql.Cells;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.support.Utils;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The cluster's locks, by ShedLock on the database's clock. They save work and keep order; that two runs at once do no harm
 * is the account locks' doing.
 */
public final class Locks {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TELL_AGAIN = Duration.ofSeconds(30);

    private static final String HOLDER = """
            select name, locked_by, locked_at, lock_until
            from shedlock
            where name = ? and lock_until > utc_timestamp(6)
            """;

    private final LockProvider provider;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final StopSignal stop;
    private final Duration tellAgain;

    public Locks(JdbcTemplate jdbc, Clock clock, StopSignal stop) {
        this(jdbc, clock, stop, TELL_AGAIN);
    }

    /** @param tellAgain how often to say that it still waits */
    Locks(JdbcTemplate jdbc, Clock clock, StopSignal stop, Duration tellAgain) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.stop = stop;
        this.tellAgain = tellAgain;
        this.provider = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(jdbc)
                .usingDbTime()
                .withLockedByValue(thisProcess())
                .build());
    }

    /** ShedLock extends and frees a lock by its name and this: two processes of one host must not pass for each other. */
    private static String thisProcess() {
        return "process " + ProcessHandle.current().pid() + " on " + Utils.getHostname();
    }

    /**
     * Takes a lock, waiting for it as long as the terms say, and keeps extending it. When it can no longer be extended, the
     * run of this process is asked to stop after its chunk.
     *
     * @param progress is told for whom it waits, and until when
     * @return empty if it stayed busy, or if this process was asked to stop
     */
    public Optional<Lease> take(LockTerms terms, Progress progress) throws InterruptedException {
        long began = System.nanoTime();
        long tellAt = began;
        Instant until = Instant.now(clock).plus(terms.waitAtMost());
        while (stop.requested().isEmpty()) {
            long askedAt = System.nanoTime();
            Optional<SimpleLock> lock = provider.lock(
                    new LockConfiguration(Instant.now(clock), terms.name(), terms.atMost(), Duration.ZERO));
            if (lock.isPresent()) {
                return Optional.of(new KeptLease(lock.get(), terms, askedAt, stop));
            }
            if (askedAt - began >= terms.waitAtMost().toNanos()) {
                return Optional.empty();
            }
            if (askedAt - tellAt >= 0) {
                holder(terms.name()).ifPresent(holder -> progress.waiting(holder, until));
                tellAt = askedAt + tellAgain.toNanos();
            }
            Thread.sleep(POLL.toMillis());
        }
        return Optional.empty();
    }

    /** @return who holds a lock now, for messages */
    public Optional<LockHolder> holder(String name) {
        List<LockHolder> holders = jdbc.query(
                HOLDER,
                (row, number) -> new LockHolder(
                        row.getString("name"),
                        row.getString("locked_by"),
                        Cells.instant(row, "locked_at"),
                        Cells.instant(row, "lock_until")),
                name);
        return holders.stream().findFirst();
    }
}
