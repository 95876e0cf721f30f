package dev.bursar.coupons;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.ledger.Run;
import dev.bursar.shop.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be posted of one coupon, given what was posted before.
 *
 * @param asOf   UTC; as of when it was judged
 * @param edge   UTC; of the grace
 * @param events to be added
 */
record CouponRuling(
        DueCoupon due, CouponLife life, Correction correction, Instant asOf, Instant edge, List<CouponEvent> events) {

    /** A coupon is never judged as of an earlier instant than before, and what was frozen stays frozen. */
    static CouponRuling of(DueCoupon due, CouponRule rule, Run run) {
        Instant asOf = due.state()
                .map(CouponState::judgedAsOf)
                .filter(run.asOf()::isBefore)
                .orElse(run.asOf());
        Instant edge = due.state()
                .map(CouponState::frozenUntil)
                .filter(run.edge()::isBefore)
                .orElse(run.edge());
        return of(due, rule, asOf, edge);
    }

    static CouponRuling of(DueCoupon due, CouponRule rule, Instant asOf, Instant edge) {
        CouponLife life = rule.judge(due.facts(), asOf);
        List<PostedMove> counting = EventLog.counting(due.events());
        Correction correction =
                Correction.of(life, counting.stream().map(PostedMove::move).toList(), edge);
        return new CouponRuling(
                due,
                life,
                correction,
                asOf,
                edge,
                EventLog.next(due.key(), counting, due.events().size(), correction));
    }

    /** A use of a public code has a status only once its order is whole. */
    boolean hasBegun() {
        return due.key().orderId() == 0
                || due.state().isPresent()
                || !due.facts().usages().isEmpty();
    }

    CouponState state(boolean flagged) {
        Optional<Instant> since = events.isEmpty() ? due.state().flatMap(CouponState::since) : lastMoveAt();
        return new CouponState(
                correction.status(),
                due.facts().opening(),
                since,
                life.nextAt(),
                edge,
                asOf,
                flagged,
                due.events().size() + events.size());
    }

    private Optional<Instant> lastMoveAt() {
        List<CouponEvent> all = new ArrayList<>(due.events());
        all.addAll(events);
        List<PostedMove> counting = EventLog.counting(all);
        return counting.isEmpty()
                ? Optional.empty()
                : Optional.of(counting.get(counting.size() - 1).move().at());
    }

    /** The reason of each use that is due by now; one of the far future is a mistake of the shop. */
    Map<CouponUse, Reason> outcomes(DueTime time) {
        Map<CouponUse, Reason> outcomes = new HashMap<>();
        due.facts().allUses().forEach(use -> {
            Reason reason = life.outcomes().get(use.useId());
            if (time.isUnbelievable(use.appliedAt())) {
                outcomes.put(use, Reason.IN_THE_FUTURE);
            } else if (reason != null) {
                outcomes.put(use, reason);
            }
        });
        return outcomes;
    }

    FactOutcome outcome(CouponUse use, Reason reason, Instant now) {
        return outcome(use, reason, now, Optional.ofNullable(due.before().get(use.useId())));
    }

    static FactOutcome outcome(CouponUse use, Reason reason, Instant now, Optional<FactOutcome> before) {
        long figures = Figures.ofCouponUse(use.orderId(), use.lineNo(), use.appliedAt());
        Map<Purpose, Reason> is = Map.of(Purpose.COUPON, reason);
        return before.map(was -> was.followedBy(is, figures, now))
                .orElseGet(() -> new FactOutcome(use.fact(), is, figures, now));
    }

    /** Whether lines of a refund are still to come. */
    boolean waitsForARefund() {
        return life.decisions().stream().anyMatch(decision -> decision.effect() == RefundDecision.Effect.WAITING);
    }

    /** Everything that it may have left exceptions about. */
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(due.facts().coupon().fact());
        due.facts().allUses().map(CouponUse::fact).forEach(facts::add);
        due.facts().usages().stream()
                .flatMap(Usage::refunds)
                .map(CouponRefund::fact)
                .forEach(facts::add);
        return facts;
    }
}
