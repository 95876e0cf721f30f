package dev.bursar.refunds;

import dev.bursar.ledger.Fact;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that refunds parts of an order's lines.
 *
 * @param fact    the refund; or the order, where it was cancelled between payment and shipping
 * @param at      UTC; when it was decided
 * @param amounts of the lines' prices, by line, in minor units
 */
record Event(Fact fact, Instant at, SortedMap<Integer, Long> amounts) {

    Event {
        amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
    }
}
