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

    /** An order with what it earns in both programmes. */
    record Judged(DueOrder due, Award coins, Award points, long figures, Optional<StoreTerms> terms) {

        /** The accounts that get units, if any. */
        List<AccountKey> accounts() {
            List<AccountKey> accounts = new ArrayList<>(2);
            due.order().member().ifPresent(member -> {
                if (coins instanceof Award.Earned) {
                    accounts.add(AccountKey.coins(member));
                }
                if (points instanceof Award.Earned) {
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
        return new Judged(judged.due(), future, future, judged.figures(), Optional.empty());
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
            Optional<StoreTerms> inForce = termsOf(due, terms);
            boolean storeKnown = knownStores.contains(due.order().storeId());
            OrderCase facts =
                    new OrderCase(due.order(), due.memberKnown(), storeKnown, arrived.applyAsInt(due), inForce);
            judged.add(new Judged(
                    due,
                    rule.judge(ProgrammeKind.COINS, facts),
                    rule.judge(ProgrammeKind.POINTS, facts),
                    Figures.of(due.order()),
                    inForce));
        }
        return judged;
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
