package dev.bursar.market;

/**
 * How many orders.
 *
 * @param aDay whether on an ordinary day, rather than in all. Only then does a longer period leave earlier days as they are.
 */
public record Volume(long orders, boolean aDay) {

    private static final long MOST = 1_000_000_000;

    public Volume {
        if (orders < 1 || orders > MOST) {
            throw new IllegalArgumentException("orders: " + orders + " is not between 1 and " + MOST);
        }
    }

    public static Volume inAll(long orders) {
        return new Volume(orders, false);
    }

    public static Volume everyDay(long orders) {
        return new Volume(orders, true);
    }
}
