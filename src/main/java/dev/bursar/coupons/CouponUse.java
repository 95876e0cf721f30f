package dev.bursar.coupons;

import dev.bursar.ledger.Fact;
import java.time.Instant;

/**
 * That a coupon was applied to a line of an order ({@code docs/intake.md}, coupon_uses).
 *
 * @param appliedAt UTC
 */
record CouponUse(long useId, long orderId, int lineNo, Instant appliedAt) {

    Fact fact() {
        return Fact.couponUse(useId);
    }
}
