package dev.bursar.earning;

import dev.bursar.shop.Order;
import dev.bursar.shop.OrderLine;
import dev.bursar.shop.OrderStatus;
import dev.bursar.sql.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts orders together from rows of order and line, which come sorted by both. */
final class OrderRowsReader {

    private final List<DueOrder> orders = new ArrayList<>();
    private final List<OrderLine> lines = new ArrayList<>();
    private @Nullable DueOrder open;

    void row(ResultSet row) throws SQLException {
        long orderId = row.getLong("order_id");
        if (open == null || open.order().orderId() != orderId) {
            close();
            open = order(row, orderId);
        }
        int lineNo = row.getInt("line_no");
        if (!row.wasNull()) {
            lines.add(line(row, lineNo));
        }
    }

    List<DueOrder> orders() {
        close();
        return orders;
    }

    private void close() {
        if (open != null) {
            orders.add(new DueOrder(open.order().withLines(lines), open.memberKnown(), open.storeKnown(), open.mark()));
            lines.clear();
            open = null;
        }
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
                row.getBoolean("store_known"),
                Optional.ofNullable(row.getObject("changed_at", LocalDateTime.class)));
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
