package dev.bursar.refunds;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.Decision;
import dev.bursar.ledger.Dispute;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.PostedLot;
import dev.bursar.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges all refunds of an order together ({@code docs/rules.md} §5). Pure; one instance serves all threads. */
final class RefundJudge {

    private final Policy policy;

    RefundJudge(Policy policy) {
        this.policy = policy;
    }

    /**
     * Judges an order's refunds.
     *
     * @param lots   what the books hold of what it earned
     * @param asOf   UTC; what happens from then on has not happened yet
     * @param timing where decisions take effect
     */
    Ruling judge(
            RefundCase facts,
            Map<CreditedFact, List<PostedLot>> lots,
            Instant asOf,
            DueTime time,
            Shares.Timing timing) {
        Map<ShopRefund, Verdict> verdicts = new LinkedHashMap<>();
        List<Event> events = new ArrayList<>();
        for (ShopRefund refund : facts.refunds()) {
            Verdict verdict = RefundRule.judge(refund, facts.order(), asOf, time);
            verdicts.put(refund, verdict);
            if (verdict instanceof Verdict.Counts counts) {
                events.add(counts.event());
            }
        }
        facts.order().flatMap(order -> RefundRule.cancellation(order, asOf)).ifPresent(events::add);
        events.sort(RefundRule.IN_ORDER);
        List<Subject> subjects = subjects(facts, lots);
        return new Ruling(
                facts,
                events,
                verdicts,
                subjects,
                shares(facts, subjects, events, timing),
                disputes(facts, subjects, asOf),
                facts.order().flatMap(order -> RefundRule.fullyRefundedAt(order, events)),
                goesOn(facts, asOf));
    }

    private static List<Subject> subjects(RefundCase facts, Map<CreditedFact, List<PostedLot>> lots) {
        List<Subject> subjects = new ArrayList<>(facts.spent());
        for (AccountKey account : facts.earning()) {
            for (PostedLot lot : lots.getOrDefault(new CreditedFact(account, facts.orderFact()), List.of())) {
                if (lot.holdsACredit()) {
                    subjects.add(new Subject(
                            account,
                            lot.key(),
                            lot.earned(),
                            lot.earnedAt(),
                            lot.terms().lineUnits()));
                }
            }
        }
        return subjects;
    }

    private List<Shares.Share> shares(
            RefundCase facts, List<Subject> subjects, List<Event> events, Shares.Timing timing) {
        List<Shares.Share> found = new ArrayList<>();
        if (facts.order().isEmpty()) {
            return found;
        }
        Shares shares = new Shares(facts.order().get(), policy.refunds(), policy.version());
        for (Subject subject : subjects) {
            Map<Fact, Decision> before = new HashMap<>();
            for (Decision decision : facts.decisions()) {
                if (decision.account().equals(subject.account())
                        && decision.subject().equals(subject.key())) {
                    before.put(decision.fact(), decision);
                }
            }
            found.addAll(shares.of(subject, events, before, timing));
        }
        // Such as where the shop has put the order on another member since: what was posted stands.
        facts.decisions().stream()
                .filter(decision -> subjects.stream()
                        .noneMatch(subject -> subject.key().equals(decision.subject())
                                && subject.account().equals(decision.account())))
                .forEach(decision -> found.add(new Shares.Share(decision, true)));
        return found;
    }

    /** What an open refund's order earned or spent is held in each account of it. */
    private static List<Dispute> disputes(RefundCase facts, List<Subject> subjects, Instant asOf) {
        List<Dispute> disputes = new ArrayList<>();
        Map<AccountKey, Set<Fact>> held = new LinkedHashMap<>();
        subjects.stream()
                .filter(subject -> !subject.key().isDebt())
                .forEach(subject -> held.computeIfAbsent(subject.account(), key -> new HashSet<>())
                        .add(subject.key().source()));
        for (ShopRefund refund : facts.refunds()) {
            if (RefundRule.disputes(refund, asOf)) {
                Optional<Instant> until = refund.decidedAt().filter(asOf::isAfter);
                held.forEach((account, of) ->
                        disputes.add(new Dispute(account, refund.refundId(), of, refund.openedAt(), until)));
            }
        }
        return disputes;
    }

    private static boolean goesOn(RefundCase facts, Instant asOf) {
        boolean cancelledLater = facts.order()
                .flatMap(RefundedOrder::cancelledAt)
                .filter(at -> !at.isBefore(asOf))
                .isPresent();
        boolean cancelledInPart = facts.order()
                .filter(order ->
                        !order.isWhole() && order.cancelledBeforeShipping(asOf).isPresent())
                .isPresent();
        return cancelledLater
                || cancelledInPart
                || facts.refunds().stream().anyMatch(refund -> refund.goesOnAfter(asOf));
    }
}
