package dev.bursar.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Coins per 1.00 paid. The most specific rate in force wins: one that names the store before one that does not, then one
 * that names the category, then one that names the event. Two rates that name the same are never in force at once, so
 * that order is total.
 */
final class CoinRates {

    /** What a rate is for; 0 and the empty text stand for all. */
    record Key(String currency, long store, String category, String event) {

        Shape shape() {
            return new Shape(store != 0, !category.isEmpty(), !event.isEmpty());
        }
    }

    /** Which of a key's parts are named. */
    private record Shape(boolean store, boolean category, boolean event) {

        int specificity() {
            return (store ? 4 : 0) + (category ? 2 : 0) + (event ? 1 : 0);
        }
    }

    private final Map<Key, Timeline<Optional<InForce<BigDecimal>>>> rates = new HashMap<>();
    /** As the policy says them. */
    private final Map<Key, List<InForce<BigDecimal>>> said = new LinkedHashMap<>();
    /** By currency, the shapes that occur, most specific first: usually one or two. */
    private final Map<String, List<Shape>> shapes = new HashMap<>();

    CoinRates(Map<Key, List<Dated<BigDecimal>>> windows) {
        windows.forEach((key, dated) -> {
            said.put(key, dated.stream().map(Dated::inForce).toList());
            rates.put(key, Timeline.of(Optional.empty(), present(dated)));
            List<Shape> ofCurrency = shapes.computeIfAbsent(key.currency(), currency -> new ArrayList<>());
            if (!ofCurrency.contains(key.shape())) {
                ofCurrency.add(key.shape());
            }
        });
        shapes.values()
                .forEach(list ->
                        list.sort(Comparator.comparingInt(Shape::specificity).reversed()));
    }

    private static List<Dated<Optional<InForce<BigDecimal>>>> present(List<Dated<BigDecimal>> dated) {
        return dated.stream()
                .map(one -> new Dated<>(one.window(), Optional.of(one.inForce()), one.place()))
                .toList();
    }

    Map<Key, List<InForce<BigDecimal>>> said() {
        return Collections.unmodifiableMap(said);
    }

    Optional<InForce<BigDecimal>> at(
            long store, @Nullable String category, String currency, @Nullable String event, Instant instant) {
        for (Shape shape : shapes.getOrDefault(currency, List.of())) {
            String ofCategory = shape.category() ? category : "";
            String ofEvent = shape.event() ? event : "";
            if (ofCategory == null || ofEvent == null) {
                continue;
            }
            Timeline<Optional<InForce<BigDecimal>>> timeline =
                    rates.get(new Key(currency, shape.store() ? store : 0, ofCategory, ofEvent));
            if (timeline != null) {
                Optional<InForce<BigDecimal>> rate = timeline.at(instant);
                if (rate.isPresent()) {
                    return rate;
                }
            }
        }
        return Optional.empty();
    }
}
