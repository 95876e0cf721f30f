package dev.bursar.coupons;

import dev.bursar.coupons.RefundDecision.Effect;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.CouponSettings;
import dev.bursar.shop.RefundStatus;
import dev.bursar.units.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Tells of each refund what it did to the coupon, also where it did nothing ({@code docs/rules.md §5}). */
final class RefundDecisions {

    private final Coupon coupon;
    private final List<Move> moves;
    private final Status opening;
    private final Status status;
    private final CouponSettings settings;
    private final Predicate<Long> accepted;
    private final Predicate<Fact> usedAgain;

    /**
     * @param moves     what the coupon went through
     * @param accepted  whether a usage moved the coupon
     * @param usedAgain whether a reversed refund found the coupon in use
     */
    RefundDecisions(
            Coupon coupon,
            List<Move> moves,
            Status opening,
            Status status,
            CouponSettings settings,
            Predicate<Long> accepted,
            Predicate<Fact> usedAgain) {
        this.coupon = coupon;
        this.moves = moves;
        this.opening = opening;
        this.status = status;
        this.settings = settings;
        this.accepted = accepted;
        this.usedAgain = usedAgain;
    }

    List<RefundDecision> of(List<UsageCourse> courses, Consumer<Finding> findings) {
        List<RefundDecision> decisions = new ArrayList<>();
        for (UsageCourse course : courses) {
            course.usage().usedOrders().forEach(order -> {
                RefundedOrder refunded = new RefundedOrder(order, settings);
                for (CouponRefund refund : order.refunds()) {
                    decisions.add(decide(course, refunded, refund));
                    flaw(refunded, refund).ifPresent(findings);
                }
            });
        }
        decisions.sort(Comparator.comparingLong(RefundDecision::refundId));
        return decisions;
    }

    private RefundDecision decide(UsageCourse course, RefundedOrder order, CouponRefund refund) {
        Instant at = refund.grantedAt().orElse(Instant.MIN);
        OptionalInt caseNo = OptionalInt.empty();
        Effect effect = Effect.NOTHING;
        Optional<Move> moved = moves.stream()
                .filter(move -> move.cause().equals(refund.fact()) && isOfARefund(move))
                .reduce((first, last) -> last);
        if (!RefundedOrder.fits(refund, order.order())) {
            effect = Effect.REFUSED;
        } else if (refund.status() == RefundStatus.OPEN) {
            caseNo = OptionalInt.of(Move.OPEN);
            effect = status == Status.INACTIVE && accepted.test(course.usage().firstOrder())
                    ? Effect.HELD
                    : Effect.NOTHING;
        } else if (!refund.isWhole()) {
            effect = Effect.WAITING;
        } else if (usedAgain.test(refund.fact())) {
            caseNo = OptionalInt.of(Move.REVERSED);
            effect = Effect.USED_AGAIN;
        } else if (moved.isPresent()) {
            caseNo = OptionalInt.of(moved.get().caseNo());
            effect = effectOf(moved.get());
        } else if (refund.status() != RefundStatus.REJECTED) {
            caseNo = OptionalInt.of(caseOf(course, order, refund));
        }
        return new RefundDecision(
                refund.refundId(),
                order.order().orderId(),
                caseNo,
                effect,
                statusAfter(refund),
                order.refundedAt(at),
                order.order().price(),
                coupon.validTo());
    }

    /** Where the coupon stood once the refund had its say. */
    private Status statusAfter(CouponRefund refund) {
        Optional<Instant> said = refund.reversedAt().or(refund::decidedAt);
        if (said.isEmpty()) {
            return status;
        }
        Status after = opening;
        for (Move move : moves) {
            if (!move.at().isAfter(said.get()) || move.cause().equals(refund.fact())) {
                after = move.to();
            }
        }
        return after;
    }

    private static boolean isOfARefund(Move move) {
        return move.caseNo() != Move.NO_CASE && move.caseNo() != Move.CANCELLED_UNPAID;
    }

    private static Effect effectOf(Move move) {
        return move.caseNo() == Move.REVERSED
                ? Effect.UNDONE
                : move.to() == Status.EXPIRED ? Effect.RETURNED_ENDED : Effect.RETURNED;
    }

    /** Why a refund that was granted moves nothing. */
    private int caseOf(UsageCourse course, RefundedOrder order, CouponRefund refund) {
        Instant at = refund.grantedAt().orElseThrow();
        if (order.order().isCancelledUnpaid()) {
            return Move.CANCELLED_UNPAID;
        }
        if (order.isCancelled()) {
            return Move.CANCELLED_UNSHIPPED;
        }
        if (coupon.isOfASeller()) {
            return Move.OF_A_SELLER;
        }
        if (!coupon.canBeReturned()) {
            return Move.CODE;
        }
        if (refund.status() == RefundStatus.REVERSED) {
            return Move.REVERSED;
        }
        if (!order.isFullAt(at)) {
            return Move.PARTIAL;
        }
        if (order.excessOf(refund) > 0) {
            return Move.OVER_REFUNDED;
        }
        return course.counted().size() > 1 ? Move.SEVERAL_ORDERS : order.addsUpAt(at) ? Move.ADDED_UP : Move.RETURNED;
    }

    private static Optional<Finding> flaw(RefundedOrder order, CouponRefund refund) {
        String currency = order.order().currency();
        if (!RefundedOrder.fits(refund, order.order())) {
            return Optional.of(new Finding(
                    refund.fact(),
                    Reason.REFUND_DOES_NOT_FIT,
                    "of order " + order.order().orderId() + ", in " + refund.currency() + " where the order is in "
                            + currency + ", with lines "
                            + refund.lines().stream()
                                    .map(CouponRefund.Line::lineNo)
                                    .toList()));
        }
        long excess = order.granted().contains(refund) ? order.excessOf(refund) : 0;
        return excess == 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        refund.fact(),
                        Reason.OVER_REFUNDED,
                        Money.show(excess, currency) + " " + currency + " above the price of the lines of order "
                                + order.order().orderId()));
    }
}
