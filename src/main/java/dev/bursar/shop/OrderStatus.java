package dev.bursar.shop;

/** Where an order stands at the shop ({@code docs/intake.md}, orders). */
public enum OrderStatus {
    PLACED,
    PAID,
    SHIPPED,
    COMPLETED,
    CANCELLED
}
