package dev.bursar.coupons;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Tally;
import dev.bursar.coupons.CouponDecisionStore.Decided;
import dev.bursar.coupons.CouponFactsReader.Found;
import dev.bursar.ledger.ExceptionItem;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import dev.bursar.shop.Marks;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Follows coupons: judged by their facts, what is missing posted, outcomes, decisions and exceptions noted. */
final class Coupons {

    private final CouponRule rule;
    private final CouponStore states;
    private final CouponEventStore events;
    private final CouponDecisionStore decisions;
    private final OutcomeStore outcomes;
    private final ExceptionStore exceptions;
    private final Marks marks;

    Coupons(
            CouponRule rule,
            CouponStore states,
            CouponEventStore events,
            CouponDecisionStore decisions,
            OutcomeStore outcomes,
            ExceptionStore exceptions,
            Marks marks) {
        this.rule = rule;
        this.states = states;
        this.events = events;
        this.decisions = decisions;
        this.outcomes = outcomes;
        this.exceptions = exceptions;
        this.marks = marks;
    }

    /** What one chunk did. */
    record Result(Tally tally, Posted posted) {}

    /** In the transaction that locked the coupons, so that of two processes with the same one only one posts. */
    Result follow(Found found, Run run, DueTime time, Period patience) {
        Chunk chunk = new Chunk(run, time, patience);
        found.coupons().forEach(due -> chunk.add(CouponRuling.of(due, rule, run)));
        found.orphans()
                .forEach(use -> chunk.addOrphan(
                        use, Optional.ofNullable(found.outcomes().get(use.useId()))));
        return chunk.post();
    }

    private final class Chunk {

        private final Run run;
        private final DueTime time;
        private final Instant impatientBefore;
        private final Map<CouponKey, CouponState> newStates = new TreeMap<>();
        private final List<CouponEvent> newEvents = new ArrayList<>();
        private final List<FactOutcome> newOutcomes = new ArrayList<>();
        private final List<ExceptionItem> items = new ArrayList<>();
        private final List<Decided> decided = new ArrayList<>();
        private final List<Fact> flaggedBefore = new ArrayList<>();
        private final List<Long> doneCoupons = new ArrayList<>();
        private final List<Long> doneUses = new ArrayList<>();
        private final Map<OutcomeStatus, Integer> counts = new EnumMap<>(OutcomeStatus.class);

        Chunk(Run run, DueTime time, Period patience) {
            this.run = run;
            this.time = time;
            this.impatientBefore =
                    run.judgedAt().atZone(run.zone()).minus(patience).toInstant();
        }

        void add(CouponRuling ruling) {
            int itemsBefore = items.size();
            noteOutcomes(ruling);
            ruling.life().findings().forEach(finding -> note(finding.fact(), finding.reason(), finding.detail()));
            ruling.correction().late().stream()
                    .filter(move ->
                            !move.cause().equals(ruling.due().facts().coupon().fact()))
                    .forEach(move -> note(
                            move.cause(),
                            Reason.LATE,
                            ruling.due().key() + " became " + move.to() + ", posted as of " + move.at()));
            noteDecisions(ruling);
            boolean flagged = items.size() > itemsBefore;
            if (ruling.hasBegun()) {
                newStates.put(ruling.due().key(), ruling.state(flagged));
                newEvents.addAll(ruling.events());
            }
            if (ruling.due().state().filter(CouponState::flagged).isPresent() || hadOpenUses(ruling)) {
                flaggedBefore.addAll(ruling.facts());
            }
            if (ruling.due().marked() && ruling.due().key().orderId() == 0) {
                doneCoupons.add(ruling.due().key().couponId());
            }
        }

        private boolean hadOpenUses(CouponRuling ruling) {
            return ruling.due().before().values().stream().anyMatch(FactOutcome::isOpen);
        }

