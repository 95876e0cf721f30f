package dev.bursar.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What became of a fact, for each purpose that it is judged for.
 *
 * @param reasons at least one
 * @param figures digest of what was judged; for a posted fact, of what was posted
 * @param since   UTC; posted, waiting or whatever else it is since then
 */
public record FactOutcome(Fact fact, Map<Purpose, Reason> reasons, long figures, Instant since) {

    public FactOutcome {
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException(fact + " is judged for nothing");
        }
        reasons = new EnumMap<>(reasons);
    }

    /** What became of a fact that may earn. */
    public FactOutcome(Fact fact, Reason coins, Reason points, long figures, Instant since) {
        this(fact, Map.of(Purpose.COINS, coins, Purpose.POINTS, points), figures, since);
    }

    /** For what it is judged. */
    public Set<Purpose> purposes() {
        return reasons.keySet();
    }

    /** @throws IllegalArgumentException if it is not judged for that */
    public Reason of(Purpose purpose) {
        Reason reason = reasons.get(purpose);
        if (reason == null) {
            throw new IllegalArgumentException(fact + " is judged for " + purposes() + ", not for " + purpose);
        }
        return reason;
    }

    /**
     * What becomes of it now. A fact that waits for one thing after another has waited all the time; the figures of what is
     * posted stay those that were posted.
     */
    public FactOutcome followedBy(Map<Purpose, Reason> now, long newFigures, Instant at) {
        boolean asBefore = now.keySet().equals(purposes())
                && now.entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue().status() == of(entry.getKey()).status());
        return new FactOutcome(fact, now, isPostedAtAll() ? figures : newFigures, asBefore ? since : at);
    }

    /** Whether units of it are in the books for a purpose, also where its figures have changed since. */
    public boolean isPosted(Purpose purpose) {
        return reasons.containsKey(purpose) && isPosted(of(purpose));
    }

    /** Whether units of it are in the books for any purpose. */
    public boolean isPostedAtAll() {
        return reasons.values().stream().anyMatch(FactOutcome::isPosted);
    }

    /** Whether it waits or is an exception for any purpose, and so is judged again by every run. */
    public boolean isOpen() {
        return reasons.values().stream().anyMatch(FactOutcome::isOpen);
    }

    /** What it is on the whole: one open purpose makes it that. */
    public OutcomeStatus status() {
        Collection<Reason> all = reasons.values();
        for (OutcomeStatus status :
                new OutcomeStatus[] {OutcomeStatus.EXCEPTION, OutcomeStatus.WAITING, OutcomeStatus.POSTED}) {
            if (all.stream().anyMatch(reason -> reason.status() == status)) {
                return status;
            }
        }
        return OutcomeStatus.NOTHING_DUE;
    }

    public static boolean isOpen(Reason reason) {
        return reason.status() == OutcomeStatus.WAITING || reason.status() == OutcomeStatus.EXCEPTION;
    }

    private static boolean isPosted(Reason reason) {
        return reason.status() == OutcomeStatus.POSTED || reason == Reason.CHANGED_AFTER_POSTING;
    }
}
