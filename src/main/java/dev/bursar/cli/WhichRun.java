package dev.bursar.cli;

import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.Per;
import dev.bursar.jobs.RunIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Which run of a job is meant: that of the date or hour that was given, else of the last one that is over. */
record WhichRun(Session session, String name, Optional<LocalDate> date, Optional<Instant> hour) {

    RunIdentity ofJob(JobFile job) {
        Instant now = session.clock().instant();
        if (job.per() == Per.UTC_HOUR) {
            if (date.isPresent()) {
                throw refused(
                        "job " + name + " runs for each UTC hour and not for a date",
                        "run " + name + " --hour " + hourOver(now).toString().substring(0, 13));
            }
            return ofHour(hour.orElse(hourOver(now)), now);
        }
        LocalDate dayOver = now.atZone(job.zone()).toLocalDate().minusDays(1);
        if (hour.isPresent()) {
            throw refused(
                    "job " + name + " runs for each business date and not for an hour",
                    "run " + name + " --date " + dayOver);
        }
        return ofDate(date.orElse(dayOver), job.zone(), now);
    }

    /** Without date and hour: all that is due now, which is a run of its own each time. */
    RunIdentity ofStep() {
        Instant now = session.clock().instant();
        if (date.isPresent() && hour.isPresent()) {
            throw refused("give a date or an hour, not both", "run " + name + " --date " + date.get());
        }
        return date.map(day -> ofDate(day, session.zone(), now))
                .or(() -> hour.map(start -> ofHour(start, now)))
                .orElseGet(() -> RunIdentity.at(now.truncatedTo(ChronoUnit.MILLIS)));
    }

    private static Instant hourOver(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
    }

    private RunIdentity ofHour(Instant chosen, Instant now) {
        RunIdentity identity = RunIdentity.ofHour(chosen);
        if (identity.asOf().isAfter(now)) {
            throw refused(
                    "the hour " + identity.value().substring(0, 13) + " UTC is not over yet: it ends at "
                            + identity.asOf(),
                    "run " + name);
        }
        return identity;
    }

    private RunIdentity ofDate(LocalDate chosen, ZoneId zone, Instant now) {
        if (!chosen.isBefore(now.atZone(zone).toLocalDate())) {
            throw refused("the day " + chosen + " is not over yet in " + zone, "run " + name);
        }
        return RunIdentity.of(chosen, zone);
    }

    private CommandFailure refused(String message, String next) {
        return new CommandFailure(
                ExitCode.REFUSED, message, "Type: " + session.console().command() + " " + next);
    }
}
