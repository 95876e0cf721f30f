package dev.bursar.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be posted so that the books say what they should: target minus posted ({@code docs/rules.md} §0). Nothing
 * that is posted is changed; what is too much is taken back by a further entry.
 */
public final class Difference {

    private Difference() {}

    /** Entries that add up: one lot, fact and kind at one time. Reversed lapses count as lapses. */
    private record Line(Instant effectiveAt, EntryKind kind, Fact fact, LotKey lot) implements Comparable<Line> {

        private static final Comparator<Line> IN_ORDER = Comparator.comparing(Line::effectiveAt)
                .thenComparing(Line::kind)
                .thenComparing(Line::fact)
                .thenComparing(Line::lot);

        static Line of(Entry entry) {
            return new Line(entry.effectiveAt(), entry.kind().judgedAs(), entry.fact(), entry.lot());
        }

        Entry missing(long units) {
            EntryKind posted = kind == EntryKind.LAPSED && units > 0 ? EntryKind.LAPSE_REVERSED : kind;
            return new Entry(lot, fact, posted, units, effectiveAt);
        }

        @Override
        public int compareTo(Line other) {
            return IN_ORDER.compare(this, other);
        }
    }

    /**
     * @param target what the books should say, {@link Judgement#entries()}
     * @param posted what they say of the same stretch of time: all of the account's entries since the opening
     * @return what is missing, by time, kind, fact and lot; empty where the books are right
     */
    public static List<Entry> between(Collection<Entry> target, Collection<Entry> posted) {
        Map<Line, Long> missing = new TreeMap<>();
        target.forEach(entry -> missing.merge(Line.of(entry), entry.units(), Math::addExact));
        posted.forEach(entry -> missing.merge(Line.of(entry), -entry.units(), Math::addExact));
        List<Entry> entries = new ArrayList<>();
        missing.forEach((line, units) -> {
            if (units != 0) {
                entries.add(line.missing(units));
            }
        });
        return List.copyOf(entries);
    }

    /** @return by how much entries change what remains of each lot; lots that they leave as they are do not appear */
    public static Map<LotKey, Long> unitsByLot(Collection<Entry> entries) {
        Map<LotKey, Long> units = new TreeMap<>();
        entries.forEach(entry -> units.merge(entry.lot(), entry.units(), Math::addExact));
        units.values().removeIf(sum -> sum == 0);
        return units;
    }
}
