package dev.bursar.policy;

import java.time.Instant;

/**
 * The time in which a rule is in force.
 *
 * @param from UTC instant, inclusive; {@link Instant#MIN}: since ever
 * @param to   UTC instant, exclusive; {@link Instant#MAX}: until further notice
 */
public record Window(Instant from, Instant to) {

    static final Window ALWAYS = new Window(Instant.MIN, Instant.MAX);

    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a window from " + from + " must end after that, not at " + to);
        }
    }

    /** Whether a rule with this window applies to a fact whose effective time is {@code instant}. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
