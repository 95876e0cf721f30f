package dev.bursar.shop;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the terms that hold for a store on a day: the latest that began by then ({@code docs/intake.md}, store_terms). */
public final class TermsInForce {

    private final Map<Long, NavigableMap<LocalDate, StoreTerms>> byStore = new HashMap<>();

    /** All terms of the stores that will be asked for, past and future, in any order. */
    public TermsInForce(Collection<StoreTerms> terms) {
        for (StoreTerms of : terms) {
            byStore.computeIfAbsent(of.storeId(), store -> new TreeMap<>()).put(of.validFrom(), of);
        }
    }

    /**
     * The terms of a store on a day.
     *
     * @param day local day in the market's zone
     * @return empty: the store had none yet, and takes no part
     */
    public Optional<StoreTerms> on(LocalDate day, long storeId) {
        return Optional.ofNullable(byStore.get(storeId))
                .map(ofStore -> ofStore.floorEntry(day))
                .map(Map.Entry::getValue);
    }
}
