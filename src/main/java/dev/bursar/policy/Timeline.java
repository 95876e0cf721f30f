package dev.bursar.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A value that changes with time, looked up without allocating. */
final class Timeline<T> {

    private final List<InForce<T>> spans;

    private Timeline(List<InForce<T>> spans) {
        this.spans = List.copyOf(spans);
    }

    /** Spans in time order without gaps, from {@link Instant#MIN} on. */
    static <T> Timeline<T> of(List<InForce<T>> spans) {
        return new Timeline<>(spans);
    }

    /** Windows that do not overlap; where none is in force, the timeline has its other value. */
    static <T> Timeline<T> of(T otherwise, List<Dated<T>> windows) {
        List<Dated<T>> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparing(dated -> dated.window().from()));
        List<InForce<T>> spans = new ArrayList<>();
        Instant covered = Instant.MIN;
        for (Dated<T> dated : sorted) {
            if (covered.isBefore(dated.window().from())) {
                spans.add(byDefault(otherwise, covered, dated.window().from()));
            }
            spans.add(dated.inForce());
            covered = dated.window().to();
        }
        if (covered.isBefore(Instant.MAX)) {
            spans.add(byDefault(otherwise, covered, Instant.MAX));
        }
        return new Timeline<>(spans);
    }

    private static <T> InForce<T> byDefault(T value, Instant from, Instant to) {
        return new InForce<>(value, new Window(from, to), Optional.empty());
    }

    T at(Instant instant) {
        return inForceAt(instant).value();
    }

    InForce<T> inForceAt(Instant instant) {
        int low = 0;
        int high = spans.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (spans.get(middle).window().from().isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return spans.get(low);
    }

    /** In time order, those of the default too. */
    List<InForce<T>> spans() {
        return spans;
    }
}
