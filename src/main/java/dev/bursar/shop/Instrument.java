package dev.bursar.shop;

/** What was used: a coupon out of a member's wallet, or a code ({@code docs/intake.md}, coupons). */
public enum Instrument {
    WALLET,
    CODE
}
