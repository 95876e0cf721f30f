package dev.bursar.earning;

import dev.bursar.policy.LocalDays;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** By when a purchase keeps the member's points in a store from lapsing ({@code docs/rules.md} §4). Pure. */
final class ActivityClock {

    private ActivityClock() {}

    /**
     * @param terms       the store's on the local day of the completion
     * @param completedAt UTC
     * @param zone        the market's
     * @return the first UTC instant at which it no longer does: the end of the local day that the period reaches; empty: the
     *     store's points do not lapse for want of purchases
     */
    static Optional<Instant> keepsUntil(StoreTerms terms, Instant completedAt, ZoneId zone) {
        return terms.inactiveAfter()
                .map(period ->
                        LocalDays.endOf(LocalDays.dayOf(completedAt, zone).plus(period), zone));
    }
}
