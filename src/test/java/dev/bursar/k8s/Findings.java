package dev.bursar.k8s;

import java.util.ArrayList;
import java.util.List;

/** What rules find wrong, in sentences. */
final class Findings {

    private final List<String> faults = new ArrayList<>();

    /** @param demand such as {@code must be true} */
    void require(boolean right, Tree place, String demand) {
        if (!right) {
            faults.add(place.where() + " " + demand + (place.isThere() ? ", not " + place.text() : ", and is missing"));
        }
    }

    void require(Tree place, Object expected) {
        require(place.is(expected), place, "must be " + expected);
    }

    List<String> all() {
        return List.copyOf(faults);
    }
}
