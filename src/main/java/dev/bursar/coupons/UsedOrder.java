package dev.bursar.coupons;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An order on which a coupon was used, with the lines that have arrived and its refunds ({@code docs/intake.md}, orders).
 *
 * @param member        the buyer; empty: a guest
 * @param lineCount     how many lines it has in all
 * @param checkout      the checkout that it came from with other orders; empty: it came alone
 * @param firstOrder    the lowest number of the checkout's orders; its own if it came alone
 * @param missingOrders of the same checkout, how many have not arrived
 * @param shipping      in minor units
 * @param completedAt   UTC; empty: it is not completed
 * @param cancelledAt   UTC; empty: it is not cancelled
 * @param untimed       it is completed or cancelled, but does not say when
 */
record UsedOrder(
        long orderId,
        OptionalLong member,
        long storeId,
        String currency,
        int lineCount,
        OptionalLong checkout,
        long firstOrder,
        int missingOrders,
        long shipping,
        Optional<Instant> paidAt,
        Optional<Instant> shippedAt,
        Optional<Instant> completedAt,
        Optional<Instant> cancelledAt,
        boolean untimed,
        List<Line> lines,
        List<CouponRefund> refunds) {

    UsedOrder {
        lines = List.copyOf(lines);
        refunds = List.copyOf(refunds);
    }

    /** @param price of the whole line, in minor units */
    record Line(int lineNo, long price, boolean regularPrice) {}

    /** As it was known just before an instant. */
    UsedOrder asOf(Instant instant) {
        return new UsedOrder(
                orderId,
                member,
                storeId,
                currency,
                lineCount,
                checkout,
                firstOrder,
                missingOrders,
                shipping,
                paidAt.filter(instant::isAfter),
                shippedAt.filter(instant::isAfter),
                completedAt.filter(instant::isAfter),
                cancelledAt.filter(instant::isAfter),
                untimed,
                lines,
                refunds.stream()
                        .flatMap(refund -> refund.asOf(instant).stream())
                        .toList());
    }

    boolean isWhole() {
        return lines.size() >= lineCount;
    }

    long price() {
        return lines.stream().mapToLong(Line::price).sum();
    }

    /** Cancelled before it was completed or paid, as also where payment failed (case 7). */
    boolean isCancelledUnpaid() {
        return isCancelledFirst()
                && paidAt.filter(paid -> !paid.isAfter(cancelledAt.orElseThrow()))
                        .isEmpty();
    }

    /** Paid, and cancelled before it was shipped (case 8). */
    boolean isCancelledUnshipped() {
        return isCancelledFirst()
                && !isCancelledUnpaid()
                && shippedAt
                        .filter(shipped -> !shipped.isAfter(cancelledAt.orElseThrow()))
                        .isEmpty();
    }

    private boolean isCancelledFirst() {
        return cancelledAt.isPresent()
                && completedAt
                        .filter(completed -> !completed.isAfter(cancelledAt.get()))
                        .isEmpty();
    }

    /** When it was completed, or cancelled after it was paid; empty: it is not closed, or was cancelled unpaid. */
    Optional<Instant> closedAt() {
        return isCancelledUnpaid() ? Optional.empty() : isCancelledFirst() ? cancelledAt : completedAt;
    }
}
