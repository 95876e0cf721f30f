package dev.bursar.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What two ways of judging must agree on: what is left, what moved and why, what is reserved. */
record Books(Map<LotKey, Long> remaining, Map<Books.Line, Long> net, Map<LotKey, Long> reserved) {

    record Line(LotKey lot, Fact fact, EntryKind kind, Instant at) {}

    static Books of(Judgement judgement) {
        Map<LotKey, Long> remaining = new HashMap<>();
        judgement.lots().forEach(lot -> remaining.put(lot.key(), lot.remaining()));
        return new Books(remaining, net(judgement.entries()), judgement.reserved());
    }

    static Map<Line, Long> net(Collection<Entry> entries) {
        Map<Line, Long> net = new HashMap<>();
        for (Entry entry : entries) {
            Line line = new Line(entry.lot(), entry.fact(), entry.kind().judgedAs(), entry.effectiveAt());
            net.merge(line, entry.units(), Long::sum);
        }
        net.values().removeIf(units -> units == 0);
        return net;
    }
}
