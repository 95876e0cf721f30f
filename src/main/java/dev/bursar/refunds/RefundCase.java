package dev.bursar.refunds;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Decision;
import dev.bursar.ledger.Dispute;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An order with all that its refunds are judged by.
 *
 * @param order      empty: it has not arrived
 * @param outcome    what became of what it earns; empty: it was not judged
 * @param spent      the redemptions on it that are taken
 * @param decisions  what was decided so far, in whichever accounts
 * @param disputes   what is held so far
 * @param fullBefore UTC; when it was fully refunded, as judged so far
 */
record RefundCase(
        long orderId,
        Optional<RefundedOrder> order,
        Optional<FactOutcome> outcome,
        List<ShopRefund> refunds,
        List<Subject> spent,
        List<Decision> decisions,
        List<Dispute> disputes,
        Optional<Instant> fullBefore) {

    /** Purchases in a store that gives points, which keep them alive even where they earn none. */
    private static final Set<Reason> KEEPS_ALIVE = EnumSet.of(Reason.BELOW_ONE_UNIT, Reason.NO_EARNING_LINES);

    RefundCase {
        refunds = List.copyOf(refunds);
        spent = List.copyOf(spent);
        decisions = List.copyOf(decisions);
        disputes = List.copyOf(disputes);
    }

    Fact orderFact() {
        return Fact.order(orderId);
    }

    /** The accounts that may hold what the order earned. */
    Set<AccountKey> earning() {
        Set<AccountKey> accounts = new TreeSet<>();
        if (buyer().isPresent() && outcome.isPresent()) {
            if (outcome.get().isPosted(Purpose.COINS)) {
                accounts.add(AccountKey.coins(buyer().get()));
            }
            if (outcome.get().isPosted(Purpose.POINTS)
                    || KEEPS_ALIVE.contains(outcome.get().of(Purpose.POINTS))) {
                accounts.add(points().orElseThrow());
            }
        }
        return accounts;
    }

    /** The buyer's account with the store. */
    Optional<AccountKey> points() {
        return buyer().map(
                        member -> AccountKey.points(member, order.orElseThrow().storeId()));
    }

    private Optional<Long> buyer() {
        return order.filter(of -> of.member().isPresent()).map(of -> of.member().getAsLong());
    }

    /** All that its refunds may move units of, or did. */
    Set<AccountKey> accounts() {
        Set<AccountKey> accounts = new TreeSet<>(earning());
        spent.forEach(subject -> accounts.add(subject.account()));
        decisions.forEach(decision -> accounts.add(decision.account()));
        disputes.forEach(dispute -> accounts.add(dispute.account()));
        return accounts;
    }

    /** The facts that may have decisions. */
    Set<Fact> facts() {
        Set<Fact> facts = new TreeSet<>();
        facts.add(orderFact());
        refunds.forEach(refund -> facts.add(refund.fact()));
        return facts;
    }
}
