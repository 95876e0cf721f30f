package dev.bursar.cli;

import dev.bursar.batch.LockTerms;
import dev.bursar.batch.Progress;
import dev.bursar.batch.Shards;
import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.jobs.Steps;
import dev.bursar.lapse.CheckLapseStep;
import dev.bursar.policy.Suggestion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
                    + " a date or hour a job takes the last one that is over, and a step takes all that is due now."
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

    /** For a step that no job file names. */
    private static final LockTerms BOOKS = new LockTerms("books", Duration.ofMinutes(2), Duration.ZERO);

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
            defaultValue = "8",
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
        List<JobFile> jobs = session.jobs();
        Optional<JobFile> job =
                jobs.stream().filter(file -> file.name().equals(name)).findFirst();
        JobPlan plan = job.map(file -> new JobPlan(file.name(), file.steps(), Optional.of(file.lock())))
                .orElseGet(() -> step(jobs));
        WhichRun which = new WhichRun(session, name, Optional.ofNullable(date), Optional.ofNullable(hour));
        RunIdentity identity = job.map(which::ofJob).orElseGet(which::ofStep);
        refuseWhatDoesNotFit(plan);
        Progress progress = quiet.progress(session);
        try {
            if (dryRun) {
                return new DryRun(session, json.asked())
                        .run(plan.steps().get(0), identity.asOf(), Optional.ofNullable(out), progress);
            }
            RunResult result = session.engine()
                    .runner()
                    .run(plan, identity, partitions, Optional.ofNullable(confirmedUnits), progress);
            return new Outcome(session, json.asked()).tell(plan, identity, result);
        } finally {
            progress.end();
        }
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

    private JobPlan step(List<JobFile> jobs) {
        if (!Steps.NAMES.contains(name)) {
            SortedSet<String> known = new TreeSet<>(Steps.NAMES);
            jobs.forEach(job -> known.add(job.name()));
            String suggestion = Suggestion.of(name, known);
            throw refused(
                    "there is no job or step \"" + name + "\""
                            + (suggestion.isEmpty()
                                    ? "; there are " + String.join(", ", known)
                                    : suggestion.replace('`', '"')),
                    "jobs");
        }
        // Whoever types a step's name wants it done now: a busy lock is told, not skipped.
        LockTerms lock = jobs.stream()
                .filter(job -> job.steps().contains(name))
                .map(JobFile::lock)
                .findFirst()
                .map(terms -> new LockTerms(terms.name(), terms.atMost(), Duration.ZERO))
                .orElse(BOOKS);
        return new JobPlan(name, List.of(name), Optional.of(lock));
    }

    private CommandFailure refused(String message, String next) {
        return new CommandFailure(
                ExitCode.REFUSED, message, "Type: " + session.console().command() + " " + next);
    }
}
