package dev.bursar.ledger;

import java.time.Instant;

/**
 * What became of a fact.
 *
 * @param figures digest of what was judged; for a posted fact, of what was posted
 * @param since   UTC; posted, waiting or whatever else it is since then
 */
public record FactOutcome(Fact fact, Reason coins, Reason points, long figures, Instant since) {

    public Reason of(Purpose purpose) {
        return purpose == Purpose.COINS ? coins : points;
    }

    /**
     * What becomes of it now. A fact that waits for one thing after another has waited all the time; the figures of what is
     * posted stay those that were posted.
     */
    public FactOutcome followedBy(Reason newCoins, Reason newPoints, long newFigures, Instant now) {
        boolean asBefore = newCoins.status() == coins.status() && newPoints.status() == points.status();
        return new FactOutcome(
                fact, newCoins, newPoints, isPostedAtAll() ? figures : newFigures, asBefore ? since : now);
    }

    /** Whether units of it are in the books for a purpose, also where its figures have changed since. */
    public boolean isPosted(Purpose purpose) {
        return isPosted(of(purpose));
    }

    /** Whether units of it are in the books for any purpose. */
    public boolean isPostedAtAll() {
        return isPosted(coins) || isPosted(points);
    }

    /** Whether it waits or is an exception for any purpose, and so is judged again by every run. */
    public boolean isOpen() {
        return isOpen(coins) || isOpen(points);
    }

    public static boolean isOpen(Reason reason) {
        return reason.status() == OutcomeStatus.WAITING || reason.status() == OutcomeStatus.EXCEPTION;
    }

    private static boolean isPosted(Reason reason) {
        return reason == Reason.CREDITED || reason == Reason.CHANGED_AFTER_POSTING;
    }
}
