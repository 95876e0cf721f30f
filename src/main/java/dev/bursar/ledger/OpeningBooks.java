package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.Redemption;
import dev.bursar.ledger.Movement.Return;
import dev.bursar.ledger.Movement.TakeBack;
import dev.bursar.ledger.Opening.OpeningDebt;
import dev.bursar.ledger.Opening.OpeningLot;
import dev.bursar.ledger.Opening.Take;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An account since the edge of the grace, read back from its books: what was posted before the edge is frozen, what acts
 * from it on is judged again ({@code docs/rules.md} §0).
 */
public final class OpeningBooks {

    /** Also of a credit that is not due any more and of a debt that turned out to be none; both may be due again since. */
    private static final Sums NOTHING = new Sums();

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
        List<Entry> before = entries.stream()
                .filter(entry -> entry.effectiveAt().isBefore(edge))
                .toList();
        List<TimeLine.Point> past = TimeLine.of(List.copyOf(movements), edge);
        Map<Fact, List<Take>> payers = new PayersReplay(edge, lots, before, past, List.copyOf(holds)).payers();
        return opened(edge, key, lots, sums(before), payers, past, movements, holds);
    }

    /**
     * The same without what is over: wound back from what the lots have now. Only where nothing {@link #reachesBack}.
     *
     * @param lots  those with units left or owed, and those {@link #named}
     * @param since the account's entries from the edge on
     */
    static Account woundBack(
            Instant edge,
            AccountKey key,
            Collection<PostedLot> lots,
            Collection<Entry> since,
            Collection<Movement> movements,
            Collection<Hold> holds) {
        Map<LotKey, Sums> moved = sums(since);
        Map<LotKey, Sums> sums = new HashMap<>();
        List<LotRow> rows = new ArrayList<>(lots.size());
        for (PostedLot lot : lots) {
            Sums back = moved.getOrDefault(lot.key(), NOTHING);
            Sums sum = new Sums();
            sum.begun = lot.earned() - back.begun;
            sum.remaining = lot.remaining() - back.remaining;
            sums.put(lot.key(), sum);
            rows.add(lot.row());
        }
        List<TimeLine.Point> past = TimeLine.of(List.copyOf(movements), edge);
        return opened(edge, key, rows, sums, Map.of(), past, movements, holds);
    }

    /**
     * The lots that have to be known even if nothing is left of them: what has moved since, what is claimed, and the debts
     * that claims may deepen. A refund may claim of lots on either side of the edge, so that its debt may be closed by then.
     *
     * @param since     the account's entries from the edge on
     * @param movements as for {@link #woundBack}
     */
    static Set<LotKey> named(Collection<Entry> since, Collection<? extends Movement> movements) {
        Set<LotKey> named = new TreeSet<>();
        since.forEach(entry -> named.add(entry.lot()));
        for (Movement movement : movements) {
            if (movement instanceof TakeBack claim) {
                named.add(claim.lot());
                named.add(LotKey.debtOf(claim.fact()));
            }
        }
        return named;
    }

    /**
     * Whether something from the edge on asks what only older entries tell: who paid for a redemption, what of a lot lapsed
     * or was claimed. An order spends nothing and leaves no debt, so that nobody ever paid for one.
     */
    static boolean reachesBack(Instant edge, Collection<Movement> movements, Collection<Hold> holds) {
        Set<Fact> redeemed = new HashSet<>();
        Set<LotKey> credited = new HashSet<>();
        for (Movement movement : movements) {
            if (!movement.at().isBefore(edge)) {
                if (movement instanceof Redemption redemption) {
                    redeemed.add(redemption.fact());
                } else if (movement instanceof Credit credit) {
                    credited.add(credit.lot());
                }
            }
        }
        return movements.stream()
                        .filter(movement -> !movement.at().isBefore(edge))
                        .anyMatch(movement -> movement instanceof Return back && !redeemed.contains(back.redemption())
                                || movement instanceof TakeBack claim && !credited.contains(claim.lot()))
                || holds.stream()
                        .flatMap(hold -> hold.subjects().stream())
                        .anyMatch(fact -> fact.kind() != FactKind.ORDER && !redeemed.contains(fact));
    }

    private static Account opened(
            Instant edge,
            AccountKey key,
            Collection<LotRow> lots,
            Map<LotKey, Sums> sums,
            Map<Fact, List<Take>> payers,
            List<TimeLine.Point> past,
            Collection<Movement> movements,
            Collection<Hold> holds) {
        List<Movement> frozen = past.stream().map(TimeLine.Point::movement).toList();
        List<Movement> since = new ArrayList<>(movements);
        since.removeAll(frozen);
        Opening opening = new Opening(
                edge,
                openingLots(lots, sums, frozen),
                openingDebts(lots, sums),
                payers,
                frozen.stream()
                        .filter(Activity.class::isInstance)
                        .map(Activity.class::cast)
                        .toList());
        return new Account(key, opening, since, List.copyOf(holds));
    }

    private static List<OpeningLot> openingLots(
            Collection<LotRow> lots, Map<LotKey, Sums> sums, List<Movement> frozen) {
        Map<LotKey, Long> claimed = new HashMap<>();
        for (Movement movement : frozen) {
            if (movement instanceof TakeBack claim) {
                claimed.merge(claim.lot(), claim.units(), Math::addExact);
            }
        }
        List<OpeningLot> opening = new ArrayList<>();
        for (LotRow lot : lots) {
            Sums sum = sums.getOrDefault(lot.key(), NOTHING);
            if (sum.begun != 0 && !lot.key().isDebt()) {
                long claims = claimed.getOrDefault(lot.key(), 0L);
                opening.add(new OpeningLot(
                        lot.key(), lot.earnedAt(), lot.terms(), sum.begun, sum.remaining, sum.lapsed, claims));
            }
        }
        return opening;
    }

    private static List<OpeningDebt> openingDebts(Collection<LotRow> lots, Map<LotKey, Sums> sums) {
        List<OpeningDebt> opening = new ArrayList<>();
        for (LotRow lot : lots) {
            Sums sum = sums.getOrDefault(lot.key(), NOTHING);
            if (sum.begun != 0 && lot.key().isDebt()) {
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

    private static Map<LotKey, Sums> sums(Collection<Entry> entries) {
        Map<LotKey, Sums> byLot = new HashMap<>();
        for (Entry entry : entries) {
            Sums sums = byLot.computeIfAbsent(entry.lot(), lot -> new Sums());
            sums.remaining += entry.units();
            sums.begun += entry.begins() ? entry.units() : 0;
            sums.lapsed -= entry.kind().judgedAs() == EntryKind.LAPSED ? entry.units() : 0;
        }
        return byLot;
    }
}
