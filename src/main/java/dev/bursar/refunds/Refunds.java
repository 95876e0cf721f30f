package dev.bursar.refunds;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.batch.Tally;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.DecisionStore;
import dev.bursar.ledger.DisputeStore;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FullRefundStore;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.PostedLot;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Run;
import dev.bursar.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Settles the refunds of a chunk of orders: read, judged, decisions written, accounts judged anew, outcomes noted. */
final class Refunds {

    private final Poster poster;
    private final DueRefundStore due;
    private final RefundCaseReader cases;
    private final RefundJudge judge;
    private final DecisionStore decisions;
    private final DisputeStore disputes;
    private final FullRefundStore fullRefunds;
    private final OutcomeStore outcomes;
    private final ExceptionStore exceptions;
    private final Policy policy;

    Refunds(Poster poster, DueRefundStore due, RefundCaseReader cases, RefundBooks books, Policy policy) {
        this.poster = poster;
        this.due = due;
        this.cases = cases;
        this.judge = new RefundJudge(policy);
        this.decisions = books.decisions();
        this.disputes = books.disputes();
        this.fullRefunds = books.fullRefunds();
        this.outcomes = books.outcomes();
        this.exceptions = books.exceptions();
        this.policy = policy;
    }

    /** Where it is written down. */
    record RefundBooks(
            DecisionStore decisions,
            DisputeStore disputes,
            FullRefundStore fullRefunds,
            OutcomeStore outcomes,
            ExceptionStore exceptions) {}

    /** What one chunk did. */
    record Result(Tally tally, Posted posted) {}

    /** In a transaction of its own: it locks the orders on the work list, then the accounts. */
    Result settle(List<Place> chunk, Run run, DueTime time) {
        List<RefundCase> read = cases.read(due.lock(chunk));
        Set<AccountKey> accounts = new TreeSet<>();
        read.forEach(each -> accounts.addAll(each.accounts()));
        Map<AccountKey, AccountState> locked = poster.lock(accounts);
        Map<CreditedFact, List<PostedLot>> lots = poster.lotsOf(earned(read));
        Edges edges = new Edges(account -> state(locked, account).edge(run));
        List<Ruling> rulings = new ArrayList<>(read.size());
        for (RefundCase each : read) {
            rulings.add(judge.judge(each, lots, asOf(each, locked, run), time, edges));
        }
        write(rulings, run);
        Posted posted = settle(rulings, locked, run);
        RefundOutcomes noted = new RefundOutcomes(run, policy.refunds(), policy.patience());
        rulings.forEach(noted::decide);
        outcomes.write(noted.outcomes(), run);
        exceptions.close(noted.gone(), run);
        exceptions.replace(judgedBefore(read), noted.items(), run);
        due.takeOff(noted.done());
        due.leave(noted.waiting(), run);
        long units =
                posted.lines().stream().mapToLong(line -> line.entry().units()).sum();
        return new Result(noted.tally(units), posted);
    }

    private static List<CreditedFact> earned(List<RefundCase> read) {
        return read.stream()
                .flatMap(each -> each.earning().stream().map(account -> new CreditedFact(account, each.orderFact())))
                .toList();
    }

    private static AccountState state(Map<AccountKey, AccountState> locked, AccountKey account) {
        return locked.getOrDefault(account, AccountState.NEW);
    }

    /** Never earlier than an account was judged: that would undo what is posted. */
    private static Instant asOf(RefundCase each, Map<AccountKey, AccountState> locked, Run run) {
        Instant asOf = run.asOf();
        for (AccountKey account : each.accounts()) {
            Instant judged = state(locked, account).asOf(run);
            asOf = judged.isAfter(asOf) ? judged : asOf;
        }
        return asOf;
    }

    private void write(List<Ruling> rulings, Run run) {
        decisions.delete(
                rulings.stream().flatMap(ruling -> ruling.gone().stream()).toList());
        decisions.write(
                rulings.stream().flatMap(ruling -> ruling.changed().stream()).toList(), run);
        disputes.delete(rulings.stream()
                .flatMap(ruling -> ruling.goneDisputes().stream())
                .toList());
        disputes.write(rulings.stream()
                .flatMap(ruling -> ruling.newDisputes().stream())
                .toList());
        Map<Long, Instant> full = new HashMap<>();
        List<Long> notFull = new ArrayList<>();
        for (Ruling ruling : rulings) {
            if (ruling.changesFullRefund()) {
                ruling.fullAt()
                        .ifPresentOrElse(
                                at -> full.put(ruling.facts().orderId(), at),
                                () -> notFull.add(ruling.facts().orderId()));
            }
        }
        fullRefunds.delete(notFull);
        fullRefunds.write(full);
    }

    private Posted settle(List<Ruling> rulings, Map<AccountKey, AccountState> locked, Run run) {
        Map<AccountKey, AccountState> changed = new TreeMap<>();
        rulings.forEach(ruling ->
                ruling.changedAccounts().forEach(account -> changed.put(account, state(locked, account))));
        return changed.isEmpty() ? Posted.NOTHING : poster.settle(changed, run).posted();
    }

    private static List<Fact> judgedBefore(List<RefundCase> read) {
        return read.stream()
                .flatMap(each -> each.refunds().stream())
                .filter(refund -> refund.before().isPresent())
                .map(ShopRefund::fact)
                .toList();
    }
}
