package dev.bursar.refunds;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.LotKey;
import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.RefundStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Order 42 of member 7 in USD, paid on 1 December, with refunds of it. */
final class ARefundedOrder {

    static final AccountKey COINS = AccountKey.coins(7);
    static final Instant PAID = at(1);

    private final List<RefundedOrder.Line> lines = new ArrayList<>();
    private OrderStatus status = OrderStatus.COMPLETED;
    private Optional<Instant> paid = Optional.of(PAID);
    private Optional<Instant> shipped = Optional.empty();
    private Optional<Instant> cancelled = Optional.empty();
    private int missing;

    /** @return a day of December */
    static Instant at(int day) {
        return Instant.parse("2026-12-%02dT20:00:00Z".formatted(day));
    }

    static ARefundedOrder anOrder() {
        return new ARefundedOrder();
    }

    ARefundedOrder line(long price) {
        lines.add(new RefundedOrder.Line(lines.size() + 1, price, price));
        return this;
    }

    ARefundedOrder missing(int count) {
        missing = count;
        return this;
    }

    ARefundedOrder unpaid() {
        paid = Optional.empty();
        return this;
    }

    ARefundedOrder shippedOn(int day) {
        shipped = Optional.of(at(day));
        return this;
    }

    ARefundedOrder cancelledOn(int day) {
        status = OrderStatus.CANCELLED;
        cancelled = Optional.of(at(day));
        return this;
    }

    RefundedOrder build() {
        return new RefundedOrder(
                42, OptionalLong.of(7), 1, "USD", status, lines.size() + missing, paid, shipped, cancelled, 0, lines);
    }

    /** Of line 1. */
    static ShopRefund granted(long id, int day, long amount) {
        return refund(id, RefundStatus.GRANTED, day, new ShopRefund.Line(1, "USD", amount, 0));
    }

    static ShopRefund refund(long id, RefundStatus status, int day, ShopRefund.Line... lines) {
        return new ShopRefund(
                id,
                42,
                lines.length,
                status,
                at(day),
                status == RefundStatus.OPEN ? Optional.empty() : Optional.of(at(day)),
                status == RefundStatus.REVERSED ? Optional.of(at(day + 2)) : Optional.empty(),
                "USD",
                0,
                List.of(lines),
                Optional.empty());
    }

    static Event event(long refund, int day, int line, long amount) {
        TreeMap<Integer, Long> amounts = new TreeMap<>();
        amounts.put(line, amount);
        return new Event(Fact.refund(refund), at(day), amounts);
    }

    /** Units of a redemption on the order, by line from line 1 on. */
    static Subject spent(long... byLine) {
        return subject(LotKey.base(Fact.redemption(5)), byLine);
    }

    /** Units that the order earned, by line from line 1 on. */
    static Subject earned(long... byLine) {
        return subject(LotKey.base(Fact.order(42)), byLine);
    }

    static Subject bonus(long units) {
        return new Subject(COINS, new LotKey(Fact.order(42), 4), units, PAID, new TreeMap<>());
    }

    private static Subject subject(LotKey key, long... byLine) {
        TreeMap<Integer, Long> units = new TreeMap<>();
        long sum = 0;
        for (int i = 0; i < byLine.length; i++) {
            units.put(i + 1, byLine[i]);
            sum += byLine[i];
        }
        return new Subject(COINS, key, sum, PAID, units);
    }
}
