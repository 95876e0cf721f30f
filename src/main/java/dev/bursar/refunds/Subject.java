package dev.bursar.refunds;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.FactKind;
import dev.bursar.ledger.LotKey;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Units that a refund may move: those of a redemption on the order, or those of a lot that the order earned.
 *
 * @param key       the lot; of a redemption its fact, part 0
 * @param units     spent or earned, 1 or more
 * @param at        UTC; when they were, on the account's time line
 * @param lineUnits how they divide over the order's lines; empty: they belong to the order as a whole
 */
record Subject(AccountKey account, LotKey key, long units, Instant at, SortedMap<Integer, Long> lineUnits) {

    Subject {
        lineUnits = Collections.unmodifiableSortedMap(new TreeMap<>(lineUnits));
    }

    boolean isSpent() {
        return key.source().kind() == FactKind.REDEMPTION;
    }

    /** A promotion's bonus, which only a full refund takes back. */
    boolean isBonus() {
        return !isSpent() && key.part() > 0;
    }
}
