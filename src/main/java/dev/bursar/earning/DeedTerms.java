package dev.bursar.earning;

import dev.bursar.policy.LocalDays;
import dev.bursar.shop.StoreTerms;
import dev.bursar.shop.TermsInForce;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Facts as they are when their stores' terms are read, sorted into those that are judged together. */
record DeedTerms<K, D extends Deed>(Map<K, List<MemberFact<D>>> facts, Set<StoreTerms> applied) {

    static <D extends Deed> Set<Long> stores(Collection<MemberFact<D>> facts) {
        return facts.stream()
                .flatMap(fact -> fact.deed().store().stream().boxed())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param under gives a deed its terms: those in force on its own local day */
    static <K extends Comparable<K>, D extends Deed> DeedTerms<K, D> of(
            Collection<MemberFact<D>> facts,
            TermsInForce inForce,
            ZoneId zone,
            BiFunction<D, Optional<StoreTerms>, D> under,
            Function<MemberFact<D>, K> key) {
        Map<K, List<MemberFact<D>>> byKey = new TreeMap<>();
        Set<StoreTerms> applied = new HashSet<>();
        for (MemberFact<D> fact : facts) {
            Optional<StoreTerms> terms = fact.deed().store().isPresent()
                    ? inForce.on(
                            LocalDays.dayOf(fact.at(), zone),
                            fact.deed().store().getAsLong())
                    : Optional.empty();
            terms.ifPresent(applied::add);
            byKey.computeIfAbsent(key.apply(fact), each -> new ArrayList<>())
                    .add(fact.with(under.apply(fact.deed(), terms)));
        }
        return new DeedTerms<>(byKey, applied);
    }
}
