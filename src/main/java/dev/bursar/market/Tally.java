package dev.bursar.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts rows by kind and delivery, those that the import will set aside, and those of each poison. */
final class Tally {

    private final Deliveries deliveries;
    private final Map<Kind, long[]> rows = new EnumMap<>(Kind.class);
    private final Map<Kind, long[]> setAside = new EnumMap<>(Kind.class);
    private final Map<Poison, Long> poisoned = new EnumMap<>(Poison.class);

    Tally(Deliveries deliveries) {
        this.deliveries = deliveries;
        for (Kind kind : Kind.values()) {
            rows.put(kind, new long[deliveries.count()]);
            setAside.put(kind, new long[deliveries.count()]);
        }
    }

    void count(Kind kind, int delivery, Optional<Poison> poison) {
        add(rows, kind, delivery);
        poison.ifPresent(wrong -> {
            poisoned.merge(wrong, 1L, Long::sum);
            if (wrong.unreadable()) {
                add(setAside, kind, delivery);
            }
        });
    }

    private static void add(Map<Kind, long[]> counts, Kind kind, int delivery) {
        long[] ofKind = counts.get(kind);
        if (ofKind != null) {
            ofKind[delivery]++;
        }
    }

    Made made(long orders) {
        List<Made.Rows> files = new ArrayList<>();
        for (int delivery = 0; delivery < deliveries.count(); delivery++) {
            for (Kind kind : Kind.values()) {
                long count = at(rows, kind, delivery);
                if (count > 0) {
                    files.add(new Made.Rows(
                            deliveries.name(delivery), kind.fileName(), count, at(setAside, kind, delivery)));
                }
            }
        }
        List<Made.Wrong> poisons = Arrays.stream(Poison.values())
                .filter(poisoned::containsKey)
                .map(poison -> new Made.Wrong(poison, poisoned.getOrDefault(poison, 0L)))
                .toList();
        return new Made(orders, files, poisons);
    }

    private static long at(Map<Kind, long[]> counts, Kind kind, int delivery) {
        long[] ofKind = counts.get(kind);
        return ofKind == null ? 0 : ofKind[delivery];
    }
}
