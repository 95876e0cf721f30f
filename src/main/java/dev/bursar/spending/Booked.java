package dev.bursar.spending;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Movement;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A redemption as it was judged last: what the member's account is judged by.
 *
 * @param lineUnits how its units divide over the order's lines, by line number; empty until they are taken
 */
record Booked(AccountKey account, Movement.Redemption movement, SortedMap<Integer, Long> lineUnits) {

    Booked {
        lineUnits = Collections.unmodifiableSortedMap(new TreeMap<>(lineUnits));
    }
}
