package dev.bursar.coupons;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a coupon and why, as the books have it.
 *
 * @param coupon    the coupon itself, or a use of a public code
 * @param since     UTC; effective time of the move that brought it there; empty: it has not moved
 * @param events    every move in the order in which it was posted, those that were taken back too
 * @param decisions what each refund did to it, by refund; of a public code they stand with the code itself
 */
public record CouponStory(
        CouponKey coupon,
        Status status,
        Optional<Instant> since,
        List<CouponEvent> events,
        List<RefundDecision> decisions) {

    public CouponStory {
        events = List.copyOf(events);
        decisions = List.copyOf(decisions);
    }
}
