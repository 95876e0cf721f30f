package dev.bursar.earning;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.shop.Order;
import dev.bursar.shop.OrderStatus;
import java.util.Optional;

/**
 * An order that is to be judged: on the work list, or once more for proof.
 *
 * @param onWorkList whether the order has changed since it was judged, or never was
 * @param lookedAt   whether it was judged, or what was redeemed on it is settled
 * @param before     what became of it so far; empty: nothing
 */
record DueOrder(Order order, boolean memberKnown, boolean onWorkList, boolean lookedAt, Optional<FactOutcome> before) {

    /** More lines than it says: they came after it was judged, or it is to be told as an exception. */
    boolean hasTooManyLines() {
        return order.lines().size() > order.lineCount();
    }

    /** It has changed before it is completed or cancelled, and only matters to what was redeemed on it. */
    boolean isUnderWay() {
        return before.isEmpty()
                && order.status() != OrderStatus.COMPLETED
                && order.status() != OrderStatus.CANCELLED
                && order.completedAt() == null;
    }

    Fact fact() {
        return Fact.order(order.orderId());
    }
}
