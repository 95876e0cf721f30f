package dev.bursar.coupons;

import dev.bursar.ledger.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts a coupon's uses together by what was applied at once; those whose orders are not whole wait. */
final class CouponParts {

    private final Map<Long, List<Usage.InOrder>> byCheckout = new TreeMap<>();
    private final Map<CouponUse, Reason> waiting = new HashMap<>();

    /** @param order empty: it has not arrived */
    void add(List<CouponUse> uses, Optional<UsedOrder> order) {
        Optional<Reason> waitsFor = waitsFor(order);
        if (waitsFor.isPresent()) {
            uses.forEach(use -> waiting.put(use, waitsFor.get()));
        } else {
            byCheckout
                    .computeIfAbsent(order.orElseThrow().firstOrder(), key -> new ArrayList<>(2))
                    .add(new Usage.InOrder(order.orElseThrow(), uses));
        }
    }

    /** An order counts once all its lines are there, and all orders of its checkout ({@code docs/rules.md §0}). */
    private static Optional<Reason> waitsFor(Optional<UsedOrder> order) {
        if (order.isEmpty()) {
            return Optional.of(Reason.ORDER_USED_ON);
        }
        if (!order.get().isWhole()) {
            return Optional.of(Reason.LINES);
        }
        return order.get().missingOrders() > 0 ? Optional.of(Reason.CHECKOUT_ORDERS) : Optional.empty();
    }

    List<Usage> usages() {
        return byCheckout.entrySet().stream()
                .map(entry -> new Usage(entry.getKey(), entry.getValue()))
                .toList();
    }

    Map<CouponUse, Reason> waiting() {
        return waiting;
    }

    Stream<CouponUse> uses() {
        return Stream.concat(
                waiting.keySet().stream(),
                byCheckout.values().stream().flatMap(List::stream).flatMap(each -> each.uses().stream()));
    }
}
