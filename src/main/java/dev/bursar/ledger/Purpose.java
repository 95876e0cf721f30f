package dev.bursar.ledger;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a fact is judged for; it has exactly one outcome for each ({@code docs/rules.md} §0). */
public enum Purpose {
    COINS,
    POINTS,
    SPENDING,
    COUPON;

    /** What moves coins and points: all but coupons. */
    public static final Set<Purpose> OF_UNITS = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(COUPON)));
}
