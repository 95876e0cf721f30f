package dev.bursar.ledger;

/** The kinds of facts that move units or coupons. The order is the order in the database's enum columns: add at the end only. */
public enum FactKind {
    ORDER,
    REVIEW,
    ACTIVITY,
    REDEMPTION,
    REFUND,
    ADJUSTMENT,
    COUPON,
    COUPON_USE
}
