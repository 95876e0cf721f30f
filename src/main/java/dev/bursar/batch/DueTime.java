package dev.bursar.batch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which facts a run judges, by the time at which they happened.
 *
 * @param asOf         UTC; what happened by then, and what says nothing of when
 * @param unbelievable UTC; what claims to happen then or later is not waited for: it is a mistake of the shop
 */
public record DueTime(Instant asOf, Instant unbelievable) {

    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    /** @param now UTC, by the clock */
    public static DueTime of(Instant asOf, Instant now) {
        Instant later = now.isAfter(asOf) ? now : asOf;
        return new DueTime(asOf, later.plus(CLOCKS_APART));
    }

    public boolean isDue(@Nullable Instant happenedAt) {
        return happenedAt == null || happenedAt.isBefore(asOf) || isUnbelievable(happenedAt);
    }

    public boolean isUnbelievable(@Nullable Instant happenedAt) {
        return happenedAt != null && !happenedAt.isBefore(unbelievable);
    }
}
