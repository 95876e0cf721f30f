package dev.bursar.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Puts off the end of lots: an end that falls within the hold moves to the hold's own end ({@code docs/rules.md} §4).
 *
 * @param cause    for the report
 * @param subjects the facts whose lots are held: what they earned, and what paid for them; empty: the whole account
 * @param from     UTC instant from which it holds
 * @param until    its end, exclusive; empty while it is open
 */
public record Hold(String cause, Set<Fact> subjects, Instant from, Optional<Instant> until) {

    public Hold {
        subjects = Set.copyOf(subjects);
        if (until.isPresent() && until.get().isBefore(from)) {
            throw new IllegalArgumentException("hold " + cause + ": ends " + until.get() + " before it begins " + from);
        }
    }

    boolean isOverBy(Instant at) {
        return until.filter(end -> !end.isAfter(at)).isPresent();
    }

    boolean covers(Instant end) {
        return !from.isAfter(end) && (until.isEmpty() || until.get().isAfter(end));
    }
}
