package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An account at the edge of the grace: what the frozen movements before it left behind.
 *
 * @param edge      UTC; what takes effect at this instant or later is judged, what is older is frozen
 * @param lots      those with units left, and those that a movement after the edge refers to
 * @param debts     open debts, and those that a movement after the edge refers to or may deepen, in any order
 * @param payers    for redemptions that a movement or a hold after the edge refers to: who paid, in the order of paying,
 *                  and what of it has not been given back
 * @param activities the qualifying activities before the edge, for the inactivity clock; of those that ran out or were
 *                  withdrawn by then, the last to do so and the last that was never withdrawn are enough
 */
public record Opening(
        Instant edge,
        List<OpeningLot> lots,
        List<OpeningDebt> debts,
        Map<Fact, List<Take>> payers,
        List<Activity> activities) {

    /** Where nothing is frozen. */
    public static final Opening EMPTY = new Opening(Instant.MIN, List.of(), List.of(), Map.of(), List.of());

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

    /** Units that one lot gave for a redemption and has not got back. */
    public record Take(LotKey lot, long units) {}
}
