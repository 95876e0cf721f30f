package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inactivity clock of an account while it is being judged ({@code docs/rules.md} §4): it runs out when the latest
 * qualifying activity's period does. A withdrawn activity counts until it was withdrawn, so that the earlier clock comes
 * back but never before that.
 */
final class Clock {

    private final Optional<Instant> opening;
    private final List<Activity> activities = new ArrayList<>();

    Clock(Optional<Instant> opening) {
        this.opening = opening;
    }

    void add(Activity activity) {
        activities.add(activity);
    }

    /** @return when the units lapse for want of activity, as known at {@code at}; empty where no clock runs */
    Optional<Instant> runsOut(Instant at) {
        Instant latest = opening.orElse(Instant.MIN);
        for (Activity activity : activities) {
            Instant keeps = keepsUntil(activity, at);
            latest = keeps.isAfter(latest) ? keeps : latest;
        }
        return latest.equals(Instant.MIN) ? Optional.empty() : Optional.of(latest);
    }

    private static Instant keepsUntil(Activity activity, Instant at) {
        Instant withdrawn = activity.withdrawnAt().orElse(Instant.MAX);
        Instant actsAt = withdrawn.isBefore(activity.at()) ? activity.at() : withdrawn;
        return !actsAt.isAfter(at) && actsAt.isBefore(activity.keepsUntil()) ? actsAt : activity.keepsUntil();
    }
}
