package dev.bursar.spending;

import dev.bursar.batch.Tally;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.ExceptionItem;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.Judgement;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.Movement.Redemption.Stage;
import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import dev.bursar.ledger.Settled;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a chunk notes and ticks off once its accounts are settled. No SQL. */
final class RedemptionDecisions {

    private final Run run;
    private final Instant impatientBefore;

    private final List<FactOutcome> outcomes = new ArrayList<>();
    private final List<ExceptionItem> items = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();
    private final List<Long> settledOrders = new ArrayList<>();
    private final List<Fact> looked = new ArrayList<>();
    private final Map<OutcomeStatus, Integer> counts = new EnumMap<>(OutcomeStatus.class);

    /** @param patience how long a fact may wait before it is an exception too */
    RedemptionDecisions(Run run, Period patience) {
        this.run = run;
        this.impatientBefore = run.judgedAt().atZone(run.zone()).minus(patience).toInstant();
    }

    /**
     * Notes what became of one.
     *
     * @param state   of its account, if that was locked
     * @param settled what judging the accounts came to
     */
    void decide(Ruling ruling, Optional<AccountState> state, Settled settled) {
        DueRedemption due = ruling.judged().due();
        Fact fact = due.fact();
        Claim claim = ruling.judged().claim();
        Reason reason = reason(ruling, state, settled);
        if (reason == Reason.SPENT && claim instanceof Claim.Taken taken) {
            taken.flaws().forEach(flaw -> note(fact, flaw.reason(), flaw.detail()));
        }
        ruling.placedLate()
                .filter(at -> due.booked()
                        .filter(row -> row.movement().at().equals(at))
                        .isEmpty())
                .ifPresent(at ->
                        note(fact, Reason.LATE, "redeemed " + due.redemption().redeemedAt() + ", posted as of " + at));
        FactOutcome outcome = due.before()
                .map(before -> before.followedBy(Map.of(Purpose.SPENDING, reason), ruling.figures(), run.judgedAt()))
                .orElseGet(() ->
                        new FactOutcome(fact, Map.of(Purpose.SPENDING, reason), ruling.figures(), run.judgedAt()));
        outcomes.add(outcome);
        noteLongWait(outcome, reason);
        noteMissingOrder(due, claim, reason);
        if (reason != Reason.CHANGED_AFTER_POSTING && due.before().isPresent()) {
            looked.add(fact);
        }
        if (isDone(due, reason, claim)) {
            done.add(due.redemption().redemptionId());
            due.order().map(SpentOrder::orderId).ifPresent(settledOrders::add);
        }
        counts.merge(
                reason == Reason.SPENT && ruling.wasPosted() ? OutcomeStatus.NOTHING_DUE : reason.status(),
                1,
                Integer::sum);
    }

    private Reason reason(Ruling ruling, Optional<AccountState> state, Settled settled) {
        if (ruling.contradictsWhatIsPosted()) {
            note(
                    ruling.judged().due().fact(),
                    Reason.CHANGED_AFTER_POSTING,
                    "by what the shop reports now it would be " + told(ruling));
            return Reason.CHANGED_AFTER_POSTING;
        }
        if (ruling.wasPosted()) {
            return Reason.SPENT;
        }
        if (ruling.judged().claim() instanceof Claim.None none) {
            if (none.reason().status() == OutcomeStatus.EXCEPTION) {
                note(ruling.judged().due().fact(), none.reason(), none.detail());
            }
            return none.reason();
        }
        if (ruling.judged().claim() instanceof Claim.Held held
                && held.waitsFor().status() == OutcomeStatus.EXCEPTION) {
            note(ruling.judged().due().fact(), held.waitsFor(), held.detail());
            return held.waitsFor();
        }
        return switch (stage(ruling, state, settled)) {
            case TAKEN -> Reason.SPENT;
            case RESERVED -> waitsFor(ruling.judged().claim());
            case RELEASED -> ruling.judged().claim() instanceof Claim.Released ? Reason.RELEASED : Reason.TIMED_OUT;
        };
    }

