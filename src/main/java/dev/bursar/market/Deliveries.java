package dev.bursar.market;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The deliveries of a period, by number from 0: which one tells of a time, and what it is called. */
final class Deliveries {

    private static final long HOUR = 3_600;

    private final Days days;
    private final Cadence cadence;

    Deliveries(Days days, Cadence cadence) {
        this.days = days;
        this.cadence = cadence;
    }

    /** Upper bound of their numbers. */
    int count() {
        return switch (cadence) {
            case HOURLY -> Math.toIntExact((days.end() - 1) / HOUR - firstHour() + 1);
            case DAILY -> days.count();
            case ONCE -> 1;
        };
    }

    private long firstHour() {
        return days.start(0) / HOUR;
    }

    /** What is older than the period comes with the first. @return {@link #count()}: after the last */
    int of(long time) {
        if (time >= days.end()) {
            return count();
        }
        return switch (cadence) {
            case HOURLY -> (int) Math.max(0, time / HOUR - firstHour());
            case DAILY -> days.dayOf(time);
            case ONCE -> 0;
        };
    }

    /** {@code 2026-11-02}, a local day; {@code 2026-11-02T08Z}, an hour UTC. */
    String name(int delivery) {
        return switch (cadence) {
            case HOURLY ->
                Instant.ofEpochSecond((firstHour() + delivery) * HOUR)
                                .truncatedTo(ChronoUnit.HOURS)
                                .toString()
                                .substring(0, 13)
                        + "Z";
            case DAILY -> days.dateOf(delivery).toString();
            case ONCE -> days.dateOf(days.count() - 1).toString();
        };
    }
}
