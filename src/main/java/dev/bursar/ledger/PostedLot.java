package dev.bursar.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A lot as the books hold it; a debt's units are negative.
 *
 * @param reserved what unpaid redemptions hold of it
 */
public record PostedLot(
        LotKey key, Instant earnedAt, LotTerms terms, long earned, long remaining, Optional<Reserved> reserved) {

    /** @param until UTC; when the last of them times out */
    public record Reserved(long units, Instant until) {}

    PostedLot(LotKey key, Instant earnedAt, LotTerms terms, long earned, long remaining) {
        this(key, earnedAt, terms, earned, remaining, Optional.empty());
    }

    PostedLot moved(long left, long begun) {
        return new PostedLot(key, earnedAt, terms, earned + begun, remaining + left, reserved);
    }

    PostedLot holding(Optional<Reserved> units) {
        return new PostedLot(key, earnedAt, terms, earned, remaining, units);
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
