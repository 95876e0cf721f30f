package dev.bursar.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How long a lot lives. Its end is fixed when it is credited and always falls on the end of a local day
 * ({@code docs/rules.md §4}).
 */
public sealed interface Life {

    /**
     * When a lot's own end comes.
     *
     * @param earnedAt UTC instant of the fact that earned it
     * @param zone     the programme's zone, whose days count
     * @return the first UTC instant at which the lot has lapsed; empty: it has no end of its own
     */
    default Optional<Instant> endOf(Instant earnedAt, ZoneId zone) {
        return lastDay(LocalDays.dayOf(earnedAt, zone)).map(day -> LocalDays.endOf(day, zone));
    }

    /** The last local day on which a lot earned on {@code earned} is live; empty: there is none. */
    Optional<LocalDate> lastDay(LocalDate earned);

    /** Lots live on until they are spent. */
    record Never() implements Life {
        @Override
        public Optional<LocalDate> lastDay(LocalDate earned) {
            return Optional.empty();
        }
    }

    /**
     * The same length for every lot: 90 days from 15 January are over at the end of 15 April. A day that a month does not
     * have becomes that month's last: one month from 31 January ends on 28 or 29 February.
     */
    record Rolling(Period length) implements Life {
        public Rolling {
            if (length.isNegative()) {
                throw new IllegalArgumentException("length of a life is negative: " + length);
            }
        }

        @Override
        public Optional<LocalDate> lastDay(LocalDate earned) {
            return Optional.of(earned.plus(length));
        }
    }

    /** All lots of a month, quarter or year end together, so many months later: 0 is the span they were earned in. */
    record EndOf(Span span, int afterMonths) implements Life {
        public EndOf {
            if (afterMonths < 0) {
                throw new IllegalArgumentException("months after which a life ends are negative: " + afterMonths);
            }
        }

        @Override
        public Optional<LocalDate> lastDay(LocalDate earned) {
            return Optional.of(span.lastDay(YearMonth.from(earned).plusMonths(afterMonths)));
        }
    }

    /** All lots of a season end together, on a day known beforehand. */
    record Until(LocalDate day) implements Life {
        @Override
        public Optional<LocalDate> lastDay(LocalDate earned) {
            return Optional.of(day);
        }
    }

    /** What a life that ends with the calendar ends with. */
    enum Span {
        MONTH(1),
        QUARTER(3),
        YEAR(12);

        private final int months;

        Span(int months) {
            this.months = months;
        }

        LocalDate lastDay(YearMonth month) {
            int index = month.getMonthValue() - 1;
            return month.plusMonths(months - 1 - index % months).atEndOfMonth();
        }
    }
}
