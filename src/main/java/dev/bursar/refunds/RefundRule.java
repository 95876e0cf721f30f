package dev.bursar.refunds;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Reason;
import dev.bursar.shop.RefundStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which refunds of an order count, and for what ({@code docs/rules.md} §5, cases 8, 10 and 12). Pure. */
final class RefundRule {

    static final Comparator<Event> IN_ORDER = Comparator.comparing(Event::at).thenComparing(Event::fact);

    private RefundRule() {}

    /**
     * Judges one refund.
     *
     * @param asOf as of when it is judged: never before an instant as of which its accounts were
     */
    static Verdict judge(ShopRefund refund, Optional<RefundedOrder> order, Instant asOf, DueTime time) {
        Optional<Instant> unbelievable = Stream.of(
                        Optional.of(refund.openedAt()), refund.decidedAt(), refund.reversedAt())
                .flatMap(Optional::stream)
                .filter(time::isUnbelievable)
                .findFirst();
        if (unbelievable.isPresent()) {
            return new Verdict.Moves0(Reason.IN_THE_FUTURE, "opened, decided or reversed " + unbelievable.get());
        }
        if (!refund.openedAt().isBefore(asOf)) {
            return new Verdict.Later();
        }
        return switch (refund.statusAsOf(asOf)) {
            case OPEN -> nothing(Reason.REFUND_DECISION);
            case REJECTED -> nothing(Reason.REJECTED);
            case REVERSED -> nothing(Reason.REVERSED);
            case GRANTED -> order.map(of -> granted(refund, of, asOf)).orElseGet(() -> nothing(Reason.REFUNDED_ORDER));
        };
    }

    private static Verdict granted(ShopRefund refund, RefundedOrder order, Instant asOf) {
        if (order.wasNeverPaid()) {
            return nothing(Reason.NEVER_PAID);
        }
        if (order.cancelledBeforeShipping(asOf).isPresent()) {
            return nothing(Reason.CANCELLED_ORDER);
        }
        if (refund.lines().size() < refund.lineCount()) {
            return nothing(Reason.REFUND_LINES);
        }
        if (refund.lines().size() > refund.lineCount()) {
            return new Verdict.Moves0(
                    Reason.TOO_MANY_REFUND_LINES,
                    refund.lines().size() + " lines, " + refund.lineCount() + " by line_count");
        }
        if (!order.isWhole()) {
            return nothing(Reason.LINES);
        }
        return flaw(refund, order)
                .orElseGet(() -> new Verdict.Counts(
                        new Event(refund.fact(), refund.decidedAt().orElseThrow(), refund.amounts())));
    }

    private static Optional<Verdict> flaw(ShopRefund refund, RefundedOrder order) {
        boolean otherCurrency = !refund.currency().equals(order.currency())
                || refund.lines().stream().anyMatch(line -> !line.currency().equals(order.currency()));
        if (otherCurrency) {
            return Optional.of(new Verdict.Moves0(
                    Reason.CURRENCY_MISMATCH, "the order is in " + order.currency() + ", its refund is not"));
        }
        boolean negative = refund.shippingCash() < 0
                || refund.lines().stream().anyMatch(line -> line.amount() < 0 || line.cash() < 0);
        if (negative) {
            return Optional.of(new Verdict.Moves0(Reason.NEGATIVE_AMOUNT, "an amount of the refund is below zero"));
        }
        OptionalInt unknown = refund.lines().stream()
                .mapToInt(ShopRefund.Line::lineNo)
                .filter(line -> order.lines().stream().noneMatch(of -> of.lineNo() == line))
                .findFirst();
        return unknown.isPresent()
                ? Optional.of(new Verdict.Moves0(
                        Reason.UNKNOWN_LINE, "line " + unknown.getAsInt() + " of order " + order.orderId()))
                : Optional.empty();
    }

    private static Verdict nothing(Reason reason) {
        return new Verdict.Moves0(reason, "");
    }

    /** A paid order that was cancelled before it was shipped: all of it, at that moment. */
    static Optional<Event> cancellation(RefundedOrder order, Instant asOf) {
        if (!order.isWhole()) {
            return Optional.empty();
        }
        SortedMap<Integer, Long> prices = new TreeMap<>();
        order.lines().forEach(line -> prices.put(line.lineNo(), line.price()));
        return order.cancelledBeforeShipping(asOf).map(at -> new Event(Fact.order(order.orderId()), at, prices));
    }

    /** @return when the last of the order's price was refunded, UTC; empty: not all of it is */
    static Optional<Instant> fullyRefundedAt(RefundedOrder order, List<Event> events) {
        Refunded refunded = new Refunded(order);
        for (Event event : events.stream().sorted(IN_ORDER).toList()) {
            refunded.add(event);
            if (refunded.isAll()) {
                return Optional.of(event.at());
            }
        }
        return Optional.empty();
    }

    /** Whether a refund was open for some time as of an instant, in which nothing of its order lapses. */
    static boolean disputes(ShopRefund refund, Instant asOf) {
        return refund.openedAt().isBefore(asOf)
                && (refund.statusAsOf(asOf) == RefundStatus.OPEN
                        || refund.decidedAt()
                                .filter(refund.openedAt()::isBefore)
                                .isPresent());
    }
}
