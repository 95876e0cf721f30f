package dev.bursar.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The edges of local days as UTC instants ({@code docs/rules.md §4}). A day ends where the next one begins: at the next
 * local midnight or, where clocks jump over midnight, at the first instant after the jump. Where midnight comes twice, the
 * first one counts.
 */
public final class LocalDays {

    private LocalDays() {}

    /** The local day that an instant falls on. */
    public static LocalDate dayOf(Instant instant, ZoneId zone) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** The first instant of a local day. */
    public static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** The first instant that no longer belongs to a local day. */
    public static Instant endOf(LocalDate day, ZoneId zone) {
        return startOf(day.plusDays(1), zone);
    }

    /** The next day that the zone's calendar has: some zones have skipped one as a whole. */
    public static LocalDate dayAfter(LocalDate day, ZoneId zone) {
        return dayOf(endOf(day, zone), zone);
    }

    /** The last day before that the zone's calendar has. */
    public static LocalDate dayBefore(LocalDate day, ZoneId zone) {
        return dayOf(startOf(day, zone).minusNanos(1), zone);
    }
}
