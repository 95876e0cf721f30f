package dev.bursar.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which runs of a job its schedule asks for: what is late, and which nights were missed. */
public final class DueRuns {

    /** A job that has stood still for longer is taken up by hand, date by date. */
    public static final int MOST_MISSED = 400;

    private DueRuns() {}

    /**
     * The latest run that should have been completed by now, where neither it nor a later one was.
     *
     * @param lastCompleted the latest date or hour of which a run was completed, as its identity has it
     * @param now           UTC
     */
    public static Optional<RunIdentity> late(JobFile job, Optional<String> lastCompleted, Instant now) {
        return job.schedule()
                .last(now.minus(job.bounds().endWithin()))
                .map(due -> startedAt(job, due))
                .filter(run -> lastCompleted
                        .filter(last -> last.compareTo(run.value()) >= 0)
                        .isEmpty());
    }

    /**
     * The nights before one that were due after the last completed one and have not been run; none where none has ever been.
     * A missed hour needs no catching up: the next works off all that is due.
     *
     * @return oldest first, at most {@link #MOST_MISSED}
     */
    public static List<RunIdentity> missed(JobFile job, Optional<String> lastCompleted, RunIdentity night) {
        List<RunIdentity> missed = new ArrayList<>();
        if (job.per() == Per.UTC_HOUR || lastCompleted.isEmpty()) {
            return missed;
        }
        LocalDate last = LocalDate.parse(lastCompleted.get());
        LocalDate until = LocalDate.parse(night.value());
        // The night of a day is due within the day after it.
        Instant due = last.plusDays(2).atStartOfDay(job.zone()).toInstant().minusNanos(1);
        for (due = job.schedule().next(due);
                missed.size() < MOST_MISSED;
                due = job.schedule().next(due)) {
            RunIdentity run = startedAt(job, due);
            if (!LocalDate.parse(run.value()).isBefore(until)) {
                return missed;
            }
            if (missed.isEmpty() || !missed.get(missed.size() - 1).equals(run)) {
                missed.add(run);
            }
        }
        return missed;
    }

    /** The run that a job takes when it is started at an instant: of the last hour or day that is over. */
    public static RunIdentity startedAt(JobFile job, Instant start) {
        return job.per() == Per.UTC_HOUR
                ? RunIdentity.ofHour(start.minus(Duration.ofHours(1)))
                : RunIdentity.of(start.atZone(job.zone()).toLocalDate().minusDays(1), job.zone());
    }
}
