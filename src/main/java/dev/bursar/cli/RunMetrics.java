package dev.bursar.cli;

import dev.bursar.jobs.JobFile;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A run in figures, as gauges: what one run did is not to be added up over pods that come and go. */
final class RunMetrics {

    private static final String STEP = "step";

    private final MeterRegistry registry;

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param job empty: a single step, which is never due
     * @param now UTC
     */
    void of(RunRow run, Optional<JobFile> job, StatusStore.Open exceptions, StatusStore.Open unjudged, Instant now) {
        boolean completed = run.status().equals("COMPLETED");
        set(Metric.RUN_COMPLETED, completed ? 1 : 0);
        run.took().ifPresent(took -> set(Metric.RUN_SECONDS, seconds(took)));
        run.endedAt().ifPresent(end -> {
            set(Metric.RUN_ENDED_TIMESTAMP_SECONDS, end.getEpochSecond());
            // Left out otherwise, so that the last one that was pushed stays.
            if (completed) {
                set(Metric.LAST_SUCCESS_TIMESTAMP_SECONDS, end.getEpochSecond());
            }
        });
        run.startedAt()
                .flatMap(start ->
                        job.flatMap(file -> file.schedule().last(start)).map(due -> Duration.between(due, start)))
                .ifPresent(late -> set(Metric.RUN_LATENESS_SECONDS, seconds(late)));
        run.steps().forEach(this::step);
        set(Metric.EXCEPTIONS_OPEN, exceptions.count());
        set(Metric.UNJUDGED_FACTS, unjudged.count());
        set(
                Metric.UNJUDGED_OLDEST_SECONDS,
                unjudged.since()
                        .map(since -> seconds(Duration.between(since, now)))
                        .orElse(0.0));
    }

    private void step(StepRow step) {
        set(Metric.STEP_JUDGED, step.read(), STEP, step.name());
        set(Metric.STEP_POSTED, step.written(), STEP, step.name());
        set(Metric.STEP_NOTHING_DUE, step.nothingDue(), STEP, step.name());
        set(Metric.STEP_WAITING, step.waiting(), STEP, step.name());
        set(Metric.STEP_EXCEPTIONS, step.exceptions(), STEP, step.name());
        set(Metric.STEP_UNITS, step.units(), STEP, step.name());
        double seconds = step.took().map(RunMetrics::seconds).orElse(0.0);
        set(Metric.STEP_JUDGED_PER_SECOND, seconds > 0 ? step.read() / seconds : 0, STEP, step.name());
    }

    private void set(Metric metric, long value, String... labels) {
        set(metric, (double) value, labels);
    }

    private void set(Metric metric, double value, String... labels) {
        Gauge unused = Gauge.builder(metric.exposedName(), () -> value)
                .description(metric.help())
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    private static double seconds(Duration span) {
        return span.toMillis() / 1_000.0;
    }
}
