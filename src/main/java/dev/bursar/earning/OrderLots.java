package dev.bursar.earning;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.LotTerms;
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
        Fact fact = Fact.order(order.orderId());
        return earned.lots().stream()
                .map(lot -> new Movement.Credit(fact, lot.part(), at, lot.units(), terms(lot, earned.policyVersion())))
                .toList();
    }

    private static LotTerms terms(Award.Lot lot, int policyVersion) {
        return new LotTerms(
                lot.availableAt(),
                lot.endsAt(),
                lot.funder(),
                lot.part() == 0 ? Origin.PURCHASE : Origin.PROMOTION,
                policyVersion,
                lot.lineUnits());
    }
}
