package dev.bursar.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a job is due, in the five fields of cron: minute, hour, day of the month, month, day of the week.
 *
 * @param cron as it is written, such as {@code 30 0 * * *}
 * @param zone whose clock it means
 */
public record Schedule(String cron, ZoneId zone) {

    /** What cron, Kubernetes and Spring all understand alike. */
    private static final Pattern FIELD = Pattern.compile("(?:[0-9*/,-]|[A-Za-z]{3})+");

    /** Looked through for the last time due, from the shortest: frequent schedules are found in the first. */
    private static final List<Duration> LOOK_BACK = List.of(
            Duration.ofHours(2), Duration.ofDays(2), Duration.ofDays(40), Duration.ofDays(400), Duration.ofDays(3_000));

    /** @throws IllegalArgumentException with a sentence for the operator */
    public Schedule {
        String[] fields = cron.split(" +");
        if (fields.length != 5) {
            throw new IllegalArgumentException("it has " + fields.length
                    + " fields and not five: minute, hour, day of the month, month, day of the week");
        }
        for (String field : fields) {
            if (!FIELD.matcher(field).matches()) {
                throw new IllegalArgumentException(
                        "\"" + field + "\" is made of digits, names of months and days, and * / , - only");
            }
        }
        if (!fields[2].equals("*") && !fields[4].equals("*")) {
            throw new IllegalArgumentException(
                    "give days of the month or days of the week: of both together every cron makes something else");
        }
        if (parse(cron).next(ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, zone)) == null) {
            throw new IllegalArgumentException("no such day ever comes");
        }
    }

    private static CronExpression parse(String cron) {
        try {
            return CronExpression.parse("0 " + cron);
        } catch (IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(String.valueOf(cause.getMessage()), e);
        }
    }

    /** The first time due after an instant. */
    public Instant next(Instant after) {
        ZonedDateTime next = parse(cron).next(after.atZone(zone));
        if (next == null) {
            throw new IllegalStateException("schedule \"" + cron + "\" is never due after " + after);
        }
        return next.toInstant();
    }

    /** The last time due at or before an instant; empty where that is more than eight years ago. */
    public Optional<Instant> last(Instant until) {
        return LOOK_BACK.stream()
                .flatMap(span -> last(until.minus(span), until).stream())
                .findFirst();
    }

    private Optional<Instant> last(Instant after, Instant until) {
        Optional<Instant> last = Optional.empty();
        for (Instant due = next(after); !due.isAfter(until); due = next(due)) {
            last = Optional.of(due);
        }
        return last;
    }
}
