package dev.bursar.ledger;

import dev.bursar.ledger.Judgement.JudgedLot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Collects, account by account, what a posting adds to the books, and writes it with a statement per table. */
final class Amendments {

    private final LocalDate oldestOpenDay;
    private final Run run;
    private final List<LotStore.Row> newLots = new ArrayList<>();
    private final List<LotStore.Row> replaced = new ArrayList<>();
    private final List<LotStore.Row> changed = new ArrayList<>();
    private final List<EntryStore.Row> newEntries = new ArrayList<>();
    private final List<Posted.Line> lines = new ArrayList<>();

    Amendments(LocalDate oldestOpenDay, Run run) {
        this.oldestOpenDay = oldestOpenDay;
        this.run = run;
    }

    /** Entries of one slot differ by their running number. */
    private record Slot(LotKey lot, Fact fact, EntryKind kind, Instant at) {
        static Slot of(Entry entry) {
            return new Slot(entry.lot(), entry.fact(), entry.kind(), entry.effectiveAt());
        }
    }

    /**
     * @param had        the account's lots as posted, all that the difference may concern
     * @param posted     its entries as posted since the opening
     * @param difference what is missing of the judgement's entries
     */
    void add(AccountKey key, List<PostedLot> had, List<Entry> posted, Judgement judgement, List<Entry> difference) {
        Map<LotKey, PostedLot> before = had.stream().collect(Collectors.toMap(PostedLot::key, Function.identity()));
        Map<LotKey, JudgedLot> judged =
                judgement.lots().stream().collect(Collectors.toMap(JudgedLot::key, Function.identity()));
        Map<Slot, Integer> used = new HashMap<>();
        posted.forEach(entry -> used.merge(Slot.of(entry), 1, Integer::sum));
        Map<LotKey, Long> remaining = new TreeMap<>();
        Map<LotKey, Long> begun = new HashMap<>();
        for (Entry entry : difference) {
            LotKey lot = entry.lot();
            PostedLot existing = before.get(lot);
            LotTerms terms = existing != null && (entry.units() < 0 || !judged.containsKey(lot))
                    ? existing.terms()
                    : judgedLot(judged, lot).terms();
            LocalDate day = run.businessDate(entry.effectiveAt(), oldestOpenDay);
            int nth = used.merge(Slot.of(entry), 1, Integer::sum) - 1;
            newEntries.add(new EntryStore.Row(key, entry, nth, day));
            lines.add(new Posted.Line(key, entry, terms, day));
            remaining.merge(lot, entry.units(), Long::sum);
            if (entry.begins()) {
                begun.merge(lot, entry.units(), Long::sum);
            }
        }
        remaining.forEach((lot, units) -> {
            PostedLot existing = before.get(lot);
            if (existing == null) {
                JudgedLot added = judgedLot(judged, lot);
                newLots.add(new LotStore.Row(
                        key, new PostedLot(lot, added.earnedAt(), added.terms(), added.earned(), units)));
            } else {
                PostedLot moved = existing.moved(units, begun.getOrDefault(lot, 0L));
                if (!moved.equals(existing)) {
                    changed.add(new LotStore.Row(key, moved));
                }
            }
        });
        for (PostedLot lot : had) {
            JudgedLot now = judged.get(lot.key());
            if (now != null
                    && !(now.earnedAt().equals(lot.earnedAt()) && now.terms().equals(lot.terms()))) {
                replaced.add(new LotStore.Row(
                        key, new PostedLot(lot.key(), now.earnedAt(), now.terms(), lot.earned(), lot.remaining())));
            }
        }
    }

    void writeTo(LotStore lots, EntryStore entries) {
        lots.insert(newLots);
        lots.change(changed);
        lots.replaceTerms(replaced);
        entries.insert(newEntries, run);
    }

    List<Posted.Line> lines() {
        return lines;
    }

    private static JudgedLot judgedLot(Map<LotKey, JudgedLot> judged, LotKey lot) {
        JudgedLot found = judged.get(lot);
        if (found == null) {
            throw new IllegalStateException("an entry is due for lot " + lot + ", which was neither judged nor posted");
        }
        return found;
    }
}
