package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Return;
import dev.bursar.ledger.Opening.Take;
import dev.bursar.ledger.OpeningBooks.LotRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who paid for each redemption, read back from entries. Entries of a redemption add up and keep no order, so the order of
 * paying is worked out again: by time, and at one time as the lots stood then.
 */
final class PayersReplay {

    private final Lots lots;
    private final Payers payers = new Payers(Map.of());
    private final TreeMap<Instant, Moment> moments = new TreeMap<>();

    /** What happened at one instant. */
    private static final class Moment {
        final List<Entry> repayments = new ArrayList<>();
        final TreeMap<Fact, List<Entry>> spendings = new TreeMap<>();
        final List<Activity> activities = new ArrayList<>();
        final List<Return> returns = new ArrayList<>();
        final Map<Fact, List<Return>> sequels = new HashMap<>();
        final Map<LotKey, Map<Fact, Long>> forgiven = new HashMap<>();
    }

    PayersReplay(
            Instant edge, Collection<LotRow> rows, List<Entry> before, List<TimeLine.Point> frozen, List<Hold> holds) {
        lots = new Lots(Opening.EMPTY, holds, payers, edge);
        rows.forEach(row -> lots.add(LotState.credited(row.key(), row.earnedAt(), row.terms(), 0)));
        before.forEach(this::sort);
        frozen.forEach(this::sort);
    }

    Map<Fact, List<Take>> payers() {
        moments.forEach(this::live);
        return payers.all();
    }

    private void sort(Entry entry) {
        Moment moment = moments.computeIfAbsent(entry.effectiveAt(), at -> new Moment());
        switch (entry.kind()) {
            case DEBT_REPAID -> moment.repayments.add(entry);
            case SPENT ->
                moment.spendings
                        .computeIfAbsent(entry.fact(), fact -> new ArrayList<>())
                        .add(entry);
            case RETURNED -> {
                if (entry.lot().isDebt()) {
                    moment.forgiven
                            .computeIfAbsent(entry.lot(), lot -> new HashMap<>())
                            .merge(entry.fact(), entry.units(), Math::addExact);
                }
            }
            default -> {}
        }
    }

    private void sort(TimeLine.Point point) {
        Moment moment = moments.computeIfAbsent(point.at(), at -> new Moment());
        if (point.movement() instanceof Activity activity) {
            moment.activities.add(activity);
        } else if (point.movement() instanceof Return back && point.sequel()) {
            moment.sequels
                    .computeIfAbsent(point.place(), fact -> new ArrayList<>())
                    .add(back);
        } else if (point.movement() instanceof Return back) {
            moment.returns.add(back);
        }
    }

    private void live(Instant at, Moment moment) {
        moment.activities.forEach(lots::keepAlive);
        repay(moment.repayments);
        moment.returns.forEach(back -> giveBack(back, moment));
        moment.spendings.forEach((redemption, entries) -> {
            spend(redemption, entries, at);
            moment.sequels.getOrDefault(redemption, List.of()).forEach(back -> giveBack(back, moment));
        });
    }

    /** A credit repays the oldest debt first, and of its lots the first pays first. */
    // A tree ordered by its own comparator, whatever its keys implement.
    @SuppressWarnings("Incomparable")
    private void repay(List<Entry> entries) {
        TreeMap<Fact, TreeMap<LotKey, Long>> paid = new TreeMap<>();
        Map<Fact, TreeMap<LotState, Long>> owed = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.lot().isDebt()) {
                owed.computeIfAbsent(entry.fact(), fact -> new TreeMap<>(LotState.BY_AGE))
                        .merge(lots.get(entry.lot()), entry.units(), Math::addExact);
            } else {
                paid.computeIfAbsent(entry.fact(), fact -> new TreeMap<>())
                        .merge(entry.lot(), -entry.units(), Math::addExact);
            }
        }
        paid.forEach((credit, byLot) -> byLot.forEach((lot, units) -> {
            long open = units;
            for (Map.Entry<LotState, Long> debt :
                    owed.getOrDefault(credit, new TreeMap<>()).entrySet()) {
                long share = Math.min(open, debt.getValue());
                if (share > 0) {
                    payers.paid(debt.getKey().key.source(), lot, share);
                    debt.setValue(debt.getValue() - share);
                    open -= share;
                }
            }
        }));
    }

    private void spend(Fact redemption, List<Entry> entries, Instant at) {
        Map<LotKey, Long> taken = new HashMap<>();
        entries.forEach(entry -> taken.merge(entry.lot(), -entry.units(), Math::addExact));
        record Giver(LotState lot, Instant end) {}
        taken.keySet().stream()
                .map(lots::get)
                .map(lot -> new Giver(lot, lots.effectiveEnd(lot, at).orElse(Instant.MAX)))
                .sorted(Comparator.comparing(Giver::end).thenComparing(Giver::lot, LotState.BY_AGE))
                .filter(giver -> taken.getOrDefault(giver.lot.key, 0L) > 0)
                .toList()
                .forEach(giver -> payers.paid(redemption, giver.lot.key, taken.getOrDefault(giver.lot.key, 0L)));
    }

    /** What forgave debt went to no lot. */
    private void giveBack(Return back, Moment moment) {
        long forgiven = moment.forgiven
                .getOrDefault(LotKey.debtOf(back.redemption()), Map.of())
                .getOrDefault(back.fact(), 0L);
        payers.takeOutLastFirst(back.redemption(), back.units() - forgiven);
    }
}
