package dev.bursar.cli;

import dev.bursar.batch.Progress;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;

/** Runs jobs and tells how each ended. */
record Runs(Session session, int partitions, Optional<Long> confirmedUnits, Progress progress, boolean json) {

    /** @return the exit code */
    int run(JobPlan plan, RunIdentity identity) throws InterruptedException {
        return new Outcome(session, json).tell(plan, identity, result(plan, identity));
    }

    /**
     * Runs what was missed, in order, each told in a line beside the data, and then the one that was asked for. The first that
     * does not end well ends it all: a later night builds on it.
     *
     * @return the exit code
     */
    int runAfter(List<RunIdentity> missed, JobPlan plan, RunIdentity identity) throws InterruptedException {
        for (RunIdentity night : missed) {
            session.console().tell("first " + plan.name() + " of " + night.value() + ", which was missed ...");
            RunResult result = result(plan, night);
            if (!(result instanceof RunResult.Finished || result instanceof RunResult.AlreadyDone)) {
                return new Outcome(session, json).tell(plan, night, result);
            }
        }
        return run(plan, identity);
    }

    private RunResult result(JobPlan plan, RunIdentity identity) throws InterruptedException {
        RunResult result = session.engine().runner().run(plan, identity, partitions, confirmedUnits, progress);
        session.pushgateway()
                .ifPresent(gateway -> execution(result)
                        .ifPresent(execution -> gateway.push(
                                session,
                                execution.getId(),
                                new Plans(session.jobs(), session.console()).job(plan.name()))));
        return result;
    }

    /** What was attempted now; a run that was finished before has told its figures then. */
    private static Optional<JobExecution> execution(RunResult result) {
        if (result instanceof RunResult.Finished finished) {
            return Optional.of(finished.execution());
        }
        if (result instanceof RunResult.Failed failed) {
            return Optional.of(failed.execution());
        }
        return result instanceof RunResult.Stopped stopped ? stopped.execution() : Optional.empty();
    }
}
