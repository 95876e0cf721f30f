package dev.bursar.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * While a refund is open, what its order earned or spent does not lapse ({@code docs/rules.md} §4).
 *
 * @param subjects the order and the redemptions on it
 * @param from     UTC; when the refund was opened
 * @param until    UTC; when it was decided; empty: it is open
 */
public record Dispute(AccountKey account, long refundId, Set<Fact> subjects, Instant from, Optional<Instant> until) {

    public Dispute {
        subjects = Set.copyOf(subjects);
    }

    /** What it means to the account. */
    public Hold hold() {
        return new Hold("refund " + refundId + " is open", subjects, from, until);
    }
}
