package dev.bursar.earning;

import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import java.time.Instant;
import java.util.Set;

/**
 * How a fact takes part where facts of a member are judged together, in one programme.
 *
 * @param at UTC; its own time, or where the shop contradicts what is posted, the time of that
 */
record Position(Standing standing, Instant at) {

    /** What does not count among the member's other facts: it was nothing of this programme, or nothing yet. */
    private static final Set<Reason> NOT_COUNTING = Set.of(
            Reason.OTHER_PROGRAMME,
            Reason.NOT_BOUGHT,
            Reason.MEMBER,
            Reason.ORDER,
            Reason.LINES,
            Reason.ORDER_COMPLETION,
            Reason.IN_THE_FUTURE);

    /**
     * @param edge UTC; what was done before is frozen
     * @param ours whether the fact is to be judged for its own sake
     */
    static Position of(MemberFact<?> fact, Purpose purpose, Instant edge, boolean ours) {
        boolean posted = fact.isPosted(purpose);
        boolean frozen = fact.at().isBefore(edge) && (posted || !ours);
        if (fact.isContradicted() || frozen) {
            return frozen(fact, purpose);
        }
        return new Position(posted ? Standing.POSTED : Standing.OPEN, fact.at());
    }

    /** Of one that is not judged any more. */
    static Position frozen(MemberFact<?> fact, Purpose purpose) {
        Standing standing =
                fact.isPosted(purpose) ? Standing.EARNED : counts(fact, purpose) ? Standing.PRESENT : Standing.ABSENT;
        return new Position(standing, fact.at());
    }

    /** Whether it was judged as one among others, so that what it was then may have kept these from earning. */
    static boolean counts(MemberFact<?> fact, Purpose purpose) {
        return fact.reason(purpose)
                .filter(reason -> !NOT_COUNTING.contains(reason))
                .isPresent();
    }

    Position at(Instant instant) {
        return new Position(standing, instant);
    }
}
