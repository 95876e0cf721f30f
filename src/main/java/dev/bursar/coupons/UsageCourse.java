package dev.bursar.coupons;

import dev.bursar.coupons.Turn.Kind;
import dev.bursar.ledger.Fact;
import dev.bursar.policy.CouponSettings;
import dev.bursar.policy.CouponSettings.CancelledUnpaid;
import dev.bursar.policy.CouponSettings.PartialRefunds;
import dev.bursar.policy.CouponSettings.SeveralOrders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What one usage asks of its coupon, in time order: applied, then released, or closed and perhaps returned. Pure; knows
 * nothing of other usages, nor of where the coupon stands.
 */
final class UsageCourse {

    private final Coupon coupon;
    private final Usage usage;
    private final CouponSettings settings;
    private final List<RefundedOrder> counted;
    private final List<Turn> turns = new ArrayList<>();

    UsageCourse(Coupon coupon, Usage usage, CouponSettings settings) {
        this.coupon = coupon;
        this.usage = usage;
        this.settings = settings;
        this.counted = usage.usedOrders()
                .filter(order -> !isReleased(order))
                .map(order -> new RefundedOrder(order, settings))
                .toList();
    }

    /** A fact and when it takes effect. */
    private record Cause(Fact fact, Instant at) {

        static final Comparator<Cause> LATEST = Comparator.comparing(Cause::at).thenComparing(Cause::fact);
    }

    List<Turn> turns() {
        turns.clear();
        add(Kind.APPLIED, usage.appliedAt(), usage.firstUse().fact(), Move.NO_CASE);
        if (counted.isEmpty()) {
            usage.usedOrders()
                    .map(order -> new Cause(
                            Fact.order(order.orderId()), order.cancelledAt().orElseThrow()))
                    .max(Cause.LATEST)
                    .ifPresent(last -> add(Kind.RELEASED, last.at(), last.fact(), Move.CANCELLED_UNPAID));
        } else {
            closing().ifPresent(closing -> {
                add(Kind.CLOSED, closing.at(), closing.fact(), Move.NO_CASE);
                if (coupon.canBeReturned()) {
                    returns(turns.get(turns.size() - 1).at());
                }
            });
        }
        return List.copyOf(turns);
    }

    Usage usage() {
        return usage;
    }

    /** Orders that are not released, with their refunds. */
    List<RefundedOrder> counted() {
        return counted;
    }

    /** Cancelled unpaid; with a setting, sellers' coupons do not come back so and count as used (case 7). */
    private boolean isReleased(UsedOrder order) {
        return order.isCancelledUnpaid()
                && (!coupon.isOfASeller()
                        || settings.cancelledUnpaidAt(order.cancelledAt().orElseThrow()) == CancelledUnpaid.RELEASE);
    }

    /** When the last of its orders closed, and no refund of them was open any more; empty: it has not come to that. */
    private Optional<Cause> closing() {
        List<Cause> ended = usage.usedOrders()
                .flatMap(order -> endedAt(order).stream().map(at -> new Cause(Fact.order(order.orderId()), at)))
                .toList();
        if (ended.size() < usage.orders().size()) {
            return Optional.empty();
        }
        Cause closing = ended.stream().max(Cause.LATEST).orElseThrow();
        Optional<CouponRefund> holding = holding(closing.at());
        while (holding.isPresent()) {
            Optional<Instant> decided = holding.get().decidedAt();
            if (decided.isEmpty()) {
                return Optional.empty();
            }
            closing = new Cause(holding.get().fact(), decided.get());
            holding = holding(decided.get());
        }
        return Optional.of(closing);
    }

    /** Closed, or cancelled unpaid. */
    private static Optional<Instant> endedAt(UsedOrder order) {
        return order.isCancelledUnpaid() ? order.cancelledAt() : order.closedAt();
    }

