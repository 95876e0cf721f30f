package dev.bursar.cli;

import dev.bursar.batch.LockTerms;
import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.Per;
import dev.bursar.jobs.Steps;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "jobs",
        description = {
            "Lists the jobs, when they are due, their steps, what was last completed and whether that is late.",
            "Reads and checks the files in jobs/. Without a configured database it says nothing of what ran."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Example:", "  bursar jobs", ""})
final class JobsCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private JsonOption json;

    JobsCommand(Session session) {
        this.session = session;
    }

    record Listing(List<Item> jobs, List<String> steps) {}

    record Item(
            String name,
            String purpose,
            String schedule,
            ZoneId timeZone,
            String per,
            List<String> steps,
            String lock,
            long lockAtMostSeconds,
            long waitSeconds,
            long startWithinSeconds,
            long endWithinSeconds,
            Optional<Instant> lastDue,
            Instant nextDue,
            Optional<Lateness.Of> completed) {

        static Item of(JobFile job, Instant now, Optional<Lateness> lateness) {
            return new Item(
                    job.name(),
                    job.purpose(),
                    job.schedule().cron(),
                    job.zone(),
                    job.per() == Per.UTC_HOUR ? "utc-hour" : "business-date",
                    job.steps(),
                    job.lock().name(),
                    job.lock().atMost().toSeconds(),
                    job.lock().waitAtMost().toSeconds(),
                    job.bounds().startWithin().toSeconds(),
                    job.bounds().endWithin().toSeconds(),
                    job.schedule().last(now),
                    job.schedule().next(now),
                    lateness.map(runs -> runs.of(job)));
        }
    }

    @Override
    public Integer call() {
        List<JobFile> jobs = session.jobs();
        Instant now = session.clock().instant();
        Optional<Lateness> lateness = session.hasConfiguredDatabase()
                ? Optional.of(new Lateness(new RunStore(session.jdbc()), now))
                : Optional.empty();
        Console console = session.console();
        if (json.asked()) {
            List<Item> items =
                    jobs.stream().map(job -> Item.of(job, now, lateness)).toList();
            console.print(Json.of(new Listing(items, List.copyOf(Steps.NAMES))));
            return ExitCode.DONE;
        }
        for (JobFile job : jobs) {
            print(job, Item.of(job, now, lateness));
        }
        console.print("Start one with \"" + console.command() + " run NAME\", or a single step: "
                + String.join(", ", Steps.NAMES));
        return ExitCode.DONE;
    }

    private void print(JobFile job, Item item) {
        Console console = session.console();
        ZoneId zone = job.zone();
        console.print(console.bold(job.name()) + "  " + job.purpose());
        console.print("  due    " + item.schedule() + " (" + zone + "), one run for each "
                + (job.per() == Per.UTC_HOUR ? "hour UTC" : "business date"));
        console.print("         last "
                + item.lastDue().map(due -> Texts.minute(due, zone)).orElse("long ago") + ", next "
                + Texts.minute(item.nextDue(), zone));
        item.completed()
                .ifPresent(completed -> console.print("  done   "
                        + completed.lastCompleted().map(last -> "up to " + last).orElse("never")
                        + completed
                                .late()
                                .map(late -> "; " + console.bold("late") + ": " + late + " should be completed")
                                .orElse("")));
        console.print("  steps  " + String.join(", ", job.steps()));
        console.print("  lock   " + job.lock().name() + ", " + whenBusy(job.lock()));
        console.print("");
    }

    private static String whenBusy(LockTerms lock) {
        return lock.waitAtMost().isZero()
                ? "skipped when it is busy"
                : "waits up to " + Texts.span(lock.waitAtMost()) + " when it is busy";
    }
}
