package dev.bursar.refunds;

import dev.bursar.shop.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The order that refunds are of, with the lines that have arrived ({@code docs/intake.md}, orders). Times are UTC, money is
 * in minor units of its currency.
 *
 * @param member    the buyer; empty for a guest
 * @param currency  ISO 4217, of all amounts
 * @param lineCount how many lines it has in all
 * @param shipping  what shipping cost
 */
record RefundedOrder(
        long orderId,
        OptionalLong member,
        long storeId,
        String currency,
        OrderStatus status,
        int lineCount,
        Optional<Instant> paidAt,
        Optional<Instant> shippedAt,
        Optional<Instant> cancelledAt,
        long shipping,
        List<Line> lines) {

    RefundedOrder {
        lines = List.copyOf(lines);
    }

    /**
     * One line, as a whole.
     *
     * @param paid in money
     */
    record Line(int lineNo, long price, long paid) {}

    RefundedOrder withLines(List<Line> arrived) {
        return new RefundedOrder(
                orderId,
                member,
                storeId,
                currency,
                status,
                lineCount,
                paidAt,
                shippedAt,
                cancelledAt,
                shipping,
                arrived);
    }

    boolean isWhole() {
        return lines.size() >= lineCount;
    }

    private boolean isCancelled() {
        return status == OrderStatus.CANCELLED || cancelledAt.isPresent();
    }

    /** Cancelled unpaid: nothing was ever spent on it or earned by it. */
    boolean wasNeverPaid() {
        return isCancelled() && paidAt.isEmpty();
    }

    /**
     * When it was cancelled between payment and shipping, which counts as a full refund ({@code docs/rules.md} §5, case 8).
     *
     * @param asOf UTC; what happens from then on has not happened yet
     */
    Optional<Instant> cancelledBeforeShipping(Instant asOf) {
        return cancelledAt
                .filter(asOf::isAfter)
                .filter(at -> paidAt.isPresent())
                .filter(at -> shippedAt.filter(shipped -> !shipped.isAfter(at)).isEmpty());
    }

    /** Whether it is paid and cancelled but does not say when. */
    boolean lacksItsCancellation() {
        return status == OrderStatus.CANCELLED && cancelledAt.isEmpty() && paidAt.isPresent() && shippedAt.isEmpty();
    }
}
