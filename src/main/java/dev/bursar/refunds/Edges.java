package dev.bursar.refunds;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Decision;
import dev.bursar.ledger.Fact;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is frozen of decisions, by their accounts' edges of the grace ({@code docs/rules.md} §0). A refund that was decided
 * before what it concerns acts right after that, so that the later of the two counts.
 *
 * @param of UTC, by account; {@link Instant#MIN}: nothing is frozen
 */
record Edges(Function<AccountKey, Instant> of) implements Shares.Timing {

    @Override
    public boolean stands(Decision before, Subject subject) {
        return isFrozen(before.at(), subject);
    }

    /** What comes after the grace counts as of its edge. */
    @Override
    public Instant placed(Instant own, Subject subject, Optional<Decision> before) {
        return isFrozen(own, subject) ? of.apply(subject.account()) : own;
    }

    private boolean isFrozen(Instant at, Subject subject) {
        Instant acts = at.isBefore(subject.at()) ? subject.at() : at;
        return acts.isBefore(of.apply(subject.account()));
    }

    /**
     * For proof: what was placed late stays there, and nothing else is taken as it is.
     *
     * @param standing whether what a fact moved was frozen when it changed
     */
    static Shares.Timing forProof(Predicate<Fact> standing) {
        return new Shares.Timing() {
            @Override
            public boolean stands(Decision before, Subject subject) {
                return standing.test(before.fact());
            }

            @Override
            public Instant placed(Instant own, Subject subject, Optional<Decision> before) {
                return before.map(Decision::at).filter(own::isBefore).orElse(own);
            }
        };
    }
}
