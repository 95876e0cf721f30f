package dev.bursar.shop;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An order as the shop reported it, with the lines that have arrived so far ({@code docs/intake.md}, orders).
 *
 * @param orderId            1 and up
 * @param checkoutId         the checkout that the order came from, if the shop reported one
 * @param checkoutOrderCount how many orders that checkout made; 1 unless it was combined over several stores
 * @param member             the buyer; empty for a guest
 * @param currency           ISO 4217
 * @param lineCount          how many lines the order has in all, whether or not they have arrived
 * @param event              the promotion day's name, if any
 * @param completedAt        UTC instant; set once the order is COMPLETED
 * @param lines              those that have arrived, by ascending line number
 */
public record Order(
        long orderId,
        OptionalLong checkoutId,
        int checkoutOrderCount,
        OptionalLong member,
        long storeId,
        String currency,
        int lineCount,
        @Nullable String event,
        OrderStatus status,
        @Nullable Instant completedAt,
        List<OrderLine> lines) {

    public Order {
        lines = List.copyOf(lines);
    }

    public Order withLines(List<OrderLine> arrived) {
        return new Order(
                orderId,
                checkoutId,
                checkoutOrderCount,
                member,
                storeId,
                currency,
                lineCount,
                event,
                status,
                completedAt,
                arrived);
    }
}
