package dev.bursar.cli;

import dev.bursar.batch.Progress;
import dev.bursar.batch.PurgeHistoryStep;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "housekeeping",
        description = {
            "Purges runs that were completed long ago from the history: longer than BURSAR_KEEP_DAYS (90).",
            "Keeps what failed, was stopped or is not finished, and the last completed run of each job. The job of the same"
                    + " name does this every week."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Example:", "  bursar housekeeping", ""})
final class HousekeepingCommand implements Callable<Integer> {

    private static final String JOB = "housekeeping";

    private final Session session;

    @Mixin
    private QuietOption quiet;

    @Mixin
    private JsonOption json;

    HousekeepingCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Plans plans = new Plans(session.jobs(), session.console());
        JobPlan plan = plans.of(plans.job(JOB).isPresent() ? JOB : PurgeHistoryStep.NAME);
        RunIdentity now = RunIdentity.at(session.clock().instant().truncatedTo(ChronoUnit.MILLIS));
        Progress progress = quiet.progress(session);
        try {
            return new Runs(session, RunCommand.PARTITIONS, Optional.empty(), progress, json.asked()).run(plan, now);
        } finally {
            progress.end();
        }
    }
}
