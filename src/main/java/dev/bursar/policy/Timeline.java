package dev.bursar.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A value that changes with time, looked up without allocating. */
final class Timeline<T> {

    /** From an instant on, a value. */
    record Change<T>(Instant from, T value) {}

    private final List<Change<T>> changes;

    private Timeline(List<Change<T>> changes) {
        this.changes = List.copyOf(changes);
    }

    /** Changes in time order, the first at {@link Instant#MIN}. */
    static <T> Timeline<T> of(List<Change<T>> changes) {
        return new Timeline<>(changes);
    }

    /** Windows that do not overlap; where none is in force, the timeline has its other value. */
    static <T> Timeline<T> of(T otherwise, List<Dated<T>> windows) {
        List<Dated<T>> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparing(dated -> dated.window().from()));
        List<Change<T>> changes = new ArrayList<>();
        Instant covered = Instant.MIN;
        for (Dated<T> dated : sorted) {
            if (covered.isBefore(dated.window().from())) {
                changes.add(new Change<>(covered, otherwise));
            }
            changes.add(new Change<>(dated.window().from(), dated.value()));
            covered = dated.window().to();
        }
        if (covered.isBefore(Instant.MAX)) {
            changes.add(new Change<>(covered, otherwise));
        }
        return new Timeline<>(changes);
    }

    T at(Instant instant) {
        int low = 0;
        int high = changes.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (changes.get(middle).from().isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return changes.get(low).value();
    }
}
