package dev.bursar.earning;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.shop.Order;
import dev.bursar.shop.OrderLine;
import dev.bursar.shop.OrderStatus;
import dev.bursar.sql.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts orders together from rows of order, line and outcome, in any order. */
final class OrderRowsReader {

    /** What is read of an order {@code o} and its line {@code l}. */
    static final String COLUMNS = """
            o.order_id, o.checkout_id, o.checkout_order_count, o.member_id, o.store_id, o.currency, o.line_count, o.event,
              o.status, o.completed_at, o.changed_at is not null as on_work_list, o.judged,
              l.line_no, l.product_id, l.category, l.currency as line_currency, l.quantity, l.price, l.coupon_discount,
              l.coin_discount, l.point_discount, l.paid, l.coin_reward, l.accepts_coins, l.earns_points, l.regular_price
            """;

    private static final Comparator<OrderLine> BY_NUMBER = Comparator.comparingInt(OrderLine::lineNo);

    private final Map<Long, Found> found = new LinkedHashMap<>();

    /** An order without its lines, and those of its lines that were read so far. */
    private record Found(DueOrder order, List<OrderLine> lines) {

        DueOrder whole() {
            lines.sort(BY_NUMBER);
            return new DueOrder(
                    order.order().withLines(lines),
                    order.memberKnown(),
                    order.onWorkList(),
                    order.lookedAt(),
                    order.before());
        }
    }

    void row(ResultSet row) throws SQLException {
        long orderId = row.getLong("order_id");
        Found order = found.get(orderId);
        if (order == null) {
            order = new Found(order(row, orderId), new ArrayList<>(4));
            found.put(orderId, order);
        }
        int lineNo = row.getInt("line_no");
        if (!row.wasNull()) {
            order.lines().add(line(row, lineNo));
        }
    }

    /** In the order in which they were met. */
    List<DueOrder> orders() {
        return found.values().stream().map(Found::whole).toList();
    }

    private static DueOrder order(ResultSet row, long orderId) throws SQLException {
        Order order = new Order(
                orderId,
                Cells.maybeNumber(row, "checkout_id"),
                row.getInt("checkout_order_count"),
                Cells.maybeNumber(row, "member_id"),
                row.getLong("store_id"),
                row.getString("currency"),
                row.getInt("line_count"),
                row.getString("event"),
                OrderStatus.valueOf(row.getString("status")),
                Cells.maybeInstant(row, "completed_at"),
                List.of());
        return new DueOrder(
                order,
                row.getBoolean("member_known"),
                row.getBoolean("on_work_list"),
                row.getBoolean("judged"),
                OutcomeStore.maybe(row, Fact.order(orderId)));
    }

    private static OrderLine line(ResultSet row, int lineNo) throws SQLException {
        return new OrderLine(
                lineNo,
                row.getLong("product_id"),
                row.getString("category"),
                row.getString("line_currency"),
                row.getLong("quantity"),
                row.getLong("price"),
                row.getLong("coupon_discount"),
                row.getLong("coin_discount"),
                row.getLong("point_discount"),
                row.getLong("paid"),
                Cells.maybeNumber(row, "coin_reward"),
                row.getBoolean("accepts_coins"),
                row.getBoolean("earns_points"),
                row.getBoolean("regular_price"));
    }
}
