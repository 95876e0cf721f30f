package dev.bursar.market;

/**
 * Random numbers that belong to one thing of one market: the same seed, topic and number give the same numbers, whatever
 * else was drawn before and on whatever machine. So any order can be made by its number alone, and nothing has to be
 * remembered. Mixing as in SplittableRandom.
 */
final class Draw {

    /** What is drawn; each has numbers of its own. The names of these constants are part of what a seed means. */
    enum Topic {
        DAY,
        BLOCK,
        CHECKOUT,
        ORDER,
        MEMBER,
        STORE,
        TERMS,
        PRODUCT,
        COUPON,
        REFUND,
        REVIEW,
        STREAK,
        ACTIVITY,
        REFERRAL,
        NOTICE,
        LATENESS,
        POISON;

        /** The same on every machine. */
        private final long salt = name().hashCode();
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    private Draw(long state) {
        this.state = state;
    }

    static Draw of(long seed, Topic topic, long number, long part) {
        long state = mixed(seed + GOLDEN * topic.salt);
        state = mixed(state ^ number * 0xD1342543DE82EF95L);
        return new Draw(mixed(state + part * 0xDABA0B6EB09322E3L));
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long next() {
        state += GOLDEN;
        return mixed(state);
    }

    /** From 0 up to, not including, 1. */
    double unit() {
        return (next() >>> 11) * UNIT;
    }

    /** @param share 0: never, 1: always */
    boolean chance(double share) {
        return unit() < share;
    }

    /** From 0 up to, not including, the bound, which is at least 1. */
    long below(long bound) {
        return Math.min(bound - 1, (long) (unit() * bound));
    }

    /** Both ends included. */
    long between(long least, long most) {
        return least + below(most - least + 1);
    }

    /** The index of one of the weights, each as likely as it is heavy. */
    int weighted(int[] weights) {
        long left = 0;
        for (int weight : weights) {
            left += weight;
        }
        left = below(left);
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index++];
        }
        return index;
    }
}
