package dev.bursar.cli;

import dev.bursar.batch.LockTerms;
import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.Steps;
import dev.bursar.policy.Suggestion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a name that somebody typed stands for: a job, or a single step. */
record Plans(List<JobFile> jobs, Console console) {

    /** For a step that no job file names. */
    private static final LockTerms BOOKS = new LockTerms("books", Duration.ofMinutes(2), Duration.ZERO);

    Optional<JobFile> job(String name) {
        return jobs.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** @throws CommandFailure if there is no such job or step */
    JobPlan of(String name) {
        return job(name)
                .map(file -> new JobPlan(file.name(), file.steps(), Optional.of(file.lock())))
                .orElseGet(() -> step(name));
    }

    private JobPlan step(String name) {
        if (!Steps.NAMES.contains(name)) {
            SortedSet<String> known = new TreeSet<>(Steps.NAMES);
            jobs.forEach(job -> known.add(job.name()));
            String suggestion = Suggestion.of(name, known);
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "there is no job or step \"" + name + "\""
                            + (suggestion.isEmpty()
                                    ? "; there are " + String.join(", ", known)
                                    : suggestion.replace('`', '"')),
                    "Type: " + console.command() + " jobs");
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
}
