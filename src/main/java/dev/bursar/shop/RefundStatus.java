package dev.bursar.shop;

/** Where a refund stands at the shop ({@code docs/intake.md}, refunds). */
public enum RefundStatus {
    OPEN,
    GRANTED,
    REJECTED,
    REVERSED
}
