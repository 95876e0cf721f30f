package dev.bursar.policy;

import java.util.Optional;

/**
 * A value with the time in which it is in force, and the entry of the policy that says so.
 *
 * @param source empty: no entry says it, it is the default
 */
public record InForce<T>(T value, Window window, Optional<Source> source) {

    /** What holds at any time without an entry that says so. */
    public static <T> InForce<T> always(T value) {
        return new InForce<>(value, Window.ALWAYS, Optional.empty());
    }
}
