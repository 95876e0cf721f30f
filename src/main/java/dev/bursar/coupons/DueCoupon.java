package dev.bursar.coupons;

import dev.bursar.ledger.FactOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A coupon, or a use of a public code, that is to be judged: on the work list, or once more for proof.
 *
 * @param state      as it was judged last; empty: never
 * @param events     all that are posted, in order
 * @param before     what became of its uses so far, by their numbers
 * @param marked     whether the coupon's own row is on the work list
 * @param markedUses those of its uses that are
 * @param onWorkList whether a run will look at it, or at something that it follows from
 */
record DueCoupon(
        CouponKey key,
        CouponCase facts,
        Optional<CouponState> state,
        List<CouponEvent> events,
        Map<Long, FactOutcome> before,
        boolean marked,
        Set<Long> markedUses,
        boolean onWorkList) {}
