package dev.bursar.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is fixed about a lot when it is credited.
 *
 * @param availableAt   UTC instant from which its units can be spent
 * @param endsAt        its own end, exclusive, UTC; empty: none of its own
 * @param funder        who pays for it: {@code platform}, {@code store:17} or a name that a promotion gives
 * @param policyVersion version of the policy under which it was credited
 * @param lineUnits     how the units divide over the order's lines, by line number; empty where no lines are concerned
 */
public record LotTerms(
        Instant availableAt,
        Optional<Instant> endsAt,
        String funder,
        Origin origin,
        int policyVersion,
        SortedMap<Integer, Long> lineUnits) {

    public LotTerms {
        lineUnits = Collections.unmodifiableSortedMap(new TreeMap<>(lineUnits));
    }
}
