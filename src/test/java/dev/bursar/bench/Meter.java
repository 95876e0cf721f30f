package dev.bursar.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Measures a piece of work on both sides: this process and the server, if that runs on this machine. */
final class Meter {

    private static final List<MemoryPoolMXBean> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    /** More pages of undo log than the server's own small transactions leave. */
    private static final int PURGING = 10;

    private static final Duration LOOK = Duration.ofMillis(100);

    /** Purge counts its pages by batches. */
    private static final Duration LONGEST_BATCH = Duration.ofSeconds(3);

    private final JdbcTemplate jdbc;
    private final Optional<ProcessHandle> server;

    Meter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.server = server(jdbc);
        jdbc.execute("set global innodb_monitor_enable = 'module_purge'");
    }

    /**
     * @param rows       facts that were worked off
     * @param worked     until the last commit
     * @param purged     from then until the server had removed the row versions that nobody can read any more
     * @param clientCpu  of this process
     * @param serverCpu  empty: the server's process is not to be seen from here
     * @param statements that the server was sent
     * @param peakHeap   bytes
     */
    record Measured(
            long rows,
            Duration worked,
            Duration purged,
            Duration clientCpu,
            Optional<Duration> serverCpu,
            long statements,
            long peakHeap) {

        double rowsPerSecond() {
            return rows * 1_000.0 / Math.max(1, worked.plus(purged).toMillis());
        }

        double statementsPerThousandRows() {
            return statements * 1_000.0 / rows;
        }
    }

    /**
     * Measures until the server has purged as well: it does so beside short transactions, and after long ones, for as many
     * rows. Left out, it would be charged to whoever comes next.
     */
    Measured measure(long rows, Runnable work) {
        awaitPurge();
        System.gc();
        HEAP.forEach(MemoryPoolMXBean::resetPeakUsage);
        long statements = statements();
        Duration client = cpu(ProcessHandle.current());
        Optional<Duration> busy = server.map(Meter::cpu);
        long start = System.nanoTime();
        work.run();
        long end = System.nanoTime();
        long sent = statements() - statements;
        long rest = awaitPurge();
        return new Measured(
                rows,
                Duration.ofNanos(end - start),
                Duration.ofNanos(rest - end),
                cpu(ProcessHandle.current()).minus(client),
                busy.flatMap(before -> server.map(process -> cpu(process).minus(before))),
                sent,
                HEAP.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum());
    }

    /** @return when purge was last seen at work, by the clock of {@link System#nanoTime} */
    private long awaitPurge() {
        try {
            long pages = purgedPages();
            long since = System.nanoTime();
            while (System.nanoTime() - since < LONGEST_BATCH.toNanos()) {
                Thread.sleep(LOOK.toMillis());
                long now = purgedPages();
                if (now - pages >= PURGING) {
                    pages = now;
                    since = System.nanoTime();
                }
            }
            return since;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Pages of undo log that purge has been through; 0 where the server does not tell. */
    private long purgedPages() {
        return jdbc
                .queryForList(
                        "select `count` from information_schema.innodb_metrics where name = 'purge_undo_log_pages'",
                        Long.class)
                .stream()
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(0L);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private long statements() {
        return Objects.requireNonNull(
                jdbc.queryForObject("show global status like 'Questions'", (row, number) -> row.getLong(2)));
    }

    private static Optional<ProcessHandle> server(JdbcTemplate jdbc) {
        String file = Objects.requireNonNull(jdbc.queryForObject("select @@global.pid_file", String.class));
        try {
            return ProcessHandle.of(
                    Long.parseLong(Files.readString(Path.of(file)).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