    private static Reason waitsFor(Claim claim) {
        if (claim instanceof Claim.Held held) {
            return held.waitsFor();
        }
        return claim instanceof Claim.Taken taken && !taken.whole() ? Reason.LINES : Reason.PAYMENT;
    }

    /** As the books have it: an account may have been judged as of a later instant than this run's. */
    private Stage stage(Ruling ruling, Optional<AccountState> state, Settled settled) {
        Booked target = ruling.target().orElseThrow();
        Movement.Redemption movement = target.movement();
        Optional<Judgement.Outcome> judged = Optional.ofNullable(
                        settled.judgements().get(target.account()))
                .map(judgement -> judgement.outcomes().get(movement.fact()));
        return judged.map(outcome -> switch (outcome) {
                    case POSTED -> Stage.TAKEN;
                    case AWAITING_PAYMENT -> Stage.RESERVED;
                    case RELEASED, NOTHING_LEFT -> Stage.RELEASED;
                })
                .orElseGet(() ->
                        movement.stageAsOf(state.map(locked -> locked.asOf(run)).orElse(run.asOf())));
    }

    private static String told(Ruling ruling) {
        long units = ruling.judged().due().redemption().units();
        Claim claim = ruling.judged().claim();
        if (claim instanceof Claim.None none) {
            return none.reason().name();
        }
        return units + " units "
                + (claim instanceof Claim.Taken ? "taken" : claim instanceof Claim.Held ? "reserved" : "released");
    }

    /**
     * Whether it need not be looked at again before its row or its order's changes. What can arrive without either is waited
     * for until the grace is over: the order itself, the instant of its payment, missing lines, the value of its units.
     */
    private boolean isDone(DueRedemption due, Reason reason, Claim claim) {
        if (FactOutcome.isOpen(reason)) {
            return false;
        }
        boolean mayStillCome = claim instanceof Claim.Taken taken
                ? reason != Reason.SPENT
                        || !taken.whole()
                        || taken.flaws().stream().anyMatch(flaw -> flaw.reason() == Reason.NO_VALUE)
                : due.order().isEmpty();
        return !mayStillCome || due.redemption().redeemedAt().isBefore(run.edge());
    }

    /** An order that is not paid is nobody's fault, and has a time-out of its own. */
    private void noteLongWait(FactOutcome outcome, Reason reason) {
        if (reason.status() == OutcomeStatus.WAITING
                && reason != Reason.PAYMENT
                && outcome.since().isBefore(impatientBefore)) {
            note(outcome.fact(), reason, "waiting since " + outcome.since());
        }
    }

    /** The time-out ends the reservation, not the wait: an order that does come is settled, and its loss must show. */
    private void noteMissingOrder(DueRedemption due, Claim claim, Reason reason) {
        Instant redeemedAt = due.redemption().redeemedAt();
        if (reason == Reason.TIMED_OUT
                && claim instanceof Claim.Held held
                && held.waitsFor() == Reason.ORDER_SPENT_ON
                && redeemedAt.isBefore(impatientBefore)) {
            note(due.fact(), Reason.ORDER_SPENT_ON, "redeemed " + redeemedAt + ", no longer reserved");
        }
    }

    private void note(Fact fact, Reason reason, String detail) {
        items.add(new ExceptionItem(fact, Purpose.SPENDING, reason, detail, run.judgedAt()));
    }

    List<FactOutcome> outcomes() {
        return outcomes;
    }

    List<ExceptionItem> items() {
        return items;
    }

    /** The redemptions that need not be looked at again. */
    List<Long> done() {
        return done;
    }

    /** The orders of these. */
    List<Long> settledOrders() {
        return settledOrders;
    }

    /**
     * Those whose earlier exceptions close unless they are noted again. Not where the shop contradicts what is posted: what
     * was noted of that stays true.
     */
    List<Fact> looked() {
        return looked;
    }

    Tally tally(long units) {
        return new Tally(
                outcomes.size(),
                counts.getOrDefault(OutcomeStatus.POSTED, 0),
                counts.getOrDefault(OutcomeStatus.NOTHING_DUE, 0),
                counts.getOrDefault(OutcomeStatus.WAITING, 0),
                counts.getOrDefault(OutcomeStatus.EXCEPTION, 0),
                units);
    }
}
