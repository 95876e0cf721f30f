package dev.bursar.earning;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a member did beside buying, with what became of it so far.
 *
 * @param memberKnown whether the member's row has arrived
 * @param at          UTC; when it was done
 * @param figures     digest of what the shop reports of it
 * @param onWorkList  whether it has changed since it was judged, or never was, or is open
 * @param before      what became of it so far; empty: nothing
 */
record MemberFact<D extends Deed>(
        Fact fact,
        long memberId,
        boolean memberKnown,
        Instant at,
        D deed,
        long figures,
        boolean onWorkList,
        Optional<FactOutcome> before) {

    MemberFact<D> with(D newDeed) {
        return new MemberFact<>(fact, memberId, memberKnown, at, newDeed, figures, onWorkList, before);
    }

    boolean isPosted(Purpose purpose) {
        return before.filter(outcome -> outcome.isPosted(purpose)).isPresent();
    }

    boolean isPostedAtAll() {
        return before.filter(FactOutcome::isPostedAtAll).isPresent();
    }

    /** Whether the shop reports something else now than what is posted of it. */
    boolean isContradicted() {
        return isPostedAtAll() && hasOtherFigures();
    }

    boolean hasOtherFigures() {
        return before.filter(outcome -> outcome.figures() != figures).isPresent();
    }

    /** @return empty: it was not judged for that */
    Optional<Reason> reason(Purpose purpose) {
        return before.map(outcome -> outcome.of(purpose));
    }

    /** Where it earns; empty: nowhere, as far as is known. */
    Optional<CreditedFact> credited(Purpose purpose) {
        if (purpose == Purpose.COINS) {
            return Optional.of(new CreditedFact(AccountKey.coins(memberId), fact));
        }
        return deed.store().isPresent()
                ? Optional.of(new CreditedFact(
                        AccountKey.points(memberId, deed.store().getAsLong()), fact))
                : Optional.empty();
    }
}