        private void noteOutcomes(CouponRuling ruling) {
            boolean waits = ruling.waitsForARefund();
            OutcomeStatus status = ruling.correction().isNothing() ? OutcomeStatus.NOTHING_DUE : OutcomeStatus.POSTED;
            for (Map.Entry<CouponUse, Reason> each : ruling.outcomes(time).entrySet()) {
                CouponUse use = each.getKey();
                Reason reason = each.getValue();
                Optional<FactOutcome> before =
                        Optional.ofNullable(ruling.due().before().get(use.useId()));
                FactOutcome outcome = ruling.outcome(use, reason, run.judgedAt());
                boolean stays = waits || reason.status() == OutcomeStatus.WAITING || reason == Reason.IN_THE_FUTURE;
                if (stays
                        || before.filter(was -> was.of(Purpose.COUPON) == reason)
                                .isEmpty()) {
                    newOutcomes.add(outcome);
                }
                if (!stays && ruling.due().markedUses().contains(use.useId())) {
                    doneUses.add(use.useId());
                }
                noteLongWait(outcome, reason);
                if (reason == Reason.IN_THE_FUTURE) {
                    note(use.fact(), reason, "applied " + use.appliedAt());
                }
                status = status == OutcomeStatus.NOTHING_DUE && FactOutcome.isOpen(reason) ? reason.status() : status;
            }
            counts.merge(status, 1, Integer::sum);
        }

        private void noteDecisions(CouponRuling ruling) {
            for (RefundDecision decision : ruling.life().decisions()) {
                decided.add(new Decided(ruling.due().key().couponId(), decision));
            }
            ruling.due().facts().usages().stream()
                    .flatMap(Usage::refunds)
                    .filter(refund -> !refund.isWhole() && refund.openedAt().isBefore(impatientBefore))
                    .filter(refund -> refund.openedAt().isBefore(ruling.asOf()))
                    .forEach(refund -> note(refund.fact(), Reason.REFUND_LINES, "opened " + refund.openedAt()));
        }

        private void noteLongWait(FactOutcome outcome, Reason reason) {
            if (reason.status() == OutcomeStatus.WAITING && outcome.since().isBefore(impatientBefore)) {
                note(outcome.fact(), reason, "waiting since " + outcome.since());
            }
        }

        void addOrphan(CouponUse use, Optional<FactOutcome> before) {
            FactOutcome outcome = CouponRuling.outcome(use, Reason.COUPON, run.judgedAt(), before);
            newOutcomes.add(outcome);
            noteLongWait(outcome, Reason.COUPON);
            counts.merge(OutcomeStatus.WAITING, 1, Integer::sum);
        }

        private void note(Fact fact, Reason reason, String detail) {
            items.add(new ExceptionItem(fact, Purpose.COUPON, reason, detail, run.judgedAt()));
        }

        Result post() {
            states.write(newStates, run);
            events.insert(newEvents, run);
            decisions.write(decided, run);
            outcomes.write(newOutcomes, run);
            exceptions.replace(Purpose.COUPON, flaggedBefore.stream().distinct().toList(), items, run);
            marks.takeOffCoupons(doneCoupons);
            marks.takeOffCouponUses(doneUses);
            long judged = counts.values().stream().mapToInt(Integer::intValue).sum();
            Tally tally = new Tally(
                    judged,
                    counts.getOrDefault(OutcomeStatus.POSTED, 0),
                    counts.getOrDefault(OutcomeStatus.NOTHING_DUE, 0),
                    counts.getOrDefault(OutcomeStatus.WAITING, 0),
                    counts.getOrDefault(OutcomeStatus.EXCEPTION, 0),
                    0);
            return new Result(
                    tally,
                    new Posted(List.of(), newEvents.stream().map(Coupons::told).toList()));
        }
    }

    private static Posted.CouponMove told(CouponEvent event) {
        Move move = event.move();
        return new Posted.CouponMove(
                event.coupon().couponId(),
                event.coupon().orderId(),
                move.from().name(),
                move.to().name(),
                move.cause(),
                move.caseNo(),
                move.at(),
                event.withdraws().isPresent());
    }
}
