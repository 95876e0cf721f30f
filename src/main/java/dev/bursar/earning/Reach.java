package dev.bursar.earning;

import dev.bursar.ledger.Purpose;
import dev.bursar.policy.LocalDays;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * From when on the facts of members have to be looked at, because some of them are new or have changed. A new one changes
 * nothing before its own local day. One that was judged before as something else may have left a gap anywhere, as long as
 * that is not frozen.
 */
final class Reach<K extends Comparable<K>> {

    private static final int MOST = 500;
    private static final Duration NEAR = Duration.ofDays(7);

    private final ZoneId zone;
    private final Instant edge;
    private final Map<K, Instant> from = new HashMap<>();

    private Reach(ZoneId zone, Instant edge) {
        this.zone = zone;
        this.edge = edge;
    }

    /** @param edge UTC; what was done before is frozen */
    static <K extends Comparable<K>, D extends Deed> Reach<K> of(
            Stream<MemberFact<D>> asking, Function<MemberFact<D>, K> key, ZoneId zone, Instant edge) {
        Reach<K> reach = new Reach<>(zone, edge);
        asking.forEach(fact ->
                reach.from.merge(key.apply(fact), reach.from(fact), (one, other) -> one.isBefore(other) ? one : other));
        return reach;
    }

    private Instant from(MemberFact<?> fact) {
        Instant own = LocalDays.startOf(LocalDays.dayOf(fact.at(), zone), zone);
        boolean leftAGap = fact.hasOtherFigures()
                && !fact.isPostedAtAll()
                && (Position.counts(fact, Purpose.COINS) || Position.counts(fact, Purpose.POINTS));
        return leftAGap && edge.isBefore(own) ? edge : own;
    }

    /**
     * Members who are read at once, all from the same instant on: some from earlier than they have to be.
     *
     * @param from the beginning of a local day, UTC
     */
    record Batch<K>(Instant from, List<K> keys) {}

    List<Batch<K>> batches() {
        TreeMap<Instant, TreeSet<K>> byFrom = new TreeMap<>();
        from.forEach((key, at) ->
                byFrom.computeIfAbsent(at, instant -> new TreeSet<>()).add(key));
        List<Batch<K>> batches = new ArrayList<>();
        Instant begin = Instant.MIN;
        List<K> keys = new ArrayList<>();
        for (Map.Entry<Instant, TreeSet<K>> entry : byFrom.entrySet()) {
            for (K key : entry.getValue()) {
                if (!keys.isEmpty() && (keys.size() == MOST || entry.getKey().isAfter(begin.plus(NEAR)))) {
                    batches.add(new Batch<>(begin, keys.stream().sorted().toList()));
                    keys.clear();
                }
                begin = keys.isEmpty() ? entry.getKey() : begin;
                keys.add(key);
            }
        }
        if (!keys.isEmpty()) {
            batches.add(new Batch<>(begin, keys.stream().sorted().toList()));
        }
        return batches;
    }
}
