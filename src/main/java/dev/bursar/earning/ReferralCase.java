package dev.bursar.earning;

import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the rule for referrals needs to know about one ({@code docs/intake.md}, activities).
 *
 * @param referral          the one that is judged
 * @param storeId           empty: done for the platform, and earns coins
 * @param friendId          who was referred
 * @param others            referrals of the same friend by anybody, in any order; the judged one may be among them
 * @param friendsFirstOrder when the first of the friend's completed orders, in any store, was completed, a UTC instant and
 *                          the credit's effective time; empty: none is
 * @param storeKnown        whether the store's row has arrived; not looked at where there is none
 * @param terms             the store's, in force on the local day of {@code friendsFirstOrder}
 */
record ReferralCase(
        Referral referral,
        OptionalLong storeId,
        long friendId,
        List<Referral> others,
        Optional<Instant> friendsFirstOrder,
        boolean storeKnown,
        Optional<StoreTerms> terms) {

    ReferralCase {
        others = List.copyOf(others);
    }

    /**
     * Who referred, and when.
     *
     * @param occurredAt UTC instant
     */
    record Referral(long activityId, long memberId, Instant occurredAt) {

        static final Comparator<Referral> EARLIEST_FIRST =
                Comparator.comparing(Referral::occurredAt).thenComparingLong(Referral::activityId);
    }
}
