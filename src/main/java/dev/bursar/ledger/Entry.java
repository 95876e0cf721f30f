package dev.bursar.ledger;

import java.time.Instant;

/**
 * A change of one lot's units, for one fact.
 *
 * @param units       signed; on a debt lot, negative units deepen the debt
 * @param effectiveAt UTC instant at which the change takes effect on the account's time line
 */
public record Entry(LotKey lot, Fact fact, EntryKind kind, long units, Instant effectiveAt) {}
