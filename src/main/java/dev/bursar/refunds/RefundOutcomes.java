package dev.bursar.refunds;

import dev.bursar.batch.Tally;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Decision;
import dev.bursar.ledger.ExceptionItem;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import dev.bursar.policy.RefundSettings;
import dev.bursar.policy.RefundSettings.Returns;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a chunk notes and ticks off once its orders' refunds are judged. No SQL. */
final class RefundOutcomes {

    /** These wait for somebody's decision, not for a delivery that may be lost. */
    private static final Set<Reason> MAY_TAKE_LONG = EnumSet.of(Reason.REFUND_DECISION, Reason.CREDIT_OF_ORDER);

    private final Run run;
    private final RefundSettings policy;
    private final Instant impatientBefore;

    private final List<FactOutcome> outcomes = new ArrayList<>();
    private final List<ExceptionItem> items = new ArrayList<>();
    private final List<ExceptionStore.Key> gone = new ArrayList<>();
    private final List<Long> done = new ArrayList<>();
    private final List<Long> waiting = new ArrayList<>();
    private final Map<OutcomeStatus, Integer> counts = new EnumMap<>(OutcomeStatus.class);

    /** @param patience how long a fact may wait before it is an exception too */
    RefundOutcomes(Run run, RefundSettings policy, Period patience) {
        this.run = run;
        this.policy = policy;
        this.impatientBefore = run.judgedAt().atZone(run.zone()).minus(patience).toInstant();
    }

    void decide(Ruling ruling) {
        boolean open = ruling.goesOn();
        for (ShopRefund refund : ruling.facts().refunds()) {
            if (!(ruling.verdicts().get(refund) instanceof Verdict.Later)) {
                FactOutcome outcome = decide(ruling, refund);
                open |= outcome.isOpen();
            }
        }
        noteCancellation(ruling);
        new Excess(ruling).items(run.judgedAt()).forEach(items::add);
        (open ? waiting : done).add(ruling.facts().orderId());
    }

    private FactOutcome decide(Ruling ruling, ShopRefund refund) {
        Map<Purpose, Reason> reasons = reasons(ruling, refund);
        FactOutcome outcome = refund.before()
                .map(before -> before.followedBy(reasons, refund.figures(), run.judgedAt()))
                .orElseGet(() -> new FactOutcome(refund.fact(), reasons, refund.figures(), run.judgedAt()));
        outcomes.add(outcome);
        noteLongWait(outcome);
        noteChange(ruling, refund);
        noteLate(ruling, refund);
        boolean moved =
                ruling.changed().stream().anyMatch(decision -> decision.fact().equals(refund.fact()));
        counts.merge(outcome.isOpen() || moved ? outcome.status() : OutcomeStatus.NOTHING_DUE, 1, Integer::sum);
        return outcome;
    }

    private Map<Purpose, Reason> reasons(Ruling ruling, ShopRefund refund) {
        Map<Purpose, Reason> reasons = new EnumMap<>(Purpose.class);
        Verdict verdict = ruling.verdicts().get(refund);
        if (verdict instanceof Verdict.Moves0 nothing) {
            if (nothing.reason().status() == OutcomeStatus.EXCEPTION) {
                note(refund.fact(), nothing.reason(), nothing.detail());
            }
            for (Purpose purpose : Purpose.OF_UNITS) {
                reasons.put(purpose, moves(ruling, refund, purpose) ? moved(purpose) : nothing.reason());
            }
            return reasons;
        }
        reasons.put(Purpose.SPENDING, ofSpent(ruling, refund));
        reasons.put(Purpose.COINS, ofEarned(ruling, refund, Purpose.COINS));
        reasons.put(Purpose.POINTS, ofEarned(ruling, refund, Purpose.POINTS));
        return reasons;
    }

    private static Reason moved(Purpose purpose) {
        return purpose == Purpose.SPENDING ? Reason.RETURNED : Reason.TAKEN_BACK;
    }

