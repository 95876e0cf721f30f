package dev.bursar.earning;

import dev.bursar.ledger.Fact;
import dev.bursar.shop.Marks;
import dev.bursar.shop.Order;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * An order that is to be judged: on the work list, or once more for proof.
 *
 * @param mark what its {@code changed_at} was when it was read; empty: it is not on the list
 */
record DueOrder(Order order, boolean memberKnown, boolean storeKnown, Optional<LocalDateTime> mark) {

    /** Guests come first, as 0. */
    long memberOrGuest() {
        return order.member().orElse(0);
    }

    Fact fact() {
        return Fact.order(order.orderId());
    }

    /** The mark with the order that bears it. */
    Optional<Marks.OrderMark> orderMark() {
        return mark.map(at -> new Marks.OrderMark(order.orderId(), at));
    }
}
