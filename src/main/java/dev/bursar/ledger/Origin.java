package dev.bursar.ledger;

/**
 * What units were given for; finance defers revenue only for what purchases earned ({@code docs/rules.md} §7). The order
 * is the order in the database's enum column: add at the end only.
 */
public enum Origin {
    PURCHASE,
    PROMOTION,
    REVIEW,
    ACTIVITY,
    REFERRAL,
    ADJUSTMENT,
    DEBT
}
