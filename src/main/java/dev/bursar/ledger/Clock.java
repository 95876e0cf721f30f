package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inactivity clock of an account while it is being judged ({@code docs/rules.md} §4): it runs out when the latest
 * qualifying activity's period does. A withdrawn activity counts until it was withdrawn, so that the earlier clock comes
 * back but never before that; where there was no earlier clock, none runs again.
 */
final class Clock {

    private final Instant asOf;
    private final List<Activity> activities = new ArrayList<>();

    /** Every lot asks for the same instant, one after the other. */
    private Optional<Answer> latest = Optional.empty();

    private record Answer(Instant at, Optional<Instant> runsOut) {}

    Clock(List<Activity> opening, Instant asOf) {
        this.asOf = asOf;
        opening.forEach(this::add);
    }

    /** One that was withdrawn before its own time never counts. */
    void add(Activity activity) {
        if (activity.withdrawnAt().filter(at -> !at.isAfter(activity.at())).isEmpty()) {
            activities.add(activity);
            latest = Optional.empty();
        }
    }

    /** @return when the units lapse for want of activity, as known at {@code at}; empty where no clock runs */
    Optional<Instant> runsOut(Instant at) {
        Answer answer = latest.filter(known -> known.at().equals(at)).orElseGet(() -> new Answer(at, workedOut(at)));
        latest = Optional.of(answer);
        return answer.runsOut();
    }

    private Optional<Instant> workedOut(Instant at) {
        boolean running = false;
        Instant end = Instant.MIN;
        for (Activity activity : activities) {
            Optional<Instant> withdrawn = withdrawnBy(activity, at);
            running |= withdrawn.isEmpty();
            Instant keeps = withdrawn.filter(activity.keepsUntil()::isAfter).orElse(activity.keepsUntil());
            end = keeps.isAfter(end) ? keeps : end;
        }
        return running ? Optional.of(end) : Optional.empty();
    }

    private Optional<Instant> withdrawnBy(Activity activity, Instant at) {
        return activity.withdrawnAt().filter(asOf::isAfter).filter(withdrawn -> !withdrawn.isAfter(at));
    }
}