    /** A refund that is open at an instant keeps the coupon INACTIVE (case 11). */
    private Optional<CouponRefund> holding(Instant at) {
        return counted.stream()
                .filter(order -> !order.isCancelled())
                .flatMap(order -> order.order().refunds().stream())
                .filter(refund -> refund.isOpenAt(at))
                .min(Comparator.comparing(
                                (CouponRefund refund) -> refund.decidedAt().orElse(Instant.MAX))
                        .reversed()
                        .thenComparingLong(CouponRefund::refundId));
    }

    /** From its closing on, the coupon comes back whenever all orders are fully refunded, and goes when they no longer are. */
    private void returns(Instant closedAt) {
        boolean full = false;
        boolean returned = false;
        for (Instant at : turningPoints(closedAt)) {
            boolean now = counted.stream().allMatch(order -> order.isFullAt(at));
            if (now && !full) {
                Cause cause = completing(at);
                int caseNo = caseOf(at);
                if (isReturned(caseNo, at, cause.at())) {
                    add(Kind.RETURNED, at, cause.fact(), caseNo);
                    returned = true;
                }
            } else if (!now && returned) {
                add(Kind.UNDONE, at, reversed(at), Move.REVERSED);
                returned = false;
            }
            full = now;
        }
    }

    private SortedSet<Instant> turningPoints(Instant closedAt) {
        TreeSet<Instant> points = new TreeSet<>();
        for (RefundedOrder order : counted) {
            order.order().cancelledAt().ifPresent(points::add);
            for (CouponRefund refund : order.granted()) {
                refund.grantedAt().ifPresent(points::add);
                order.endedAt(refund).ifPresent(points::add);
            }
        }
        TreeSet<Instant> later = new TreeSet<>(points.tailSet(closedAt));
        later.add(closedAt);
        return later;
    }

    private int caseOf(Instant at) {
        if (counted.size() > 1) {
            return Move.SEVERAL_ORDERS;
        }
        RefundedOrder only = counted.get(0);
        return only.isCancelled() ? Move.CANCELLED_UNSHIPPED : only.addsUpAt(at) ? Move.ADDED_UP : Move.RETURNED;
    }

    private boolean isReturned(int caseNo, Instant at, Instant decidedAt) {
        boolean addsUp = counted.stream().anyMatch(order -> order.addsUpAt(at));
        return (!addsUp || settings.partialRefundsAt(decidedAt) == PartialRefunds.RETURN)
                && (caseNo != Move.SEVERAL_ORDERS || settings.severalOrdersAt(decidedAt) == SeveralOrders.RETURN);
    }

    /** The latest of all that count by then. */
    private Cause completing(Instant at) {
        return counted.stream()
                .flatMap(order -> order.isCancelled()
                        ? Stream.of(new Cause(
                                Fact.order(order.order().orderId()),
                                order.order().cancelledAt().orElseThrow()))
                        : order.granted().stream()
                                .filter(refund -> order.endedAt(refund)
                                        .filter(ended -> !ended.isAfter(at))
                                        .isEmpty())
                                .map(refund -> new Cause(
                                        refund.fact(), refund.grantedAt().orElseThrow())))
                .filter(cause -> !cause.at().isAfter(at))
                .max(Cause.LATEST)
                .orElseThrow();
    }

    private Fact reversed(Instant at) {
        return counted.stream()
                .flatMap(order -> order.granted().stream()
                        .flatMap(
                                refund -> order.endedAt(refund).map(ended -> new Cause(refund.fact(), ended)).stream()))
                .filter(cause -> !cause.at().isAfter(at))
                .max(Cause.LATEST)
                .orElseThrow()
                .fact();
    }

    private void add(Kind kind, Instant at, Fact cause, int caseNo) {
        boolean late = kind != Kind.APPLIED && !at.isAfter(usage.appliedAt());
        turns.add(new Turn(late ? usage.appliedAt() : at, late, kind, usage, cause, caseNo));
    }
}
