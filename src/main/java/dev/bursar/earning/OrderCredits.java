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
import dev.bursar.ledger.Run;
import dev.bursar.shop.Marks;
import dev.bursar.shop.OrderStatus;
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

    OrderCredits(Poster poster, OutcomeStore outcomes, ExceptionStore exceptions, JudgedTermsStore terms, Marks marks) {
        this.terms = terms;
        this.poster = poster;
        this.outcomes = outcomes;
        this.exceptions = exceptions;
        this.marks = marks;
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
        Set<AccountKey> accounts = new TreeSet<>();
        orders.forEach(order -> accounts.addAll(order.accounts()));
        Map<AccountKey, AccountState> locked = poster.lock(accounts);
        OrderDecisions decisions = new OrderDecisions(locked, run, patience);
        orders.forEach(decisions::decide);
        Posted posted =
                decisions.credits().isEmpty() ? Posted.NOTHING : poster.credit(locked, decisions.credits(), run);
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
     * them or earned by their buyers' referrers. One that is judged for the first time has been looked at by them since it was paid, unless it is cancelled; one that is open is judged by every run,
     * changed or not.
     */
    private static boolean isChanged(Judged order) {
        return order.due().order().status() == OrderStatus.CANCELLED
                || order.due()
                        .before()
                        .filter(before -> !before.isOpen() || before.figures() != order.figures())
                        .isPresent();
    }
}
