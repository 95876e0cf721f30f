package dev.bursar.ledger;

import java.time.Instant;

/** A lot as the books hold it; a debt's units are negative. */
public record PostedLot(LotKey key, Instant earnedAt, LotTerms terms, long earned, long remaining) {

    PostedLot moved(long left, long begun) {
        return new PostedLot(key, earnedAt, terms, earned + begun, remaining + left);
    }

    /** Debts and finance's adjustments are no credits: what they came from is told by their own source. */
    boolean isOfCredit() {
        return !key.isDebt() && key.source().kind() != FactKind.ADJUSTMENT;
    }

    /** Whether the credit still stands: one that is not due any more leaves a lot that earned nothing. */
    public boolean holdsACredit() {
        return isOfCredit() && earned > 0;
    }

    OpeningBooks.LotRow row() {
        return new OpeningBooks.LotRow(key, earnedAt, terms);
    }

    /** The credit that it came from. */
    Movement.Credit credit() {
        return new Movement.Credit(key.source(), key.part(), earnedAt, earned, terms);
    }
}
