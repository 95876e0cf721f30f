package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.shop.Figures;
import dev.bursar.shop.StoreTerms;
import dev.bursar.shop.TermsInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Judges orders by the pure rule, with what else the rule needs read beside them. */
final class OrderJudge {

    private final DueOrderStore store;
    private final Policy policy;
    private final OrderRule rule;

    OrderJudge(DueOrderStore store, Policy policy) {
        this.store = store;
        this.policy = policy;
        this.rule = new OrderRule(policy);
    }

    /**
     * An order with what it earns in both programmes.
     *
     * @param keepsUntil UTC; until when it keeps the buyer's points in the store from lapsing, if it is a purchase that does
     */
    record Judged(
            DueOrder due,
            Award coins,
            Award points,
            long figures,
            Optional<StoreTerms> terms,
            Optional<Instant> keepsUntil) {

        /** The accounts that get units, if any. */
        List<AccountKey> accounts() {
            List<AccountKey> accounts = new ArrayList<>(2);
            due.order().member().ifPresent(member -> {
                if (coins instanceof Award.Earned) {
                    accounts.add(AccountKey.coins(member));
                }
                if (points instanceof Award.Earned || keepsUntil.isPresent()) {
                    accounts.add(AccountKey.points(member, due.order().storeId()));
                }
            });
            return accounts;
        }
    }

    /** In the transaction that posts what it says. */
    List<Judged> judge(List<DueOrder> orders, DueTime time) {
        List<Long> stores = stores(orders);
        Set<Long> known = store.holdTerms(stores);
        Map<Long, Integer> arrived = arrived(orders);
        return judge(orders, stores, known, due -> arrivedOf(due, arrived)).stream()
                .map(judged -> believed(judged, time))
                .toList();
    }

    private static Judged believed(Judged judged, DueTime time) {
        Instant completedAt = judged.due().order().completedAt();
        if (!time.isUnbelievable(completedAt)) {
            return judged;
        }
        Award future = new Award.Exceptional(Reason.IN_THE_FUTURE, "completed " + completedAt);
        return new Judged(judged.due(), future, future, judged.figures(), Optional.empty(), Optional.empty());
    }

    /** For proof: what an order waited for once is there, whatever has become of it since. */
    List<Judged> judgeAgain(List<DueOrder> orders) {
        List<Long> stores = stores(orders);
        return judge(orders, stores, Set.copyOf(stores), due -> due.order().checkoutOrderCount());
    }

    private List<Judged> judge(
            List<DueOrder> orders, List<Long> stores, Set<Long> knownStores, ToIntFunction<DueOrder> arrived) {
        TermsInForce terms = new TermsInForce(store.terms(stores));
        List<Judged> judged = new ArrayList<>(orders.size());
        for (DueOrder due : orders) {
            boolean storeKnown = knownStores.contains(due.order().storeId());
            OrderCase facts = facts(due, storeKnown, arrived.applyAsInt(due), terms);
            judged.add(judge(due, facts, OrderListener.NOBODY, OrderListener.NOBODY));
        }
        return judged;
    }

    private OrderCase facts(DueOrder due, boolean storeKnown, int arrived, TermsInForce terms) {
        return new OrderCase(due.order(), due.memberKnown(), storeKnown, arrived, termsOf(due, terms));
    }

    private Judged judge(DueOrder due, OrderCase facts, OrderListener coins, OrderListener points) {
        Award ofPoints = rule.judge(ProgrammeKind.POINTS, facts, points);
        return new Judged(
                due,
                rule.judge(ProgrammeKind.COINS, facts, coins),
                ofPoints,
                Figures.of(due.order()),
                facts.terms(),
                keepsUntil(due, ofPoints, facts.terms()));
    }

    /** A purchase that earned nothing counts as well, but not one that could not be judged yet. */
    private Optional<Instant> keepsUntil(DueOrder due, Award points, Optional<StoreTerms> terms) {
        Instant completedAt = due.order().completedAt();
        boolean judged = points instanceof Award.Earned
                || points instanceof Award.NothingDue
                        && points.reason() != Reason.NOT_COMPLETED
                        && points.reason() != Reason.GUEST;
        return completedAt == null || !judged
                ? Optional.empty()
                : terms.flatMap(of -> ActivityClock.keepsUntil(of, completedAt, policy.zone()));
    }

    /** An order with how it was judged. */
    record Explained(OrderCase facts, Judged judged, AwardExplanation coins, AwardExplanation points) {}

    /** As {@link #judge(List, DueTime)} would, and tells how; without holding anything, so not for posting. */
    Explained explain(DueOrder due, boolean storeKnown, DueTime time) {
        TermsInForce terms = new TermsInForce(store.terms(stores(List.of(due))));
        OrderCase facts = facts(due, storeKnown, arrivedOf(due, arrived(List.of(due))), terms);
        OrderRecorder coins = new OrderRecorder(policy, ProgrammeKind.COINS, facts);
        OrderRecorder points = new OrderRecorder(policy, ProgrammeKind.POINTS, facts);
        Judged judged = judge(due, facts, coins, points);
        Judged believed = believed(judged, time);
        if (!believed.equals(judged)) {
            // What it would have earned does not matter: it cannot be believed.
            coins = new OrderRecorder(policy, ProgrammeKind.COINS, facts);
            points = new OrderRecorder(policy, ProgrammeKind.POINTS, facts);
        }
        return new Explained(facts, believed, coins.explain(believed.coins()), points.explain(believed.points()));
    }

    private Map<Long, Integer> arrived(List<DueOrder> orders) {
        Set<Long> combined = new HashSet<>();
        for (DueOrder due : orders) {
            if (due.order().checkoutOrderCount() > 1) {
                due.order().checkoutId().ifPresent(combined::add);
            }
        }
        return combined.isEmpty() ? new HashMap<>() : store.arrived(List.copyOf(combined));
    }

    private static int arrivedOf(DueOrder due, Map<Long, Integer> arrived) {
        return due.order().checkoutId().isPresent()
                ? arrived.getOrDefault(due.order().checkoutId().getAsLong(), 1)
                : 1;
    }

    private static List<Long> stores(List<DueOrder> orders) {
        return orders.stream()
                .map(due -> due.order().storeId())
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<StoreTerms> termsOf(DueOrder due, TermsInForce terms) {
        var completed = due.order().completedAt();
        return completed == null
                ? Optional.empty()
                : terms.on(
                        LocalDays.dayOf(completed, policy.zone()), due.order().storeId());
    }
}
