package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.TakeBack;
import dev.bursar.ledger.Opening.OpeningDebt;
import dev.bursar.ledger.Opening.OpeningLot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An account since the edge of the grace, read back from its books: what was posted before the edge is frozen, what acts
 * from it on is judged again ({@code docs/rules.md} §0).
 */
public final class OpeningBooks {

    private OpeningBooks() {}

    /** A lot or a debt as its row tells. */
    public record LotRow(LotKey key, Instant earnedAt, LotTerms terms) {}

    /**
     * @param edge      UTC; what takes effect at this instant is judged again
     * @param lots      every lot with units left and all debts; beside them the lots which a claim or a return from the edge
     *                  on concerns: what an order earned, and what paid for its redemption
     * @param entries   all entries of these lots; those from the edge on are not read
     * @param movements all from the edge on, and the older facts which these concern: redemptions with their returns, claims
     *                  on the lots, qualifying activities (see {@link Opening#activities})
     * @param holds     all that cover any time since
     */
    public static Account since(
            Instant edge,
            AccountKey key,
            Collection<LotRow> lots,
            Collection<Entry> entries,
            Collection<Movement> movements,
            Collection<Hold> holds) {
        List<TimeLine.Point> past = TimeLine.of(List.copyOf(movements), edge);
        List<Movement> frozen = past.stream().map(TimeLine.Point::movement).toList();
        List<Movement> since = new ArrayList<>(movements);
        since.removeAll(frozen);
        List<Entry> before = entries.stream()
                .filter(entry -> entry.effectiveAt().isBefore(edge))
                .toList();
        Opening opening = new Opening(
                edge,
                openingLots(lots, before, frozen),
                openingDebts(lots, before),
                new PayersReplay(edge, lots, before, past, List.copyOf(holds)).payers(),
                frozen.stream()
                        .filter(Activity.class::isInstance)
                        .map(Activity.class::cast)
                        .toList());
        return new Account(key, opening, since, List.copyOf(holds));
    }

    private static List<OpeningLot> openingLots(Collection<LotRow> lots, List<Entry> before, List<Movement> frozen) {
        Map<LotKey, Long> claimed = new HashMap<>();
        for (Movement movement : frozen) {
            if (movement instanceof TakeBack claim) {
                claimed.merge(claim.lot(), claim.units(), Math::addExact);
            }
        }
        Map<LotKey, Sums> sums = sums(before);
        List<OpeningLot> opening = new ArrayList<>();
        for (LotRow lot : lots) {
            Sums sum = sums.get(lot.key());
            // Of a credit that is not due any more nothing is left, and it may be due again since.
            if (sum != null && !lot.key().isDebt() && sum.begun != 0) {
                long claims = claimed.getOrDefault(lot.key(), 0L);
                opening.add(new OpeningLot(
                        lot.key(), lot.earnedAt(), lot.terms(), sum.begun, sum.remaining, sum.lapsed, claims));
            }
        }
        return opening;
    }

    private static List<OpeningDebt> openingDebts(Collection<LotRow> lots, List<Entry> before) {
        Map<LotKey, Sums> sums = sums(before);
        List<OpeningDebt> opening = new ArrayList<>();
        for (LotRow lot : lots) {
            Sums sum = sums.get(lot.key());
            if (sum != null && lot.key().isDebt()) {
                opening.add(new OpeningDebt(lot.key(), lot.earnedAt(), -sum.begun, -sum.remaining));
            }
        }
        return opening;
    }

    /** What a lot's entries add up to. */
    private static final class Sums {
        long begun;
        long remaining;
        long lapsed;
    }

    private static Map<LotKey, Sums> sums(List<Entry> before) {
        Map<LotKey, Sums> byLot = new HashMap<>();
        for (Entry entry : before) {
            Sums sums = byLot.computeIfAbsent(entry.lot(), lot -> new Sums());
            sums.remaining += entry.units();
            sums.begun += entry.begins() ? entry.units() : 0;
            sums.lapsed -= entry.kind().judgedAs() == EntryKind.LAPSED ? entry.units() : 0;
        }
        return byLot;
    }
}
