package dev.bursar.shop;

/** A coupon's state when it is first reported ({@code docs/intake.md}, coupons). */
public enum CouponStatus {
    VALID,
    INACTIVE,
    USED,
    EXPIRED,
    REVOKED,
    PENDING
}
