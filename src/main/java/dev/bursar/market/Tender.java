package dev.bursar.market;

import java.math.BigDecimal;

/**
 * What is paid with. All but the last have a rate in the default policy. The digits stand here and are not asked of the
 * machine, so that the same seed gives the same bytes everywhere.
 */
enum Tender {
    USD(2, 100),
    EUR(2, 90),
    CAD(2, 140),
    JPY(0, 150),
    KWD(3, 300),
    /** The default policy knows no rate for it. */
    NOK(2, 1_000);

    private final int digits;
    private final int minorPerCent;

    Tender(int digits, int minorPerCent) {
        this.digits = digits;
        this.minorPerCent = minorPerCent;
    }

    int digits() {
        return digits;
    }

    /** Minor units that are worth about as much as so many US cents; at least 1. */
    long worth(long cents) {
        return Math.max(1, cents * minorPerCent / 100);
    }

    /** One minor unit, as a store's terms write the worth of a point. */
    String onePoint() {
        return BigDecimal.valueOf(this == JPY ? 1 : this == KWD ? 3 : 1, digits).toPlainString();
    }
}
