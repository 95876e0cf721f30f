package dev.bursar.earning;

import dev.bursar.batch.Tally;
import dev.bursar.earning.OrderJudge.Judged;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Postings;
import dev.bursar.ledger.Run;
import dev.bursar.shop.Marks;
import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.RefundMarks;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Posts what judged orders earn: accounts locked, what is already posted left alone, outcomes and exceptions written. */
final class OrderCredits {

    private final Poster poster;
    private final OutcomeStore outcomes;
    private final ExceptionStore exceptions;
    private final JudgedTermsStore terms;
    private final Marks marks;
    private final RefundMarks refundMarks;

    OrderCredits(
            Poster poster,
            OutcomeStore outcomes,
            ExceptionStore exceptions,
            JudgedTermsStore terms,
            Marks marks,
            RefundMarks refundMarks) {
        this.terms = terms;
        this.poster = poster;
        this.outcomes = outcomes;
        this.exceptions = exceptions;
        this.marks = marks;
        this.refundMarks = refundMarks;
    }

    /** What one chunk did. */
    record Result(Tally tally, Posted posted) {}

    /**
     * In the transaction that locked the orders, so that of two processes with the same order only one posts.
     *
     * @param orders locked and read by {@link DueOrderStore#lock}
     */
    Result post(List<Judged> orders, Run run, Period patience) {
        List<Judged> changed = orders.stream().filter(OrderCredits::isChanged).toList();
        List<Long> ids = changed.stream()
                .map(order -> order.due().order().orderId())
                .sorted()
                .toList();
        marks.putOnRedemptionsOf(ids);
        marks.putOnReviewsOf(ids);
        marks.putOnReferralsOf(changed.stream()
                .flatMap(order -> order.due().order().member().stream().boxed())
                .collect(Collectors.toCollection(TreeSet::new)));
        refundMarks.putOn(ids);
        marks.putOnCouponUsesOf(
                orders.stream().map(order -> order.due().order().orderId()).toList());
        Map<Boolean, List<Judged>> byProgress = orders.stream()
                .collect(Collectors.partitioningBy(order -> order.due().isUnderWay()));
        List<Judged> underWay = byProgress.getOrDefault(true, List.of());
        marks.takeOff(
                underWay.stream().map(order -> order.due().order().orderId()).toList());
        Result result = postJudged(byProgress.getOrDefault(false, List.of()), run, patience);
        return new Result(result.tally().plus(Tally.nothingDue(underWay.size())), result.posted());
    }

    private Result postJudged(List<Judged> orders, Run run, Period patience) {
        Set<AccountKey> accounts = new TreeSet<>();
        orders.forEach(order -> accounts.addAll(order.accounts()));
        Map<AccountKey, AccountState> locked = poster.lock(accounts);
        OrderDecisions decisions = new OrderDecisions(locked, run, patience);
        orders.forEach(decisions::decide);
        Posted posted = poster.post(locked, new Postings(decisions.credits(), decisions.activities()), run);
        outcomes.write(decisions.outcomes(), run);
        terms.remember(
                orders.stream().flatMap(order -> order.terms().stream()).collect(Collectors.toCollection(HashSet::new)),
                run.judgedAt());
        exceptions.replace(openBefore(orders), decisions.items(), run);
        marks.takeOff(decisions.done());
        long units =
                posted.lines().stream().mapToLong(line -> line.entry().units()).sum();
        return new Result(decisions.tally(units), posted);
    }

    private static List<Fact> openBefore(List<Judged> orders) {
        return orders.stream()
                .flatMap(order -> order.due().before().stream())
                .filter(FactOutcome::isOpen)
                .map(FactOutcome::fact)
                .toList();
    }

    /**
     * Orders that may say something else now to those who settle what was redeemed on them, or judge what was written about
     * them or earned by their buyers' referrers. One that is judged for the first time says it to them by itself, unless they
     * have looked at it; one that is open is judged by every run, changed or not.
     */
    private static boolean isChanged(Judged order) {
        return order.due().order().status() == OrderStatus.CANCELLED
                || order.due()
                        .before()
                        .map(before -> !before.isOpen() || before.figures() != order.figures())
                        .orElse(order.due().lookedAt());
    }
}
