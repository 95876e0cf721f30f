package dev.bursar.policy;

import java.time.Instant;

/**
 * What becomes of coupons where the shop's terms leave it open ({@code docs/rules.md §5}). What counts is what was in force
 * when the order was cancelled, the refund decided or reversed.
 */
public final class CouponSettings {

    /** Whether partial refunds that add up to the whole return a coupon (case 5). */
    public enum PartialRefunds {
        RETURN,
        NEVER
    }

    /** Whose coupons an order gives back that is cancelled unpaid (case 7). */
    public enum CancelledUnpaid {
        RELEASE,
        RELEASE_PLATFORM
    }

    /** What a paid order does that is cancelled before it was shipped (case 8). */
    public enum CancelledUnshipped {
        RETURN,
        KEEP
    }

    /** Whether a coupon over several orders comes back once all of them are refunded (case 9). */
    public enum SeveralOrders {
        RETURN,
        NEVER
    }

    /** Whether a refund is only full with the shipping paid back (case 10). */
    public enum Shipping {
        IGNORED,
        COUNTS
    }

    /** What the reversal of a refund does to the coupon that it returned (case 13). */
    public enum ReversedRefunds {
        UNDO,
        KEEP
    }

    private final Timeline<PartialRefunds> partialRefunds;
    private final Timeline<CancelledUnpaid> cancelledUnpaid;
    private final Timeline<CancelledUnshipped> cancelledUnshipped;
    private final Timeline<SeveralOrders> severalOrders;
    private final Timeline<Shipping> shipping;
    private final Timeline<ReversedRefunds> reversedRefunds;

    CouponSettings(
            Timeline<PartialRefunds> partialRefunds,
            Timeline<CancelledUnpaid> cancelledUnpaid,
            Timeline<CancelledUnshipped> cancelledUnshipped,
            Timeline<SeveralOrders> severalOrders,
            Timeline<Shipping> shipping,
            Timeline<ReversedRefunds> reversedRefunds) {
        this.partialRefunds = partialRefunds;
        this.cancelledUnpaid = cancelledUnpaid;
        this.cancelledUnshipped = cancelledUnshipped;
        this.severalOrders = severalOrders;
        this.shipping = shipping;
        this.reversedRefunds = reversedRefunds;
    }

    public PartialRefunds partialRefundsAt(Instant decidedAt) {
        return partialRefunds.at(decidedAt);
    }

    public CancelledUnpaid cancelledUnpaidAt(Instant cancelledAt) {
        return cancelledUnpaid.at(cancelledAt);
    }

    public CancelledUnshipped cancelledUnshippedAt(Instant cancelledAt) {
        return cancelledUnshipped.at(cancelledAt);
    }

    public SeveralOrders severalOrdersAt(Instant decidedAt) {
        return severalOrders.at(decidedAt);
    }

    public Shipping shippingAt(Instant decidedAt) {
        return shipping.at(decidedAt);
    }

    public ReversedRefunds reversedRefundsAt(Instant reversedAt) {
        return reversedRefunds.at(reversedAt);
    }

    Timeline<PartialRefunds> partialRefunds() {
        return partialRefunds;
    }

    Timeline<CancelledUnpaid> cancelledUnpaid() {
        return cancelledUnpaid;
    }

    Timeline<CancelledUnshipped> cancelledUnshipped() {
        return cancelledUnshipped;
    }

    Timeline<SeveralOrders> severalOrders() {
        return severalOrders;
    }

    Timeline<Shipping> shipping() {
        return shipping;
    }

    Timeline<ReversedRefunds> reversedRefunds() {
        return reversedRefunds;
    }
}