    private static boolean moves(Ruling ruling, ShopRefund refund, Purpose purpose) {
        return ruling.of(refund).stream().anyMatch(decision -> decision.units() > 0 && purposeOf(decision) == purpose);
    }

    private static Purpose purposeOf(Decision decision) {
        if (decision.givesBack()) {
            return Purpose.SPENDING;
        }
        return decision.account().programmeId() == AccountKey.COINS ? Purpose.COINS : Purpose.POINTS;
    }

    private Reason ofSpent(Ruling ruling, ShopRefund refund) {
        if (moves(ruling, refund, Purpose.SPENDING)) {
            return Reason.RETURNED;
        }
        if (ruling.subjects().stream().noneMatch(Subject::isSpent)) {
            return Reason.NOTHING_SPENT;
        }
        Returns returns = policy.returnsAt(refund.decidedAt().orElse(refund.openedAt()));
        boolean kept = returns == Returns.NONE
                || returns == Returns.FULL_ONLY && ruling.fullAt().isEmpty();
        return kept ? Reason.KEPT_BY_POLICY : Reason.NO_WHOLE_UNIT;
    }

    private static Reason ofEarned(Ruling ruling, ShopRefund refund, Purpose purpose) {
        if (moves(ruling, refund, purpose)) {
            return Reason.TAKEN_BACK;
        }
        Optional<FactOutcome> outcome = ruling.facts().outcome();
        if (outcome.isEmpty()
                || !outcome.get().isPosted(purpose)
                        && FactOutcome.isOpen(outcome.get().of(purpose))) {
            return Reason.CREDIT_OF_ORDER;
        }
        return outcome.get().isPosted(purpose) ? Reason.NO_WHOLE_UNIT : Reason.NOTHING_EARNED;
    }

    private void noteLongWait(FactOutcome outcome) {
        Reason reason = outcome.of(Purpose.SPENDING);
        if (reason.status() == OutcomeStatus.WAITING
                && !MAY_TAKE_LONG.contains(reason)
                && outcome.since().isBefore(impatientBefore)) {
            note(outcome.fact(), reason, "waiting since " + outcome.since());
        }
    }

    private void noteChange(Ruling ruling, ShopRefund refund) {
        boolean changed = refund.before()
                .filter(before -> before.isPostedAtAll() && before.figures() != refund.figures())
                .isPresent();
        boolean counts = ruling.verdicts().get(refund) instanceof Verdict.Counts;
        if (ruling.stands(refund) && (changed || !counts)) {
            note(refund.fact(), Reason.REVERSED_LATE, "what it moved is frozen");
        } else if (changed) {
            note(refund.fact(), Reason.REFUND_CHANGED, "amounts " + refund.amounts() + " by line now");
        }
    }

    private void noteLate(Ruling ruling, ShopRefund refund) {
        refund.decidedAt()
                .ifPresent(decided -> ruling.changed().stream()
                        .filter(decision -> decision.fact().equals(refund.fact())
                                && decision.at().isAfter(decided))
                        .map(Decision::at)
                        .max(Comparator.naturalOrder())
                        .ifPresent(
                                at -> note(refund.fact(), Reason.LATE, "decided " + decided + ", posted as of " + at)));
    }

    private void noteCancellation(Ruling ruling) {
        ruling.facts()
                .order()
                .filter(order -> order.cancelledAt().isPresent() || order.lacksItsCancellation())
                .ifPresent(order -> {
                    if (order.lacksItsCancellation()) {
                        note(ruling.facts().orderFact(), Reason.NO_CANCELLATION_TIME, "");
                    } else {
                        gone.add(new ExceptionStore.Key(
                                ruling.facts().orderFact(), Purpose.SPENDING, Reason.NO_CANCELLATION_TIME));
                    }
                });
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

    /** Notes about orders that do not hold, beside those of the refunds themselves. */
    List<ExceptionStore.Key> gone() {
        return gone;
    }

    /** The orders that need not be looked at again. */
    List<Long> done() {
        return done;
    }

    /** The others. */
    List<Long> waiting() {
        return waiting;
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
