package dev.bursar.coupons;

/** Where a coupon stands ({@code docs/rules.md §5}). The order is the order in the database's enum columns. */
public enum Status {
    /** Can be used. */
    VALID,
    /** Applied to an order that is not closed. */
    INACTIVE,
    /** Used on a closed order. */
    USED,
    /** Its validity is over. */
    EXPIRED,
    /** Reclaimed from a fraudulent account. */
    REVOKED
}
