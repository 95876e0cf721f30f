package dev.bursar.earning;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.Origin;
import dev.bursar.ledger.Purpose;
import dev.bursar.shop.Order;
import java.time.Instant;
import java.util.List;

/** What an order's award becomes in the ledger. */
final class OrderLots {

    private OrderLots() {}

    static AccountKey account(Order order, Purpose purpose) {
        long member = order.member().orElseThrow();
        return purpose == Purpose.COINS ? AccountKey.coins(member) : AccountKey.points(member, order.storeId());
    }

    /** @param at UTC; when it counts as earned: its own time, or for a late one the edge of the grace */
    static List<Movement.Credit> credits(Order order, Award.Earned earned, Instant at) {
        return AwardLots.credits(Fact.order(order.orderId()), earned, Origin.PURCHASE, at);
    }
}
