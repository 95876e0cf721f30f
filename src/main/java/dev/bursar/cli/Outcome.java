package dev.bursar.cli;

import dev.bursar.batch.RunParameters;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.dao.DataAccessException;

/** Tells how an attempt to run a job ended. */
record Outcome(Session session, boolean json) {

    /** As {@code run --json} prints it; {@code run} is null where nothing was started. */
    record View(String result, Optional<RunRow.View> run) {}

    /** @return the exit code */
    int tell(JobPlan plan, RunIdentity identity, RunResult result) {
        String again = session.console().command() + " " + again(plan, identity);
        if (result instanceof RunResult.Finished finished) {
            return finished(finished.execution());
        }
        if (result instanceof RunResult.AlreadyDone done) {
            return alreadyDone(plan, identity, done.execution());
        }
        if (result instanceof RunResult.Stopped stopped) {
            stopped.execution().ifPresent(execution -> report("stopped", execution));
            throw new CommandFailure(
                    ExitCode.STOPPED,
                    title(plan, identity) + " was stopped: " + stopped.why(),
                    (stopped.execution().isPresent()
                                    ? "What was posted stands. To go on: "
                                    : "It had not begun. Type: ")
                            + again);
        }
        if (result instanceof RunResult.Failed failed) {
            report("failed", failed.execution());
            throw new CommandFailure(
                    ExitCode.FAILED,
                    title(plan, identity) + " failed: " + failed.cause(),
                    "What was posted stands. Once the cause is gone, go on with: " + again);
        }
        if (result instanceof RunResult.Refused refused) {
            report("refused", refused.execution());
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    title(plan, identity) + " was stopped before anything lapsed: " + refused.why(),
                    "What the steps before it posted stands. If the figures are right: " + again + " "
                            + refused.confirmation());
        }
        if (result instanceof RunResult.Busy busy) {
            return busy(plan, busy, again);
        }
        throw new CommandFailure(
                ExitCode.BUSY,
                title(plan, identity) + " is under way in another process, or that process was killed a moment ago",
                "Look at it with \"" + session.console().command() + " history\"; then try again: " + again);
    }

    private int finished(JobExecution execution) {
        report("finished", execution);
        return ExitCode.DONE;
    }

    private int alreadyDone(JobPlan plan, RunIdentity identity, JobExecution execution) {
        if (json) {
            report("already-done", execution);
            return ExitCode.DONE;
        }
        Console console = session.console();
        console.print(
                "Nothing to do: " + title(plan, identity) + " is finished already (run " + execution.getId() + ").");
        console.print("What has come since is for the next run; to have it now: " + console.command() + " run "
                + plan.steps().get(0));
        return ExitCode.DONE;
    }

    private int busy(JobPlan plan, RunResult.Busy busy, String again) {
        String lock = plan.lock().map(terms -> terms.name()).orElse("");
        String who = "the lock \"" + lock + "\" is held"
                + busy.holder()
                        .map(holder -> Texts.holder(holder, session.zone()))
                        .orElse(" by another run");
        boolean asksToSkip =
                busy.skip() && !(plan.steps().size() == 1 && plan.steps().contains(plan.name()));
        if (!asksToSkip) {
            throw new CommandFailure(ExitCode.BUSY, who, "When it is free: " + again);
        }
        if (json) {
            session.console().print(Json.of(new View("skipped", Optional.empty())));
        } else {
            session.console().print("Skipped: " + who + ". The next run does what this one leaves.");
        }
        return ExitCode.DONE;
    }

    private void report(String result, JobExecution execution) {
        if (json) {
            session.console().print(Json.of(new View(result, row(execution).map(row -> row.view(false)))));
        } else if (result.equals("finished")) {
            row(execution).ifPresent(row -> new RunReport(session.console(), session.zone()).printEnd(row));
        }
    }

    /** Empty also where the database that failed the run cannot be asked about it. */
    private Optional<RunRow> row(JobExecution execution) {
        try {
            return new RunStore(session.jdbc()).find(execution.getId());
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }

    private String title(JobPlan plan, RunIdentity identity) {
        return identity.parameter().equals(RunParameters.INSTANT)
                ? Texts.upTo(plan.name(), identity.value(), session.zone())
                : plan.name() + " of " + identity.value();
    }

    private static String again(JobPlan plan, RunIdentity identity) {
        return switch (identity.parameter()) {
            case RunParameters.BUSINESS_DATE -> "run " + plan.name() + " --date " + identity.value();
            case RunParameters.HOUR -> "run " + plan.name() + " --hour " + identity.value();
            default -> "run " + plan.name();
        };
    }
}
