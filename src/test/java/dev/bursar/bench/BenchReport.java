package dev.bursar.bench;

import dev.bursar.bench.Meter.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured: a table on the terminal, JSON, and a picture of rows a second by size. */
final class BenchReport {

    static final String LIMIT = "hand-written SQL, 2 connections: the limit";
    static final String OURS = "Bursar, 2 partitions at a time";
    static final String OURS_ALONE = "Bursar, 1 partition at a time";

    private static final String ROW = "%-44s %8s %8s %10s %6s %9s %10s %8s %9s%n";

    /**
     * @param step    {@code credit-orders} or another, or the view that was read
     * @param size    facts
     * @param oldLots lots that were there before
     * @param way     {@link #LIMIT}, {@link #OURS} or another
     */
    record Line(String step, long size, long oldLots, String way, Measured measured) {}

    private final List<Line> lines = new ArrayList<>();

    /** Prints the lines of one size, each beside the limit. */
    void print(List<Line> measured) {
        Line first = measured.get(0);
        System.out.printf(
                Locale.ROOT,
                "%n%s, %,d facts%s, heap at most %,d MB%n",
                first.step(),
                first.size(),
                first.oldLots() == 0 ? "" : " on top of %,d lots".formatted(first.oldLots()),
                Runtime.getRuntime().maxMemory() >> 20);
        System.out.printf(
                Locale.ROOT,
                ROW,
                "way",
                "seconds",
                "purge s",
                "facts/s",
                "share",
                "JVM s/M",
                "server s/M",
                "peak MB",
                "SQL/1000");
        Optional<Double> limit = limit(measured);
        for (Line line : measured) {
            Measured each = line.measured();
            System.out.printf(
                    Locale.ROOT,
                    ROW,
                    line.way() + (each.rows() == line.size() ? "" : " (sample of %,d)".formatted(each.rows())),
                    seconds(each.worked()),
                    seconds(each.purged()),
                    "%,.0f".formatted(each.rowsPerSecond()),
                    limit.map(most -> "%.2f".formatted(each.rowsPerSecond() / most))
                            .orElse("-"),
                    perMillion(Optional.of(each.clientCpu()), each.rows()),
                    perMillion(each.serverCpu(), each.rows()),
                    "%,d".formatted(each.peakHeap() >> 20),
                    "%.1f".formatted(each.statementsPerThousandRows()));
        }
        lines.addAll(measured);
    }

    private static Optional<Double> limit(List<Line> measured) {
        return measured.stream()
                .filter(line -> line.way().equals(LIMIT))
                .findFirst()
                .map(line -> line.measured().rowsPerSecond());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1_000.0);
    }

    /** Processor seconds for a million facts. */
    private static String perMillion(Optional<Duration> cpu, long rows) {
        return cpu.map(time -> "%.1f".formatted(time.toMillis() * 1_000.0 / rows))
                .orElse("?");
    }

    void writeJson(Path file, String server) throws IOException {
        StringBuilder json = new StringBuilder("{\n  \"server\": \"" + server + "\",\n  \"lines\": [");
        for (Line line : lines) {
            Measured each = line.measured();
            json.append(json.charAt(json.length() - 1) == '[' ? "\n" : ",\n")
                    .append("    {\"step\": \"%s\", \"size\": %d, \"oldLots\": %d, \"way\": \"%s\", \"facts\": %d,"
                            .formatted(line.step(), line.size(), line.oldLots(), line.way(), each.rows()))
                    .append(String.format(
                            Locale.ROOT,
                            " \"seconds\": %.3f, \"purgeSeconds\": %.3f, \"factsPerSecond\": %.1f, \"clientCpuSeconds\": %.2f,"
                                    + " \"serverCpuSeconds\": %s, \"peakHeapBytes\": %d, \"statements\": %d}",
                            each.worked().toMillis() / 1_000.0,
                            each.purged().toMillis() / 1_000.0,
                            each.rowsPerSecond(),
                            each.clientCpu().toMillis() / 1_000.0,
                            each.serverCpu()
                                    .map(time -> String.format(Locale.ROOT, "%.2f", time.toMillis() / 1_000.0))
                                    .orElse("null"),
                            each.peakHeap(),
                            each.statements()));
        }
        Files.writeString(file, json.append("\n  ]\n}\n"));
    }

    /** Of the steps; a view that is read has a scale of its own. */
    void writePicture(Path file) throws IOException {
        Files.writeString(
                file,
                BenchPicture.of(lines.stream()
                        .filter(line -> !line.step().equals(SettleBenchmark.VIEW))
                        .toList()));
    }
}
