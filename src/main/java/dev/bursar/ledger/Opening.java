package dev.bursar.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An account at the edge of the grace: what the frozen movements before it left behind.
 *
 * @param lots      those with units left, and those that a movement after the edge refers to
 * @param debts     open debts, in any order
 * @param payers    for redemptions that a movement after the edge refers to: who paid and still has not got back, in the
 *                  order of paying
 * @param keepsUntil the inactivity clock, if the programme has one
 */
public record Opening(
        List<OpeningLot> lots, List<OpeningDebt> debts, Map<Fact, List<Take>> payers, Optional<Instant> keepsUntil) {

    public static final Opening EMPTY = new Opening(List.of(), List.of(), Map.of(), Optional.empty());

    public Opening {
        lots = List.copyOf(lots);
        debts = List.copyOf(debts);
        payers = Map.copyOf(payers);
    }

    /**
     * @param lapsed    units that lapsed unspent, 0 or more
     * @param takenBack units taken back on its behalf from any lot or as debt, 0 or more
     * @param ended     whether its effective end had come
     */
    public record OpeningLot(
            LotKey key,
            Instant earnedAt,
            LotTerms terms,
            long earned,
            long remaining,
            long lapsed,
            long takenBack,
            boolean ended) {}

    /** @param open units still owed, above 0 */
    public record OpeningDebt(LotKey key, Instant incurredAt, long incurred, long open) {}

    /** Units that one lot gave for a redemption. */
    public record Take(LotKey lot, long units) {}
}
