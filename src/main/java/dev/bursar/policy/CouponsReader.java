package dev.bursar.policy;

import dev.bursar.policy.CouponSettings.CancelledUnpaid;
import dev.bursar.policy.CouponSettings.CancelledUnshipped;
import dev.bursar.policy.CouponSettings.PartialRefunds;
import dev.bursar.policy.CouponSettings.ReversedRefunds;
import dev.bursar.policy.CouponSettings.SeveralOrders;
import dev.bursar.policy.CouponSettings.Shipping;
import java.util.List;

/** Reads the {@code coupons} section. */
record CouponsReader(DatedReader dated) {

    static final List<String> KEYS = List.of(
            "partial-refunds",
            "cancelled-unpaid",
            "cancelled-unshipped",
            "several-orders",
            "shipping",
            "reversed-refunds");

    CouponSettings read(Sections coupons) {
        return new CouponSettings(
                timeline(coupons, "partial-refunds", PartialRefunds.values()),
                timeline(coupons, "cancelled-unpaid", CancelledUnpaid.values()),
                timeline(coupons, "cancelled-unshipped", CancelledUnshipped.values()),
                timeline(coupons, "several-orders", SeveralOrders.values()),
                timeline(coupons, "shipping", Shipping.values()),
                timeline(coupons, "reversed-refunds", ReversedRefunds.values()));
    }

    /** @param choices the first is the default */
    private <E extends Enum<E>> Timeline<E> timeline(Sections coupons, String key, E[] choices) {
        return Timeline.of(
                choices[0], dated.read(coupons.all(key), "coupons." + key, yaml -> Scalars.choice(yaml, key, choices)));
    }
}
