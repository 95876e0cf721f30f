package dev.bursar.earning;

import dev.bursar.batch.Tally;
import dev.bursar.earning.OrderJudge.Judged;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.ExceptionItem;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.NewActivity;
import dev.bursar.ledger.NewCredit;
import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides order by order what a chunk posts, notes and ticks off, given what was posted before. No SQL. */
final class OrderDecisions {

    private final Map<AccountKey, AccountState> locked;
    private final Run run;
    private final Instant impatientBefore;

    private final List<NewCredit> credits = new ArrayList<>();
    private final List<NewActivity> activities = new ArrayList<>();
    private final List<FactOutcome> outcomes = new ArrayList<>();
    private final List<ExceptionItem> items = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();
    private final Map<OutcomeStatus, Integer> counts = new EnumMap<>(OutcomeStatus.class);

    /** @param patience how long a fact may wait before it is an exception too */
    OrderDecisions(Map<AccountKey, AccountState> locked, Run run, Period patience) {
        this.locked = locked;
        this.run = run;
        this.impatientBefore = run.judgedAt().atZone(run.zone()).minus(patience).toInstant();
    }

    void decide(Judged order) {
        Fact fact = order.due().fact();
        FactOutcome prior = order.due().before().orElse(null);
        int creditsBefore = credits.size();
        Reason coins = decide(order, Purpose.COINS, order.coins(), prior);
        Reason points = decide(order, Purpose.POINTS, order.points(), prior);
        keepActive(order, prior);
        FactOutcome outcome = prior == null
                ? new FactOutcome(fact, coins, points, order.figures(), run.judgedAt())
                : prior.followedBy(
                        Map.of(Purpose.COINS, coins, Purpose.POINTS, points), order.figures(), run.judgedAt());
        outcomes.add(outcome);
        noteLongWait(outcome);
        if (!outcome.isOpen()) {
            done.add(order.due().order().orderId());
        }
        counts.merge(status(outcome, credits.size() > creditsBefore), 1, Integer::sum);
    }

    private Reason decide(Judged order, Purpose purpose, Award award, @Nullable FactOutcome prior) {
        if (prior != null && prior.isPostedAtAll() && prior.figures() != order.figures()) {
            return changed(order, purpose, award, prior);
        }
        if (prior != null && prior.isPosted(purpose)) {
            return Reason.CREDITED;
        }
        if (prior != null && prior.isPostedAtAll() && award instanceof Award.Waiting) {
            // It was whole when it was posted; what a checkout has more of since does not undo that.
            return prior.of(purpose);
        }
        if (award instanceof Award.Exceptional exceptional) {
            note(order.due().fact(), purpose, award.reason(), exceptional.detail());
        } else if (award instanceof Award.Earned earned) {
            credit(order, purpose, earned);
        }
        return award.reason();
    }

    /** What is posted stays as it is; what was not is not judged by figures that contradict what was. */
    private Reason changed(Judged order, Purpose purpose, Award award, FactOutcome prior) {
        Reason reason = prior.isPosted(purpose) ? Reason.CHANGED_AFTER_POSTING : prior.of(purpose);
        if (FactOutcome.isOpen(reason)) {
            String now = award instanceof Award.Earned earned
                    ? "would earn "
                            + earned.lots().stream().mapToLong(Award.Lot::units).sum() + " units"
                    : "would be " + award.reason();
            note(order.due().fact(), purpose, reason, "by the figures that the shop reports now the order " + now);
        }
        return reason;
    }

    private void credit(Judged order, Purpose purpose, Award.Earned earned) {
        AccountKey account = OrderLots.account(order.due().order(), purpose);
        Instant at = earned.earnedAt();
        Instant frozen = frozenUntil(account);
        if (at.isBefore(frozen)) {
            note(order.due().fact(), purpose, Reason.LATE, "completed " + at + ", posted as of " + frozen);
            at = frozen;
        }
        for (Movement.Credit credit : OrderLots.credits(order.due().order(), earned, at)) {
            credits.add(new NewCredit(account, credit));
        }
    }

    /** What the books know already is not posted again. */
    private void keepActive(Judged order, @Nullable FactOutcome prior) {
        Instant completedAt = order.due().order().completedAt();
        if (order.keepsUntil().isEmpty() || completedAt == null || prior != null && prior.isPosted(Purpose.POINTS)) {
            return;
        }
        AccountKey account = OrderLots.account(order.due().order(), Purpose.POINTS);
        Instant frozen = frozenUntil(account);
        activities.add(new NewActivity(
                account,
                new Movement.Activity(
                        order.due().fact(),
                        completedAt.isBefore(frozen) ? frozen : completedAt,
                        order.keepsUntil().get(),
                        Optional.empty())));
    }

    private Instant frozenUntil(AccountKey account) {
        AccountState state = locked.get(account);
        if (state == null) {
            throw new IllegalStateException(account + " is to be credited but is not locked");
        }
        return state.edge(run);
    }

    private void noteLongWait(FactOutcome outcome) {
        for (Purpose purpose : outcome.purposes()) {
            Reason reason = outcome.of(purpose);
            if (reason.status() == OutcomeStatus.WAITING && outcome.since().isBefore(impatientBefore)) {
                note(outcome.fact(), purpose, reason, "waiting since " + outcome.since());
            }
        }
    }

    private void note(Fact fact, Purpose purpose, Reason reason, String detail) {
        items.add(new ExceptionItem(fact, purpose, reason, detail, run.judgedAt()));
    }

    /** A fact that was posted before and is only looked at again changes nothing. */
    private static OutcomeStatus status(FactOutcome outcome, boolean credited) {
        return outcome.isOpen() ? outcome.status() : credited ? OutcomeStatus.POSTED : OutcomeStatus.NOTHING_DUE;
    }

    List<NewCredit> credits() {
        return credits;
    }

    /** Purchases that keep points from lapsing. */
    List<NewActivity> activities() {
        return activities;
    }

    List<FactOutcome> outcomes() {
        return outcomes;
    }

    Collection<ExceptionItem> items() {
        return items;
    }

    /** The orders that need not be looked at again. */
    List<Long> done() {
        return done;
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
