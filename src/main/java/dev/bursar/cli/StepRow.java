package dev.bursar.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A step of a run, or one of its partitions.
 *
 * @param name     of a partition: {@code credit-orders:p00-of-08}
 * @param read     facts judged; of an import nothing
 * @param written  of the facts, those that changed the books; of an import, rows taken in
 * @param setAside rows of an import that could not be read
 * @param message  what Batch keeps of a failure: a stack trace
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

    /** The line of the stack trace that says what happened. */
    Optional<String> cause() {
        return message.map(trace -> {
            List<String> lines = trace.lines().filter(line -> !line.isBlank()).toList();
            return lines.stream()
                    .filter(line -> line.startsWith(CAUSED_BY))
                    .reduce((earlier, later) -> later)
                    .map(line -> line.substring(CAUSED_BY.length()))
                    .orElse(lines.isEmpty() ? trace : lines.get(0));
        });
    }
}
