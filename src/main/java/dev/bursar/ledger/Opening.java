package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An account at the edge of the grace: what the frozen movements before it left behind.
 *
 * @param lots      those with units left, and those that a movement after the edge refers to
 * @param debts     open debts, and those that a movement after the edge refers to or may deepen, in any order
 * @param payers    for redemptions that a movement after the edge refers to: who paid and still has not got back, in the
 *                  order of paying
 * @param activities what keeps the inactivity clock running: every qualifying activity whose period runs beyond the edge,
 *                  and of the others that were not withdrawn the one whose period ran out last
 */
public record Opening(
        List<OpeningLot> lots, List<OpeningDebt> debts, Map<Fact, List<Take>> payers, List<Activity> activities) {

    public static final Opening EMPTY = new Opening(List.of(), List.of(), Map.of(), List.of());

    public Opening {
        lots = List.copyOf(lots);
        debts = List.copyOf(debts);
        payers = Map.copyOf(payers);
        activities = List.copyOf(activities);
    }

    /**
     * @param lapsed  units that lapsed unspent, 0 or more
     * @param claimed units that were claimed back of it, whether or not it still had them, 0 or more
     */
    public record OpeningLot(
            LotKey key, Instant earnedAt, LotTerms terms, long earned, long remaining, long lapsed, long claimed) {}

    /** @param open units still owed, 0 or more */
    public record OpeningDebt(LotKey key, Instant incurredAt, long incurred, long open) {}

    /** Units that one lot gave for a redemption. */
    public record Take(LotKey lot, long units) {}
}
