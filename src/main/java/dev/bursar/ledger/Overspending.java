package dev.bursar.ledger;

import dev.bursar.ledger.Judgement.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects, account by account, for which redemptions a posting changed what is owed: the exception {@code OVERSPENT} opens,
 * changes and closes with the entries, whichever fact made the account be judged anew ({@code docs/rules.md} §3). It is
 * closed once nothing is owed any more.
 */
final class Overspending {

    private final Run run;
    private final List<ExceptionItem> opened = new ArrayList<>();
    private final List<ExceptionStore.Key> gone = new ArrayList<>();

    Overspending(Run run) {
        this.run = run;
    }

    /** @param difference what is posted now */
    void add(List<Movement> movements, Judgement judgement, List<Entry> difference) {
        Set<Fact> changed = new HashSet<>();
        for (Entry entry : difference) {
            if (entry.lot().isDebt() && entry.lot().source().kind() == FactKind.REDEMPTION) {
                changed.add(entry.lot().source());
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        Map<Fact, Long> missing = new HashMap<>();
        for (Finding finding : judgement.exceptions()) {
            missing.put(finding.fact(), finding.units());
        }
        Set<Fact> owed = new HashSet<>();
        judgement.lots().stream()
                .filter(lot -> lot.key().isDebt() && lot.remaining() < 0)
                .forEach(lot -> owed.add(lot.key().source()));
        Map<Fact, Long> redeemed = new HashMap<>();
        for (Movement movement : movements) {
            if (movement instanceof Movement.Redemption redemption) {
                redeemed.put(redemption.fact(), redemption.units());
            }
        }
        changed.stream().sorted().forEach(fact -> {
            Long debt = missing.get(fact);
            if (!owed.contains(fact)) {
                gone.add(new ExceptionStore.Key(fact, Purpose.SPENDING, Reason.OVERSPENT));
            } else if (debt != null) {
                long units = redeemed.getOrDefault(fact, 0L);
                String detail =
                        units + " units redeemed, " + (units - debt) + " of them there, " + debt + " became debt";
                opened.add(new ExceptionItem(fact, Purpose.SPENDING, Reason.OVERSPENT, detail, run.judgedAt()));
            }
        });
    }

    void writeTo(ExceptionStore exceptions) {
        exceptions.close(gone, run);
        exceptions.open(opened, run);
    }
}
