package dev.bursar.ledger;

import dev.bursar.ledger.CreditShortCut.Standing;
import java.time.Instant;
import java.util.Optional;

/**
 * What an account's own row says, read under its lock.
 *
 * @param frozenUntil edge of the grace when it was last judged whole
 * @param judgedAsOf  the latest instant as of which it was judged whole
 * @param ends        when units of it may lapse next
 */
public record AccountState(Optional<Instant> frozenUntil, Optional<Instant> judgedAsOf, Standing standing, Ends ends) {

    /** Of one that was never judged. */
    public static final AccountState NEW =
            new AccountState(Optional.empty(), Optional.empty(), Standing.UNTOUCHED, Ends.NONE);

    /**
     * @param next   UTC; no units end before, though they may be gone by then; empty: none end
     * @param putOff whether a hold may put off an end, so that the lots alone do not tell when they lapse
     */
    public record Ends(Optional<Instant> next, boolean putOff) {

        static final Ends NONE = new Ends(Optional.empty(), false);

        /** @param asOf UTC; up to which lapses are due */
        boolean mayHaveCome(Instant asOf) {
            return next.filter(end -> !end.isAfter(asOf)).isPresent();
        }
    }

    /** An account is never judged as of an earlier instant than before: that would undo what has happened since. */
    public Instant asOf(Run run) {
        return judgedAsOf.filter(run.asOf()::isBefore).orElse(run.asOf());
    }

    /** What is older is frozen: the edge of the grace never moves back either. */
    public Instant edge(Run run) {
        return frozenUntil.filter(run.edge()::isBefore).orElse(run.edge());
    }
}
