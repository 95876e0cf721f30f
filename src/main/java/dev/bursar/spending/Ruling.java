package dev.bursar.spending;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.Movement.Redemption.Stage;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import dev.bursar.shop.Figures;
import dev.bursar.spending.RedemptionJudge.Judged;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is to be booked of one redemption, given what was booked and posted before. What is posted stays as it is.
 *
 * @param figures digest of what was judged
 * @param target  what its account is to be judged by from now on; empty: the redemption asks nothing of it
 */
record Ruling(Judged judged, long figures, Optional<Booked> target) {

    /** Before the account is locked: whether there is anything to do in it. */
    static boolean leavesTheAccountAlone(Judged judged, Run run) {
        Ruling ruling = of(judged, AccountState.NEW, run);
        return !ruling.changesTheAccount(run.asOf());
    }

    /** @param state of the account that it concerns, locked */
    static Ruling of(Judged judged, AccountState state, Run run) {
        DueRedemption due = judged.due();
        long figures = Figures.of(due.redemption());
        Optional<Booked> booked = due.booked();
        if (isPosted(due)) {
            boolean same = due.before().orElseThrow().figures() == figures;
            return new Ruling(
                    judged,
                    figures,
                    same && judged.claim() instanceof Claim.Taken taken && taken.whole()
                            ? booked.map(row -> new Booked(row.account(), row.movement(), taken.lineUnits()))
                            : booked);
        }
        return new Ruling(
                judged,
                figures,
                movement(judged, state, run)
                        .map(movement -> new Booked(due.account(), movement, lineUnits(judged.claim()))));
    }

    private static Optional<Movement.Redemption> movement(Judged judged, AccountState state, Run run) {
        if (judged.claim() instanceof Claim.Held held) {
            return Optional.of(placed(judged, Optional.empty(), Optional.empty(), held.timesOutAt(), state, run));
        }
        if (judged.claim() instanceof Claim.Taken taken) {
            return Optional.of(
                    placed(judged, Optional.of(taken.paidAt()), Optional.empty(), taken.timesOutAt(), state, run));
        }
        if (judged.claim() instanceof Claim.Released released) {
            return Optional.of(
                    placed(judged, Optional.empty(), Optional.of(released.at()), released.timesOutAt(), state, run));
        }
        return Optional.empty();
    }

    /** What holds or takes units but came after the grace counts as of the grace's edge. */
    private static Movement.Redemption placed(
            Judged judged,
            Optional<Instant> paidAt,
            Optional<Instant> releasedAt,
            Instant timesOutAt,
            AccountState state,
            Run run) {
        DueRedemption due = judged.due();
        Instant edge = state.edge(run);
        Instant at = due.redemption().redeemedAt();
        Movement.Redemption asRedeemed =
                new Movement.Redemption(due.fact(), at, due.redemption().units(), paidAt, releasedAt, timesOutAt);
        return at.isBefore(edge) && asRedeemed.stageAsOf(state.asOf(run)) != Stage.RELEASED
                ? new Movement.Redemption(due.fact(), edge, due.redemption().units(), paidAt, releasedAt, timesOutAt)
                : asRedeemed;
    }

    private static SortedMap<Integer, Long> lineUnits(Claim claim) {
        return claim instanceof Claim.Taken taken ? taken.lineUnits() : Collections.emptySortedMap();
    }

    static boolean isPosted(DueRedemption due) {
        return due.before().filter(before -> before.isPosted(Purpose.SPENDING)).isPresent();
    }

    boolean wasPosted() {
        return isPosted(judged.due());
    }

    /** Whether the shop says something else now than what was posted. */
    boolean contradictsWhatIsPosted() {
        return wasPosted()
                && (judged.due().before().orElseThrow().figures() != figures
                        || !(judged.claim() instanceof Claim.Taken));
    }

    /** Whether it was never judged as it is now. */
    boolean isNews() {
        return judged.due()
                .before()
                .filter(before -> before.figures() == figures)
                .isEmpty();
    }

    boolean changesTheRow() {
        return !target.equals(judged.due().booked());
    }

    /** Whether the account has to be judged anew. */
    boolean changesTheAccount(Instant asOf) {
        Optional<Booked> booked = judged.due().booked();
        boolean moved = !target.map(Booked::movement).equals(booked.map(Booked::movement))
                || !target.map(Booked::account).equals(booked.map(Booked::account));
        return moved
                || !wasPosted() && target.isPresent() && target.get().movement().stageAsOf(asOf) != stageBefore();
    }

    private Stage stageBefore() {
        return judged.due()
                .before()
                .map(before -> before.of(Purpose.SPENDING))
                .map(reason ->
                        reason == Reason.RELEASED || reason == Reason.TIMED_OUT ? Stage.RELEASED : Stage.RESERVED)
                .orElse(Stage.RELEASED);
    }

    Optional<AccountKey> accountBefore() {
        return judged.due().booked().map(Booked::account);
    }

    /** Where it counts, if that is later than when the units were redeemed: it came after the grace. */
    Optional<Instant> placedLate() {
        return target.map(row -> row.movement().at())
                .filter(at -> at.isAfter(judged.due().redemption().redeemedAt()));
    }
}
