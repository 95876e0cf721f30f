package dev.bursar.coupons;

import dev.bursar.ledger.Reason;
import dev.bursar.shop.CouponStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the rules need to know of one life: of a coupon with all its usages, or of a public code with one usage or none.
 *
 * @param opening the shop's status when the coupon was first judged
 * @param usages  all whose orders are whole
 * @param waiting uses whose orders are not whole, and what each waits for
 */
record CouponCase(Coupon coupon, CouponStatus opening, List<Usage> usages, Map<CouponUse, Reason> waiting) {

    CouponCase {
        usages = List.copyOf(usages);
        waiting = Map.copyOf(waiting);
    }

    boolean hasUses() {
        return !usages.isEmpty() || !waiting.isEmpty();
    }

    Stream<CouponUse> allUses() {
        return Stream.concat(usages.stream().flatMap(Usage::uses), waiting.keySet().stream());
    }

    /** What was known just before an instant. */
    CouponCase asOf(Instant instant) {
        List<Usage> then =
                usages.stream().flatMap(usage -> asOf(usage, instant).stream()).toList();
        return new CouponCase(coupon, opening, then, waiting);
    }

    private static Optional<Usage> asOf(Usage usage, Instant instant) {
        List<Usage.InOrder> orders = usage.orders().stream()
                .map(each -> new Usage.InOrder(
                        each.order().asOf(instant),
                        each.uses().stream()
                                .filter(use -> use.appliedAt().isBefore(instant))
                                .toList()))
                .filter(each -> !each.uses().isEmpty())
                .toList();
        return orders.isEmpty() ? Optional.empty() : Optional.of(new Usage(usage.firstOrder(), orders));
    }

    /** Every time that a fact names. */
    Stream<Instant> times() {
        return usages.stream()
                .flatMap(usage -> Stream.concat(
                        usage.uses().map(CouponUse::appliedAt),
                        Stream.concat(
                                usage.usedOrders()
                                        .flatMap(order -> Stream.of(
                                                order.paidAt(),
                                                order.shippedAt(),
                                                order.completedAt(),
                                                order.cancelledAt()))
                                        .flatMap(Optional::stream),
                                usage.refunds()
                                        .flatMap(refund -> Stream.of(
                                                Optional.of(refund.openedAt()),
                                                refund.decidedAt(),
                                                refund.reversedAt()))
                                        .flatMap(Optional::stream))));
    }
}
