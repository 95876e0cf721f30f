package dev.bursar.ledger;

/** What a fact is judged for; it has exactly one outcome for each ({@code docs/rules.md} §0). */
public enum Purpose {
    COINS,
    POINTS,
    SPENDING,
    COUPON
}
