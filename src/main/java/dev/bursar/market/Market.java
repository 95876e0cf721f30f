package dev.bursar.market;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * All that decides what a market looks like: equal markets are equal to the byte.
 *
 * @param members  those that were there before the first day; about a fifth as many as there are orders come along later
 * @param from     the first local day on which orders are placed
 * @param days     how many days the shop delivers; what would happen later is not known yet
 * @param zone     whose days and hours count
 * @param saleDay  the day with twenty times the orders; may lie outside the period
 * @param event    what orders of the sale day name
 * @param late     share of rows that come days after what they tell, 0 to 1
 * @param poison   share of facts that are wrong on purpose ({@link Poison}), 0 to 1
 */
public record Market(
        long seed,
        Volume volume,
        long members,
        int stores,
        LocalDate from,
        int days,
        ZoneId zone,
        Optional<LocalDate> saleDay,
        String event,
        double late,
        double poison) {

    private static final int MOST_DAYS = 3_660;
    private static final int MOST_STORES = 90_000;
    private static final long MOST_MEMBERS = 1_000_000_000;

    public Market {
        within("members", members, 1, MOST_MEMBERS);
        within("stores", stores, 1, MOST_STORES);
        within("days", days, 1, MOST_DAYS);
        within("the first day's year", from.getYear(), 2000, 2100);
        share("late", late);
        share("poison", poison);
        if (!event.matches("[a-z0-9-]{1,100}")) {
            throw new IllegalArgumentException(
                    "event: \"" + event + "\" is not made of small letters, digits and hyphens");
        }
    }

    private static void within(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": " + value + " is not between " + least + " and " + most);
        }
    }

    private static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + ": " + value + " is not a share between 0 and 1");
        }
    }

    Draw draw(Draw.Topic topic, long number) {
        return Draw.of(seed, topic, number, 0);
    }

    Draw draw(Draw.Topic topic, long number, long part) {
        return Draw.of(seed, topic, number, part);
    }
}
