package dev.bursar.coupons;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * What a refund did to a coupon, also where it did nothing.
 *
 * @param caseNo   of {@code docs/rules.md §5}; empty: none applies, as to a refund that was rejected
 * @param refunded of the order's price by then, in minor units
 * @param price    of the order's lines, in minor units
 * @param endsAt   UTC; the end of the coupon's validity, as it was read
 */
public record RefundDecision(
        long refundId,
        long orderId,
        OptionalInt caseNo,
        Effect effect,
        Status statusAfter,
        long refunded,
        long price,
        Instant endsAt) {

    /** The order is the order in the database's enum column. */
    public enum Effect {
        /** The coupon is VALID again. */
        RETURNED,
        /** The coupon came back after its validity had ended. */
        RETURNED_ENDED,
        /** The coupon stays as it was. */
        NOTHING,
        /** The coupon stays INACTIVE until the refund is decided. */
        HELD,
        /** The refund was reversed, and with it the return of the coupon. */
        UNDONE,
        /** The refund was reversed, but the coupon that it returned had been used again. */
        USED_AGAIN,
        /** Lines of the refund or of the order have not arrived. */
        WAITING,
        /** The refund does not fit its order. */
        REFUSED
    }
}
