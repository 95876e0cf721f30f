package dev.bursar.coupons;

import dev.bursar.policy.CouponSettings;
import dev.bursar.policy.CouponSettings.CancelledUnshipped;
import dev.bursar.policy.CouponSettings.ReversedRefunds;
import dev.bursar.policy.CouponSettings.Shipping;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much of an order is refunded at each instant ({@code docs/rules.md §5}, cases 8, 10, 12 and 13). */
final class RefundedOrder {

    private final UsedOrder order;
    private final CouponSettings settings;
    private final List<CouponRefund> granted;

    RefundedOrder(UsedOrder order, CouponSettings settings) {
        this.order = order;
        this.settings = settings;
        this.granted = order.refunds().stream()
                .filter(refund -> refund.grantedAt().isPresent() && refund.isWhole() && fits(refund, order))
                .sorted(Comparator.comparing(
                                (CouponRefund refund) -> refund.grantedAt().orElseThrow())
                        .thenComparingLong(CouponRefund::refundId))
                .toList();
    }

    UsedOrder order() {
        return order;
    }

    /** Whether a refund speaks of this order: its currency, its lines, nothing below zero. */
    static boolean fits(CouponRefund refund, UsedOrder order) {
        return refund.currency().equals(order.currency())
                && refund.shippingCash() >= 0
                && refund.lines().stream()
                        .allMatch(line -> line.amount() >= 0
                                && order.lines().stream().anyMatch(ordered -> ordered.lineNo() == line.lineNo()));
    }

    /** Its cancellation before it was shipped counts as a full refund, and refunds add nothing (case 8). */
    boolean isCancelled() {
        return order.isCancelledUnshipped()
                && settings.cancelledUnshippedAt(order.cancelledAt().orElseThrow()) == CancelledUnshipped.RETURN;
    }

    /** Those that count, by when they were granted. */
    List<CouponRefund> granted() {
        return granted;
    }

    /** When a refund ceased to count; empty: it did not (case 13). */
    Optional<Instant> endedAt(CouponRefund refund) {
        return refund.reversedAt().filter(at -> settings.reversedRefundsAt(at) == ReversedRefunds.UNDO);
    }

    private List<CouponRefund> inForceAt(Instant at) {
        return granted.stream()
                .filter(refund -> !refund.grantedAt().orElseThrow().isAfter(at)
                        && endedAt(refund).filter(ended -> !ended.isAfter(at)).isEmpty())
                .toList();
    }

    /** Whether every line's price is refunded (case 10), each line counting as its price at most (case 12). */
    boolean isFullAt(Instant at) {
        return isCancelled() ? !order.cancelledAt().orElseThrow().isAfter(at) : isFull(inForceAt(at), at);
    }

    /** Whether it took several refunds to make it full (case 5). */
    boolean addsUpAt(Instant at) {
        return !isCancelled() && inForceAt(at).stream().noneMatch(refund -> isFull(List.of(refund), at));
    }

    private boolean isFull(List<CouponRefund> refunds, Instant at) {
        boolean anyLine = refunds.stream().anyMatch(refund -> !refund.lines().isEmpty());
        Map<Integer, Long> sums = sums(refunds);
        long shipping = refunds.stream().mapToLong(CouponRefund::shippingCash).sum();
        return anyLine
                && order.lines().stream().allMatch(line -> sums.getOrDefault(line.lineNo(), 0L) >= line.price())
                && (settings.shippingAt(at) == Shipping.IGNORED || shipping >= order.shipping());
    }

    /** Of its price, in minor units; with all refunds that were granted by then and count. */
    long refundedAt(Instant at) {
        if (isCancelled() && isFullAt(at)) {
            return order.price();
        }
        Map<Integer, Long> sums = sums(inForceAt(at));
        return order.lines().stream()
                .mapToLong(line -> Math.min(sums.getOrDefault(line.lineNo(), 0L), line.price()))
                .sum();
    }

    /** What a refund brings above the price of its lines, in minor units (case 12). */
    long excessOf(CouponRefund refund) {
        Instant at = refund.grantedAt().orElseThrow();
        List<CouponRefund> before = inForceAt(at).stream()
                .filter(other -> comesBefore(other, refund))
                .toList();
        Map<Integer, Long> sums = sums(before);
        long excess = 0;
        for (UsedOrder.Line line : order.lines()) {
            long room = Math.max(0, line.price() - sums.getOrDefault(line.lineNo(), 0L));
            excess += Math.max(0, sums(List.of(refund)).getOrDefault(line.lineNo(), 0L) - room);
        }
        return excess;
    }

    private static boolean comesBefore(CouponRefund one, CouponRefund other) {
        int byTime = one.grantedAt().orElseThrow().compareTo(other.grantedAt().orElseThrow());
        return byTime < 0 || byTime == 0 && one.refundId() < other.refundId();
    }

    private static Map<Integer, Long> sums(List<CouponRefund> refunds) {
        Map<Integer, Long> sums = new HashMap<>();
        refunds.forEach(
                refund -> refund.lines().forEach(line -> sums.merge(line.lineNo(), line.amount(), RefundedOrder::sum)));
        return sums;
    }

    /** Far above any price it makes no difference how far. */
    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
