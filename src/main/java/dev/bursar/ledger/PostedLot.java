package dev.bursar.ledger;

import java.time.Instant;

/** A lot as the books hold it; a debt's units are negative. */
record PostedLot(LotKey key, Instant earnedAt, LotTerms terms, long earned, long remaining) {

    /** The credit that it came from. */
    Movement.Credit credit() {
        return new Movement.Credit(key.source(), key.part(), earnedAt, earned, terms);
    }
}
