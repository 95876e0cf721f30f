package dev.bursar.cli;

import dev.bursar.batch.LockHolder;
import dev.bursar.batch.Locks;
import dev.bursar.batch.RunParameters;
import dev.bursar.batch.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Puts together how things stand. */
final class StatusMaker {

    private final Session session;
    private final RunStore runs;
    private final Instant now;

    StatusMaker(Session session) {
        this.session = session;
        this.runs = new RunStore(session.jdbc());
        this.now = session.clock().instant();
    }

    StatusView make() {
        List<RunRow> unfinished = runs.unfinished();
        StatusStore store = new StatusStore(session.jdbc());
        return new StatusView(
                now,
                unfinished.stream().filter(StatusMaker::runs).map(this::running).toList(),
                unfinished.stream()
                        .filter(run -> !runs(run) && !isMadeUpFor(run))
                        .map(this::unfinished)
                        .toList(),
                late(),
                store.unjudged(),
                store.exceptions(),
                store.lastClosedDay());
    }

    private static boolean runs(RunRow run) {
        return run.state().equals("running");
    }

    /** A later hour, or a later run of a step, has worked off what this one left. A night is not made up for by another. */
    private boolean isMadeUpFor(RunRow run) {
        return Stream.of(RunParameters.HOUR, RunParameters.INSTANT)
                .filter(run.parameters()::containsKey)
                .flatMap(parameter -> runs.lastCompleted(run.job(), parameter).stream())
                .anyMatch(last -> last.compareTo(run.of()) > 0);
    }

    private StatusView.Unfinished unfinished(RunRow run) {
        String next = run.isImport()
                ? "import " + run.of()
                : run.state().equals("unknown") ? "recover " + run.run() : "rerun " + run.run();
        return new StatusView.Unfinished(
                run.run(), run.title(session.zone()), run.state(), run.endedAt(), run.cause(), next);
    }

    private StatusView.Running running(RunRow run) {
        Optional<StepRow> step = run.steps().stream()
                .filter(row -> !row.status().equals("COMPLETED"))
                .reduce((earlier, later) -> later);
        long judged =
                step.map(row -> run.isImport() ? row.written() : row.read()).orElse(0L);
        long left = step.map(row -> left(run, row)).orElse(0L);
        long millis = step.flatMap(StepRow::startedAt)
                .map(start -> Duration.between(start, now).toMillis())
                .orElse(0L);
        long perSecond = millis > 0 ? judged * 1_000 / millis : 0;
        return new StatusView.Running(
                run.run(),
                run.title(session.zone()),
                run.startedAt(),
                step.map(StepRow::name).orElse(""),
                judged,
                judged + left,
                perSecond,
                perSecond > 0 && !run.isImport() ? OptionalLong.of(left / perSecond) : OptionalLong.empty(),
                holder(run).map(LockHolder::by));
    }

    /** What is judged is due no more, so that what is due now is left. */
    private long left(RunRow run, StepRow step) {
        Optional<Instant> asOf =
                Optional.ofNullable(run.parameters().get("as-of")).map(Instant::parse);
        return asOf.flatMap(instant -> session.engine().work(step.name()).map(work -> work.planned(instant)))
                .orElse(0L);
    }

    private Optional<LockHolder> holder(RunRow run) {
        String lock = run.parameters().getOrDefault("lock", "");
        return new Locks(session.jdbc(), session.clock(), new StopSignal()).holder(lock);
    }

    private List<StatusView.Late> late() {
        Lateness lateness = new Lateness(runs, now);
        return session.jobs().stream()
                .flatMap(job -> {
                    Lateness.Of of = lateness.of(job);
                    return of.late().stream().map(value -> new StatusView.Late(job.name(), value, of.lastCompleted()));
                })
                .toList();
    }
}
