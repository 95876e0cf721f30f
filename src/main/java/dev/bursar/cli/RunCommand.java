package dev.bursar.cli;

import dev.bursar.batch.Progress;
import dev.bursar.batch.RunParameters;
import dev.bursar.batch.Shards;
import dev.bursar.jobs.DueRuns;
import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.Per;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.lapse.CheckLapseStep;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Runs a job, or a single step.",
            "A run that failed or was stopped goes on where it ended; one that is finished is not repeated (exit 0). Without"
                    + " a date or hour a job takes the last one that is over, after the dates that were missed since the last"
                    + " completed one, oldest first; and a step takes all that is due now."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  bursar run hourly",
            "  bursar run nightly --date 2026-11-20",
            "  bursar run credit-orders",
            "  bursar run credit-orders --dry-run --out would-post.csv",
            ""
        })
final class RunCommand implements Callable<Integer> {

    /** Unless somebody says otherwise. */
    static final int PARTITIONS = 8;

    private final Session session;

    @Parameters(paramLabel = "JOB|STEP", description = "As \"bursar jobs\" lists them.")
    private String name = "";

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "The business date, such as 2026-11-20: up to the midnight that ends it.")
    private @Nullable LocalDate date;

    @Option(
            names = "--hour",
            paramLabel = "HOUR",
            converter = HourConverter.class,
            description = "The hour in UTC, such as 2026-11-20T13: up to its end.")
    private @Nullable Instant hour;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + PARTITIONS,
            description = "Into how many parts the members are divided: 1, 2, 4, ... 64 (default: 8).")
    private int partitions;

    @Option(
            names = "--confirm-lapse",
            paramLabel = "UNITS",
            description =
                    "Let up to so many coins, and as many points, lapse at once, whatever the policy's share says.")
    private @Nullable Long confirmedUnits;

    @Option(names = "--dry-run", description = "Post nothing: only show what a step would post.")
    private boolean dryRun;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "With --dry-run: write every entry to this file, as CSV.")
    private @Nullable Path out;

    @Mixin
    private QuietOption quiet;

    @Mixin
    private JsonOption json;

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Plans plans = new Plans(session.jobs(), session.console());
        Optional<JobFile> job = plans.job(name);
        JobPlan plan = plans.of(name);
        WhichRun which = new WhichRun(session, name, Optional.ofNullable(date), Optional.ofNullable(hour));
        RunIdentity identity = job.map(which::ofJob).orElseGet(which::ofStep);
        refuseWhatDoesNotFit(plan);
        Progress progress = quiet.progress(session);
        try {
            if (dryRun) {
                return new DryRun(session, json.asked())
                        .run(plan.steps().get(0), identity.asOf(), Optional.ofNullable(out), progress);
            }
            Runs runs = new Runs(session, partitions, Optional.ofNullable(confirmedUnits), progress, json.asked());
            return job.isPresent() && date == null
                    ? runs.runAfter(missed(job.get(), identity), plan, identity)
                    : runs.run(plan, identity);
        } finally {
            progress.end();
        }
    }

    /** Nights run in order, each before the next. */
    private List<RunIdentity> missed(JobFile job, RunIdentity night) {
        if (job.per() == Per.UTC_HOUR) {
            return List.of();
        }
        Optional<String> last = new RunStore(session.jdbc()).lastCompleted(job.name(), RunParameters.BUSINESS_DATE);
        List<RunIdentity> missed = DueRuns.missed(job, last, night);
        if (missed.size() >= DueRuns.MOST_MISSED) {
            throw refused(
                    "job " + name + " was last completed for " + last.orElse("") + ", and more than "
                            + DueRuns.MOST_MISSED + " of its days are missing; say which to run",
                    "run " + name + " --date " + missed.get(0).value());
        }
        return missed;
    }

    private void refuseWhatDoesNotFit(JobPlan plan) {
        try {
            Shards.requireDivisor(partitions);
        } catch (IllegalArgumentException e) {
            throw refused("--partitions is 1, 2, 4, 8, 16, 32 or 64, and not " + partitions, "run " + name);
        }
        if (out != null && !dryRun) {
            throw refused("--out goes with --dry-run", "run " + name + " --dry-run --out " + out);
        }
        if (confirmedUnits != null && confirmedUnits < 1) {
            throw refused("--confirm-lapse is a number of units, and not " + confirmedUnits, "run --help");
        }
        if (dryRun && plan.steps().contains(CheckLapseStep.NAME) && plan.steps().size() == 1) {
            throw refused("check-lapse posts nothing, so that there is nothing to run dry", "run check-lapse");
        }
        if (dryRun && plan.steps().size() > 1) {
            throw refused(
                    "only a single step can be run dry: a later one builds on what an earlier one posts",
                    "run " + plan.steps().get(0) + " --dry-run");
        }
    }

    private CommandFailure refused(String message, String next) {
        return new CommandFailure(
                ExitCode.REFUSED, message, "Type: " + session.console().command() + " " + next);
    }
}
