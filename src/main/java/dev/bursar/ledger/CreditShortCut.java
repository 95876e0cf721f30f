package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.ledger.Movement.Credit;
import java.time.Instant;
import java.util.Optional;

/**
 * The bulk of the work without judging: where it applies, judging an account with a further credit says what it said
 * without, and one lot and one {@link EntryKind#EARNED} entry of the credit's units. It may decline what it could take.
 */
public final class CreditShortCut {

    private CreditShortCut() {}

    /**
     * How an account stands, as all its facts before {@code asOf} but the credit say.
     *
     * @param lastMovedAt    effective time of the latest movement that was not a plain credit or a lapse: a redemption
     *                       (also one that is only reserved), a return, a take-back, an adjustment downward, a credit that
     *                       repaid debt, the withdrawal of an activity
     * @param hasOpenDebt    whether anything is owed
     * @param lastActivityAt latest qualifying activity, if the programme has an inactivity clock
     * @param clockEndsAt    when that clock runs out, or ran out
     */
    public record Standing(
            Optional<Instant> lastMovedAt,
            boolean hasOpenDebt,
            Optional<Instant> lastActivityAt,
            Optional<Instant> clockEndsAt) {

        public static final Standing UNTOUCHED =
                new Standing(Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /**
     * @param claimed  whether a take-back of the credit's lot is known already; one decided before the credit waits for it
     * @param activity the qualifying activity that comes with the credit, at the same time
     * @param asOf     UTC, as in {@link Account#judge}
     */
    public static boolean applies(
            Standing account, Credit credit, Optional<Activity> activity, boolean claimed, Instant asOf) {
        return credit.at().isBefore(asOf)
                && !claimed
                && !account.hasOpenDebt()
                && account.lastMovedAt()
                        .filter(moved -> !moved.isBefore(credit.at()))
                        .isEmpty()
                && credit.terms().endsAt().filter(end -> !end.isAfter(asOf)).isEmpty()
                && clockLeavesAllAsItIs(account, credit.at(), activity, asOf);
    }

    /**
     * The same for a qualifying activity that earns nothing.
     *
     * @param asOf UTC, as in {@link Account#judge}
     */
    public static boolean applies(Standing account, Activity activity, Instant asOf) {
        return activity.at().isBefore(asOf)
                && clockLeavesAllAsItIs(account, activity.at(), Optional.of(activity), asOf);
    }

    /** The clock neither ends the new lot nor, with the credit's activity, saves another that lapsed without it. */
    private static boolean clockLeavesAllAsItIs(
            Standing account, Instant at, Optional<Activity> activity, Instant asOf) {
        return account.lastActivityAt().filter(at::isBefore).isEmpty()
                && account.clockEndsAt().filter(end -> !end.isAfter(asOf)).isEmpty()
                && activity.filter(one -> one.withdrawnAt().isPresent()
                                || !one.keepsUntil().isAfter(asOf))
                        .isEmpty();
    }
}
