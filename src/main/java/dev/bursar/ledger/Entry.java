package dev.bursar.ledger;

import java.time.Instant;

/**
 * A change of one lot's units, for one fact.
 *
 * @param units       signed; on a debt lot, negative units deepen the debt
 * @param effectiveAt UTC instant at which the change takes effect on the account's time line
 */
public record Entry(LotKey lot, Fact fact, EntryKind kind, long units, Instant effectiveAt) {

    /** Whether its units are of those that the lot began with, or a debt was incurred with. */
    boolean begins() {
        return switch (kind) {
            case EARNED, DEBT_INCURRED -> true;
            case ADJUSTED -> fact.equals(lot.source()) && !lot.isDebt();
            default -> false;
        };
    }
}
