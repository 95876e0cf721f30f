package dev.bursar.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step of a run, or one of its partitions.
 *
 * @param name     of a partition: {@code credit-orders:p00-of-08}
 * @param read     facts judged; of an import nothing
 * @param written  of the facts, those that changed the books; of an import, rows taken in
 * @param setAside rows of an import that could not be read
 * @param message  why it failed; where that could not be noted, what Batch keeps: the beginning of a stack trace
 */
record StepRow(
        long run,
        String name,
        String status,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        long read,
        long written,
        long nothingDue,
        long waiting,
        long exceptions,
        long units,
        long setAside,
        Optional<String> message) {

    private static final String CAUSED_BY = "Caused by: ";
    private static final Pattern CLASS_NAME = Pattern.compile("^(?:[a-z][\\w$]*\\.)+(?<simple>[A-Z][\\w$]*)(?:: *|$)");
    private static final Pattern SQL = Pattern.compile("; SQL \\[.*");

    boolean isPartition() {
        return name.contains(":");
    }

    boolean isPartitionOf(StepRow step) {
        return name.startsWith(step.name + ":");
    }

    Optional<Duration> took() {
        return startedAt.flatMap(start -> endedAt.map(end -> Duration.between(start, end)));
    }

    /** The counts of a step that was killed are only in its partitions. */
    StepRow withSumOf(List<StepRow> partitions) {
        StepRow sum = this;
        if (!partitions.isEmpty()) {
            sum = new StepRow(
                    run,
                    name,
                    status,
                    startedAt,
                    endedAt,
                    partitions.stream().mapToLong(StepRow::read).sum(),
                    partitions.stream().mapToLong(StepRow::written).sum(),
                    partitions.stream().mapToLong(StepRow::nothingDue).sum(),
                    partitions.stream().mapToLong(StepRow::waiting).sum(),
                    partitions.stream().mapToLong(StepRow::exceptions).sum(),
                    partitions.stream().mapToLong(StepRow::units).sum(),
                    0,
                    message);
        }
        return sum;
    }

    /** What happened, without names of classes. */
    Optional<String> cause() {
        return message.map(trace -> {
                    List<String> lines =
                            trace.lines().filter(line -> !line.isBlank()).toList();
                    return lines.stream()
                            .filter(line -> line.startsWith(CAUSED_BY))
                            .reduce((earlier, later) -> later)
                            .map(line -> line.substring(CAUSED_BY.length()))
                            .orElse(lines.isEmpty() ? trace : lines.get(0));
                })
                .map(StepRow::inWords);
    }

    private static String inWords(String line) {
        Matcher name = CLASS_NAME.matcher(line);
        if (!name.find()) {
            return SQL.matcher(line).replaceFirst("");
        }
        String rest = line.substring(name.end());
        return rest.isBlank() ? name.group("simple") : inWords(rest);
    }
}
