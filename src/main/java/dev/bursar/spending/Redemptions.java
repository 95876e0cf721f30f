package dev.bursar.spending;

import dev.bursar.batch.Tally;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.ExceptionStore;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Posted;
import dev.bursar.ledger.Poster;
import dev.bursar.ledger.Run;
import dev.bursar.ledger.Settled;
import dev.bursar.shop.Marks;
import dev.bursar.shop.RefundMarks;
import dev.bursar.spending.RedemptionJudge.Judged;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Settles judged redemptions: accounts locked, bookings written, accounts judged anew, outcomes and exceptions noted. */
final class Redemptions {

    private final Poster poster;
    private final SpendingStore spending;
    private final OutcomeStore outcomes;
    private final ExceptionStore exceptions;
    private final Marks marks;
    private final RefundMarks refundMarks;

    Redemptions(
            Poster poster,
            SpendingStore spending,
            OutcomeStore outcomes,
            ExceptionStore exceptions,
            Marks marks,
            RefundMarks refundMarks) {
        this.poster = poster;
        this.spending = spending;
        this.outcomes = outcomes;
        this.exceptions = exceptions;
        this.marks = marks;
        this.refundMarks = refundMarks;
    }

    /** What one chunk did. */
    record Result(Tally tally, Posted posted) {}

    /** In the transaction that locked the redemptions, so that of two processes with the same one only one posts. */
    Result settle(List<Judged> redemptions, Run run, Period patience) {
        refundMarks.putOn(redemptions.stream()
                .filter(judged -> !Ruling.leavesTheAccountAlone(judged, run))
                .map(judged -> judged.due().redemption().orderId())
                .toList());
        Map<AccountKey, AccountState> locked = poster.lock(accounts(redemptions, run));
        List<Ruling> rulings = new ArrayList<>();
        for (Judged judged : redemptions) {
            rulings.add(Ruling.of(judged, locked.getOrDefault(judged.due().account(), AccountState.NEW), run));
        }
        spending.delete(rulings.stream()
                .filter(ruling -> ruling.changesTheRow() && ruling.target().isEmpty())
                .map(ruling -> ruling.judged().due().redemption().redemptionId())
                .toList());
        spending.write(rulings.stream()
                .filter(Ruling::changesTheRow)
                .flatMap(ruling -> ruling.target().stream())
                .toList());
        Settled settled = settle(rulings, locked, run);
        RedemptionDecisions decisions = new RedemptionDecisions(run, patience);
        for (Ruling ruling : rulings) {
            AccountKey account = ruling.judged().due().account();
            decisions.decide(ruling, Optional.ofNullable(locked.get(account)), settled);
        }
        outcomes.write(decisions.outcomes(), run);
        exceptions.replace(decisions.looked(), decisions.items(), run);
        marks.takeOffRedemptions(decisions.done());
        marks.settled(new TreeSet<>(decisions.settledOrders()));
        marks.putOnRedemptions(othersOf(rulings));
        long units = settled.posted().lines().stream()
                .mapToLong(line -> line.entry().units())
                .sum();
        return new Result(decisions.tally(units), settled.posted());
    }

    /** What was looked at of an order as a whole has to be looked at again once more was redeemed on it. */
    private static Set<Long> othersOf(List<Ruling> rulings) {
        Set<Long> others = new TreeSet<>();
        rulings.stream()
                .filter(Ruling::isNews)
                .forEach(ruling -> ruling.judged().others().stream()
                        .filter(other -> !other.onWorkList())
                        .forEach(other -> others.add(other.redemptionId())));
        return others;
    }

    /** Most that wait go on waiting: their accounts are neither locked nor read. */
    private static Set<AccountKey> accounts(List<Judged> redemptions, Run run) {
        Set<AccountKey> accounts = new TreeSet<>();
        for (Judged judged : redemptions) {
            if (!Ruling.leavesTheAccountAlone(judged, run)) {
                judged.due().booked().map(Booked::account).ifPresent(accounts::add);
                if (!(judged.claim() instanceof Claim.None)) {
                    accounts.add(judged.due().account());
                }
            }
        }
        return accounts;
    }

    private Settled settle(List<Ruling> rulings, Map<AccountKey, AccountState> locked, Run run) {
        Set<AccountKey> changed = new HashSet<>();
        for (Ruling ruling : rulings) {
            AccountState state = locked.get(ruling.judged().due().account());
            if (ruling.changesTheAccount(state == null ? run.asOf() : state.asOf(run))) {
                ruling.accountBefore().ifPresent(changed::add);
                ruling.target().map(Booked::account).ifPresent(changed::add);
            }
        }
        Map<AccountKey, AccountState> toSettle = new TreeMap<>(locked);
        toSettle.keySet().retainAll(changed);
        return toSettle.isEmpty() ? new Settled(Posted.NOTHING, Map.of()) : poster.settle(toSettle, run);
    }
}
