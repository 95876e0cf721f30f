package dev.bursar.jobs;

import dev.bursar.batch.RunParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Which run of a job it is: of a business date, of a UTC hour, or of an instant.
 *
 * @param parameter the identifying parameter's name
 * @param value     its value, as an operator types it
 * @param asOf      UTC; the run judges what happened before it
 */
public record RunIdentity(String parameter, String value, Instant asOf) {

    /** The night that settles a day: up to the midnight that ends it. */
    public static RunIdentity of(LocalDate day, ZoneId zone) {
        return new RunIdentity(
                RunParameters.BUSINESS_DATE,
                day.toString(),
                day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** @param hour any instant in the hour; the run judges up to the hour's end */
    public static RunIdentity ofHour(Instant hour) {
        Instant start = hour.truncatedTo(ChronoUnit.HOURS);
        return new RunIdentity(RunParameters.HOUR, start.toString(), start.plus(Duration.ofHours(1)));
    }

    /** A run that is like no other: a single step, now. */
    public static RunIdentity at(Instant now) {
        return new RunIdentity(RunParameters.INSTANT, now.toString(), now);
    }
}
