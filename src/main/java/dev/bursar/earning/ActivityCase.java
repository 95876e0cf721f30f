package dev.bursar.earning;

import dev.bursar.policy.Activity;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a rule needs to know about a check-in, a task, a share, a game or a collection event
 * ({@code docs/intake.md}, activities).
 *
 * @param activityId 1 and up
 * @param name       which task, share, game or collection event; empty for a check-in, whatever the shop calls it
 * @param storeId    empty: done for the platform, and earns coins
 * @param occurredAt UTC instant, its effective time
 * @param storeKnown whether the store's row has arrived; not looked at where there is none
 * @param terms      the store's, in force on the local day of {@code occurredAt}
 */
record ActivityCase(
        long activityId,
        Activity kind,
        String name,
        OptionalLong storeId,
        Instant occurredAt,
        boolean storeKnown,
        Optional<StoreTerms> terms) {

    ActivityCase under(Optional<StoreTerms> inForce) {
        return new ActivityCase(activityId, kind, name, storeId, occurredAt, storeKnown, inForce);
    }

    ActivityCase placedAt(Instant at) {
        return new ActivityCase(activityId, kind, name, storeId, at, storeKnown, terms);
    }

    static final Comparator<ActivityCase> EARLIEST_FIRST =
            Comparator.comparing(ActivityCase::occurredAt).thenComparingLong(ActivityCase::activityId);
}
