package dev.bursar.market;

import java.time.LocalDate;

/**
 * The market's days, by number from 0: when each begins, and which orders are placed on it. Orders are numbered on through
 * the days, from 1.
 */
final class Days {

    private static final long SECONDS_A_DAY = 86_400;
    private static final int SALE_FACTOR = 20;

    /** Monday to Sunday, in thousandths of an ordinary day. */
    private static final int[] WEEK = {950, 900, 920, 980, 1_100, 1_200, 950};

    /** By hour of the day: quiet nights, a rise at noon, most in the evening. */
    private static final int[] HOURS = {
        12, 7, 4, 3, 3, 5, 10, 20, 32, 42, 48, 52, 56, 52, 48, 48, 52, 58, 66, 78, 84, 72, 48, 26
    };

    private final Market market;
    private final long[] starts;
    private final long[] orders;

    Days(Market market) {
        this.market = market;
        starts = new long[market.days() + 1];
        long[] weights = new long[market.days() + 1];
        for (int day = 0; day <= market.days(); day++) {
            starts[day] = dateOf(day).atStartOfDay(market.zone()).toEpochSecond();
            weights[day] = day == 0 ? 0 : weights[day - 1] + weight(day - 1);
        }
        orders = new long[market.days() + 1];
        Volume volume = market.volume();
        for (int day = 0; day <= market.days(); day++) {
            orders[day] = volume.orders() * weights[day] / (volume.aDay() ? 1_000 : weights[market.days()]);
        }
    }

    /** In thousandths of an ordinary day; no two are quite alike. */
    private long weight(int day) {
        long week = WEEK[dateOf(day).getDayOfWeek().getValue() - 1];
        long weight = week * market.draw(Draw.Topic.DAY, day).between(92, 108) / 100;
        return isSale(day) ? weight * SALE_FACTOR : weight;
    }

    LocalDate dateOf(int day) {
        return market.from().plusDays(day);
    }

    boolean isSale(int day) {
        return market.saleDay().filter(dateOf(day)::equals).isPresent();
    }

    int count() {
        return market.days();
    }

    /** How many orders are placed on a day. */
    int orders(int day) {
        return Math.toIntExact(orders[day + 1] - orders[day]);
    }

    /** In all. */
    long orders() {
        return orders[market.days()];
    }

    /** The number of a day's first order. */
    long firstOrder(int day) {
        return orders[day] + 1;
    }

    /** Seconds since 1970, as all times of this package. */
    long start(int day) {
        return starts[day];
    }

    /** When the last day is over. */
    long end() {
        return starts[market.days()];
    }

    /** The day of a time, at least the first; the number of days if it lies after the last. */
    int dayOf(long time) {
        if (time < starts[0]) {
            return 0;
        }
        // Days that are an hour longer or shorter put the guess off by one at most.
        int guess = (int) Math.min(market.days(), (time - starts[0]) / SECONDS_A_DAY);
        if (starts[guess] > time) {
            return guess - 1;
        }
        return guess < market.days() && starts[guess + 1] <= time ? guess + 1 : guess;
    }

    /** Some time of a day, when people buy. */
    long busyTime(int day, Draw draw) {
        long second = draw.weighted(HOURS) * 3_600L + draw.below(3_600);
        return Math.min(starts[day] + second, starts[day + 1] - 1);
    }
}
