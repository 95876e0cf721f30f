package dev.bursar.ledger;

import java.time.Instant;

/** A lot as the books hold it; a debt's units are negative. */
record PostedLot(LotKey key, Instant earnedAt, LotTerms terms, long earned, long remaining) {

    /** Debts and finance's adjustments are no credits: what they came from is told by their own source. */
    boolean isOfCredit() {
        return !key.isDebt() && key.source().kind() != FactKind.ADJUSTMENT;
    }

    /** The credit that it came from. */
    Movement.Credit credit() {
        return new Movement.Credit(key.source(), key.part(), earnedAt, earned, terms);
    }
}
