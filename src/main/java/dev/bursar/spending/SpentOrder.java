package dev.bursar.spending;

import dev.bursar.shop.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The order that units were spent on, with the lines that have arrived ({@code docs/intake.md}, orders).
 *
 * @param member      the buyer; empty for a guest
 * @param currency    ISO 4217, of all amounts
 * @param lineCount   how many lines it has in all
 * @param paidAt      UTC
 * @param cancelledAt UTC
 */
record SpentOrder(
        long orderId,
        OptionalLong member,
        long storeId,
        String currency,
        OrderStatus status,
        int lineCount,
        Optional<Instant> paidAt,
        Optional<Instant> cancelledAt,
        List<Line> lines) {

    SpentOrder {
        lines = List.copyOf(lines);
    }

    /** One line; money in minor units and for the whole line. */
    record Line(
            int lineNo, long price, long couponDiscount, long coinDiscount, long pointDiscount, boolean acceptsCoins) {

        /** What units took off it: coins, or else points. */
        long discount(boolean coins) {
            return coins ? coinDiscount : pointDiscount;
        }
    }

    SpentOrder withLines(List<Line> arrived) {
        return new SpentOrder(orderId, member, storeId, currency, status, lineCount, paidAt, cancelledAt, arrived);
    }

    boolean isWhole() {
        return lines.size() >= lineCount;
    }

    boolean isCancelled() {
        return status == OrderStatus.CANCELLED || cancelledAt.isPresent();
    }

    /** Whether it is paid; some shops report the status alone. */
    boolean isPaid() {
        return paidAt.isPresent()
                || status == OrderStatus.PAID
                || status == OrderStatus.SHIPPED
                || status == OrderStatus.COMPLETED;
    }
}
