package dev.bursar.policy;

import java.util.Optional;

/** A value, the time it is in force, and where the policy says so. */
record Dated<T>(Window window, T value, Yaml place) {

    InForce<T> inForce() {
        return new InForce<>(value, window, Optional.of(place.source()));
    }
}
