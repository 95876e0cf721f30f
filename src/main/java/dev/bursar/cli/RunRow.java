package dev.bursar.cli;

import dev.bursar.batch.RunParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** An attempt to run a job, with all its steps and their partitions. */
record RunRow(
        long run,
        String job,
        Map<String, String> parameters,
        String status,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        List<StepRow> rows) {

    /** As {@link #of}, for people. */
    String ofIn(ZoneId zone) {
        return parameters.containsKey(RunParameters.INSTANT) ? Texts.minuteOf(of(), zone) : of();
    }

    /** All of it for people: {@code nightly of 2026-11-20}, {@code credit-orders up to 2026-11-21 04:53 (zone)}. */
    String title(ZoneId zone) {
        if (parameters.containsKey(RunParameters.INSTANT)) {
            return Texts.upTo(job, of(), zone);
        }
        return of().isEmpty() ? job : job + " of " + of();
    }

    /** What tells it from other runs of its job: a date, an hour, an instant or a file. */
    String of() {
        return Stream.of(RunParameters.BUSINESS_DATE, RunParameters.HOUR, RunParameters.INSTANT, "file")
                .flatMap(name -> Optional.ofNullable(parameters.get(name)).stream())
                .findFirst()
                .orElse("");
    }

    boolean isImport() {
        return parameters.containsKey("file");
    }

    /** In words: completed, failed, stopped, running. */
    String state() {
        return status.startsWith("START") ? "running" : status.toLowerCase(Locale.ROOT);
    }

    Optional<Duration> took() {
        return startedAt.flatMap(start -> endedAt.map(end -> Duration.between(start, end)));
    }

    /** The steps, each with the sum of its partitions. */
    List<StepRow> steps() {
        return rows.stream()
                .filter(step -> !step.isPartition())
                .map(step -> step.withSumOf(partitions(step)))
                .toList();
    }

    List<StepRow> partitions(StepRow step) {
        return rows.stream().filter(row -> row.isPartitionOf(step)).toList();
    }

    /** What a partition says goes before what its step says, which is only that a partition failed. */
    Optional<String> cause() {
        return rows.stream()
                .sorted(Comparator.comparing(row -> !row.isPartition()))
                .filter(row -> row.status().equals("FAILED") || row.status().equals("UNKNOWN"))
                .flatMap(row -> row.cause().stream())
                .findFirst();
    }

    /** What to type to do the same, or what is left of it, once more; empty for an import. */
    Optional<String> again() {
        if (parameters.containsKey(RunParameters.BUSINESS_DATE)) {
            return Optional.of("run " + job + " --date " + of());
        }
        if (parameters.containsKey(RunParameters.HOUR)) {
            return Optional.of("run " + job + " --hour " + of());
        }
        return isImport() ? Optional.empty() : Optional.of("run " + job);
    }

    /** As {@code history --json} and {@code show --json} print it. */
    record View(
            long run,
            String job,
            String of,
            String state,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            OptionalLong tookMillis,
            Optional<String> cause,
            List<StepView> steps) {}

    /** A step within a {@link View}; its partitions only where they are asked for. */
    record StepView(
            String step,
            String state,
            OptionalLong tookMillis,
            long judged,
            long posted,
            long nothingDue,
            long waiting,
            long exceptions,
            long units,
            long rows,
            long setAside,
            List<StepView> partitions) {}

    View view(boolean withPartitions) {
        return new View(
                run,
                job,
                of(),
                state(),
                startedAt,
                endedAt,
                millis(took()),
                cause(),
                steps().stream()
                        .map(step -> view(step, withPartitions ? partitions(step) : List.of()))
                        .toList());
    }

    private StepView view(StepRow step, List<StepRow> partitions) {
        return new StepView(
                step.name(),
                step.status().toLowerCase(Locale.ROOT),
                millis(step.took()),
                step.read(),
                isImport() ? 0 : step.written(),
                step.nothingDue(),
                step.waiting(),
                step.exceptions(),
                step.units(),
                isImport() ? step.written() : 0,
                step.setAside(),
                partitions.stream().map(partition -> view(partition, List.of())).toList());
    }

    private static OptionalLong millis(Optional<Duration> span) {
        return span.isPresent() ? OptionalLong.of(span.get().toMillis()) : OptionalLong.empty();
    }
}
