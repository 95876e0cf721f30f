package dev.bursar.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads dates and times of the market's zone, and the windows they make. */
record Moments(ZoneId zone) {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern DATE_TIME = Pattern.compile(DATE + "T\\d{2}:\\d{2}(:\\d{2})?");
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    /** The window of a block by its {@code from} and {@code to}; a missing edge is open. Empty after a fault. */
    Optional<Window> window(Fields fields) {
        Optional<Yaml> from = fields.find("from");
        Optional<Yaml> to = fields.find("to");
        Optional<Instant> start = from.isEmpty() ? Optional.of(Instant.MIN) : read(from.get(), "from");
        Optional<Instant> end = to.isEmpty() ? Optional.of(Instant.MAX) : read(to.get(), "to");
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        if (!start.get().isBefore(end.get())) {
            return Scalars.refuse(
                    to.orElse(fields.block()),
                    "`to` is the first moment after the window and lies after `from`; give a later one");
        }
        return Optional.of(new Window(start.get(), end.get()));
    }

    /** A local date, which means its first instant, or a local date and time. */
    Optional<Instant> read(Yaml yaml, String name) {
        Optional<String> text = yaml.text(name);
        if (text.isPresent() && DATE_TIME.matcher(text.get()).matches()) {
            return dateTime(yaml, name, text.get());
        }
        return date(yaml, name).map(date -> LocalDays.startOf(date, zone));
    }

    static Optional<LocalDate> date(Yaml yaml, String name) {
        return yaml.text(name).flatMap(text -> {
            if (!DATE.matcher(text).matches()) {
                return Scalars.refuse(
                        yaml,
                        "`" + name + "` is a date such as 2026-11-11 or a local time such as"
                                + " 2026-11-11T20:00, not \"" + text + "\"");
            }
            try {
                LocalDate date = LocalDate.parse(text);
                return withinReason(date) ? Optional.of(date) : refuseYear(yaml, name, text);
            } catch (DateTimeException e) {
                return refuseDate(yaml, name, text);
            }
        });
    }

    private Optional<Instant> dateTime(Yaml yaml, String name, String text) {
        try {
            LocalDateTime local = LocalDateTime.parse(text);
            if (zone.getRules().getValidOffsets(local).isEmpty()) {
                return Scalars.refuse(
                        yaml,
                        "`" + name + "` " + text + " does not exist in " + zone
                                + ": clocks jump over it; give the time they jump to");
            }
            return withinReason(local.toLocalDate())
                    ? Optional.of(local.atZone(zone).toInstant())
                    : refuseYear(yaml, name, text);
        } catch (DateTimeException e) {
            return refuseDate(yaml, name, text);
        }
    }

    private static boolean withinReason(LocalDate date) {
        return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
    }

    private static <T> Optional<T> refuseYear(Yaml yaml, String name, String text) {
        return Scalars.refuse(
                yaml,
                "`" + name + "` " + text + " is not between " + FIRST_YEAR + " and " + LAST_YEAR
                        + "; correct the year, or leave `" + name + "` out for an open end");
    }

    private static <T> Optional<T> refuseDate(Yaml yaml, String name, String text) {
        return Scalars.refuse(yaml, "`" + name + "` " + text + " is not in the calendar; correct the date");
    }

    /** An edge of a window as an operator would write it. */
    String show(Instant edge) {
        LocalDateTime local = LocalDateTime.ofInstant(edge, zone);
        return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? local.toLocalDate().toString()
                : local.toString();
    }
}
