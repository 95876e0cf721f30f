package dev.bursar.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the books should say about one account.
 *
 * @param lots       every lot of the opening or since, debts among them (negative), in the order they came into being
 * @param entries    every change since the opening, in time order
 * @param reservations units that unpaid redemptions hold, by lot and redemption
 * @param heldUntil  UTC; when the last of these times out, by lot
 * @param outcomes   one for each movement's fact
 * @param exceptions what finance or an operator should look at; none of them stops the books
 */
public record Judgement(
        List<JudgedLot> lots,
        List<Entry> entries,
        List<Reservation> reservations,
        Map<LotKey, Instant> heldUntil,
        Map<Fact, Outcome> outcomes,
        List<Finding> exceptions) {

    public Judgement {
        lots = List.copyOf(lots);
        entries = List.copyOf(entries);
        reservations = List.copyOf(reservations);
        heldUntil = Map.copyOf(heldUntil);
        outcomes = Map.copyOf(outcomes);
        exceptions = List.copyOf(exceptions);
    }

    /**
     * @param earned    units at the start; for a debt what was incurred, negative
     * @param remaining units left; for a debt what is still owed, negative
     * @param effectiveEnd the lot's own end or the account's clock, holds included; empty while it has none, and for debts
     */
    public record JudgedLot(
            LotKey key,
            Instant earnedAt,
            LotTerms terms,
            long earned,
            long remaining,
            Optional<Instant> effectiveEnd) {}

    /** What became of a fact in this account. */
    public enum Outcome {
        POSTED,
        /** Returned or taken back nothing: what it concerns never counted, or lapsed unspent. */
        NOTHING_LEFT,
        RELEASED,
        AWAITING_PAYMENT
    }

    /** A redemption of more than the live units: {@code units} of it became debt. */
    public record Finding(Fact fact, long units) {}

    /** Units that unpaid redemptions hold, by lot. */
    public Map<LotKey, Long> reserved() {
        Map<LotKey, Long> reserved = new HashMap<>();
        reservations.forEach(held -> reserved.merge(held.lot(), held.units(), Math::addExact));
        return reserved;
    }

    /**
     * A lot whose units lapse.
     *
     * @param at UTC; later than the account was judged as of
     */
    record NextEnd(LotKey lot, Instant at) {}

    /**
     * The lot that lapses next. Reserved units do not before they are free again, and whoever frees them judges the account.
     *
     * @return empty: none ends, or only such as an open hold covers
     */
    Optional<NextEnd> soonest() {
        Map<LotKey, Long> reserved = reserved();
        return lots.stream()
                .filter(lot -> lot.remaining() > 0)
                .flatMap(lot -> end(lot, reserved.getOrDefault(lot.key(), 0L)).stream())
                .min(Comparator.comparing(NextEnd::at));
    }

    private Optional<NextEnd> end(JudgedLot lot, long reserved) {
        Optional<Instant> freeAgain =
                Optional.ofNullable(heldUntil.get(lot.key())).filter(until -> reserved >= lot.remaining());
        return lot.effectiveEnd()
                .map(end ->
                        new NextEnd(lot.key(), freeAgain.filter(end::isBefore).orElse(end)));
    }

    /** Units that are not owed to the member's debts: the sum over all lots but debts. */
    public long outstanding() {
        return lots.stream()
                .filter(lot -> !lot.key().isDebt())
                .mapToLong(JudgedLot::remaining)
                .sum();
    }
}
