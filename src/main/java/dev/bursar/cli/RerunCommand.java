package dev.bursar.cli;

import dev.bursar.batch.Progress;
import dev.bursar.batch.RunParameters;
import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rerun",
        description = {
            "Goes on with a run that failed or was stopped: at the step where it ended, under its lock.",
            "One that is finished is not repeated (exit 0). For a run that was never begun there is \"bursar run\"."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Examples:", "  bursar rerun 12", "  bursar rerun nightly --date 2026-11-20", ""})
final class RerunCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "RUN|JOB",
            description = "A run's number, as \"bursar history\" lists it; or a job with --date or --hour.")
    private String which = "";

    @Option(names = "--date", paramLabel = "DATE", description = "The business date, such as 2026-11-20.")
    private @Nullable LocalDate date;

    @Option(
            names = "--hour",
            paramLabel = "HOUR",
            converter = HourConverter.class,
            description = "The hour in UTC, such as 2026-11-20T13.")
    private @Nullable Instant hour;

    @Mixin
    private QuietOption quiet;

    @Mixin
    private JsonOption json;

    RerunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        return which.matches("[1-9]\\d{0,17}") ? again(Long.parseLong(which)) : again(which);
    }

    private int again(long run) throws InterruptedException {
        if (date != null || hour != null) {
            throw refused("a run's number says which run is meant; a date or hour goes with a job", "rerun " + run);
        }
        RunRow found =
                new RunStore(session.jdbc()).find(run).orElseThrow(() -> refused("there is no run " + run, "history"));
        if (found.isImport()) {
            throw refused(
                    "run " + run + " is an import, which goes on when its file is imported again",
                    "import " + found.of());
        }
        return start(new Plans(session.jobs(), session.console()).of(found.job()), identity(found));
    }

    private RunIdentity identity(RunRow run) {
        if (run.parameters().containsKey(RunParameters.BUSINESS_DATE)) {
            return RunIdentity.of(LocalDate.parse(run.of()), session.zone());
        }
        return run.parameters().containsKey(RunParameters.HOUR)
                ? RunIdentity.ofHour(Instant.parse(run.of()))
                : RunIdentity.at(Instant.parse(run.of()));
    }

    private int again(String job) throws InterruptedException {
        Plans plans = new Plans(session.jobs(), session.console());
        JobPlan plan = plans.of(job);
        if (date == null && hour == null) {
            throw refused("rerun what? give a run's number, or a date or hour with the job", "history " + job);
        }
        WhichRun asked = new WhichRun(session, job, Optional.ofNullable(date), Optional.ofNullable(hour));
        Optional<JobFile> file = plans.job(job);
        RunIdentity identity = file.map(asked::ofJob).orElseGet(asked::ofStep);
        if (new RunStore(session.jdbc()).attempts(job, identity.parameter(), identity.value()) == 0) {
            throw refused(
                    job + " of " + identity.value() + " has not been run yet",
                    "run " + job + (date == null ? " --hour " + identity.value() : " --date " + date));
        }
        return start(plan, identity);
    }

    private int start(JobPlan plan, RunIdentity identity) throws InterruptedException {
        Progress progress = quiet.progress(session);
        try {
            return new Runs(session, RunCommand.PARTITIONS, Optional.empty(), progress, json.asked())
                    .run(plan, identity);
        } finally {
            progress.end();
        }
    }

    private CommandFailure refused(String message, String next) {
        return new CommandFailure(
                ExitCode.REFUSED, message, "Type: " + session.console().command() + " " + next);
    }
}
