package dev.bursar.earning;

import dev.bursar.ledger.Fact;
import dev.bursar.shop.Order;
import java.time.LocalDateTime;

/**
 * An order on the work list.
 *
 * @param mark what its {@code changed_at} was when it was read
 */
record DueOrder(Order order, boolean memberKnown, boolean storeKnown, LocalDateTime mark) {

    /** Guests come first, as 0. */
    long memberOrGuest() {
        return order.member().orElse(0);
    }

    Fact fact() {
        return Fact.order(order.orderId());
    }
}
