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

    private final JdbcTemplate jdbc;
    private final Optional<ProcessHandle> server;

    Meter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.server = server(jdbc);
    }

    /**
     * @param rows       facts that were worked off
     * @param clientCpu  of this process
     * @param serverCpu  empty: the server's process is not to be seen from here
     * @param statements that the server was sent
     * @param peakHeap   bytes
     */
    record Measured(
            long rows,
            Duration took,
            Duration clientCpu,
            Optional<Duration> serverCpu,
            long statements,
            long peakHeap) {

        double rowsPerSecond() {
            return rows * 1_000.0 / Math.max(1, took.toMillis());
        }

        double statementsPerThousandRows() {
            return statements * 1_000.0 / rows;
        }
    }

    Measured measure(long rows, Runnable work) {
        System.gc();
        HEAP.forEach(MemoryPoolMXBean::resetPeakUsage);
        long statements = statements();
        Duration client = cpu(ProcessHandle.current());
        Optional<Duration> busy = server.map(Meter::cpu);
        long start = System.nanoTime();
        work.run();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Measured(
                rows,
                took,
                cpu(ProcessHandle.current()).minus(client),
                busy.flatMap(before -> server.map(process -> cpu(process).minus(before))),
                statements() - statements,
                HEAP.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum());
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
