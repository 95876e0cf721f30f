package dev.bursar.earning;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which orders a run judges, by the time of their completion.
 *
 * @param asOf         UTC; what is completed by then, and what says nothing of when
 * @param unbelievable UTC; what claims to be completed then or later is not waited for: it is a mistake of the shop
 */
record DueTime(Instant asOf, Instant unbelievable) {

    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    /** @param now UTC, by the clock */
    static DueTime of(Instant asOf, Instant now) {
        Instant later = now.isAfter(asOf) ? now : asOf;
        return new DueTime(asOf, later.plus(CLOCKS_APART));
    }

    boolean isDue(@Nullable Instant completedAt) {
        return completedAt == null || completedAt.isBefore(asOf) || isUnbelievable(completedAt);
    }

    boolean isUnbelievable(@Nullable Instant completedAt) {
        return completedAt != null && !completedAt.isBefore(unbelievable);
    }
}
