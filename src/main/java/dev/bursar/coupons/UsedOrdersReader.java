package dev.bursar.coupons;

import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.RefundStatus;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads orders with their lines, checkouts and refunds. */
final class UsedOrdersReader {

    private static final KeyedQuery ORDERS = new KeyedQuery("""
            select o.order_id, o.member_id, o.store_id, o.currency, o.line_count, o.checkout_order_count,
              o.combined_checkout_id, o.shipping, o.status, o.paid_at, o.shipped_at, o.completed_at, o.cancelled_at,
              o.due_shard is not null as on_work_list, l.line_no, l.price, l.regular_price
            from shop_order o force index (primary)
            left join shop_order_line l force index (primary) on l.order_id = o.order_id
            where o.order_id in (:keys)
            """, "?");

    private static final KeyedQuery CHECKOUTS = new KeyedQuery("""
            select combined_checkout_id, order_id
            from shop_order force index (combined_checkout)
            where combined_checkout_id in (:keys)
            """, "?");

    private static final KeyedQuery REFUNDS = new KeyedQuery("""
            select r.refund_id, r.order_id, r.status, r.opened_at, r.decided_at, r.reversed_at, r.currency, r.line_count,
              r.shipping_cash, r.coupons_changed_at is not null as on_work_list, l.line_no, l.amount
            from shop_refund r force index (of_order)
            left join shop_refund_line l force index (primary) on l.refund_id = r.refund_id
            where r.order_id in (:keys)
            """, "?");

    private final JdbcTemplate jdbc;
    private final Map<Long, Row> orders = new HashMap<>();
    private final Map<Long, SortedSet<Long>> checkouts = new HashMap<>();
    private final Map<Long, Map<Long, RefundRow>> refunds = new HashMap<>();
    private final Set<Long> onWorkList = new HashSet<>();

    UsedOrdersReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(UsedOrder order, int checkoutOrders, List<UsedOrder.Line> lines) {}

    private record RefundRow(CouponRefund refund, List<CouponRefund.Line> lines) {}

    /** Orders as far as they were not read before, and which others their checkouts made. */
    void readOrders(Collection<Long> ids) {
        List<Long> missing = new TreeSet<>(ids)
                .stream().filter(id -> !orders.containsKey(id)).toList();
        ORDERS.query(jdbc, missing, (cells, id) -> cells.number(id.longValue()), this::orderRow);
        Set<Long> unseen = new TreeSet<>();
        for (long id : missing) {
            order(id).ifPresent(order -> order.checkout().ifPresent(unseen::add));
        }
        unseen.removeAll(checkouts.keySet());
        CHECKOUTS.query(
                jdbc,
                List.copyOf(unseen),
                (cells, id) -> cells.number(id.longValue()),
                row -> checkouts
                        .computeIfAbsent(row.getLong("combined_checkout_id"), key -> new TreeSet<>())
                        .add(row.getLong("order_id")));
    }

    void readRefunds(Collection<Long> ids) {
        REFUNDS.query(
                jdbc, List.copyOf(new TreeSet<>(ids)), (cells, id) -> cells.number(id.longValue()), this::refundRow);
    }

    /** The orders that the same checkout made, as far as they have arrived; at least the order itself. */
    SortedSet<Long> together(long id) {
        return order(id).stream()
                .flatMapToLong(order -> order.checkout().stream())
                .mapToObj(checkout -> checkouts.getOrDefault(checkout, new TreeSet<>()))
                .findFirst()
                .orElseGet(() -> new TreeSet<>(Set.of(id)));
    }

    /** Without checkout, lines and refunds. */
    private Optional<UsedOrder> order(long id) {
        return Optional.ofNullable(orders.get(id)).map(Row::order);
    }

    /** @return empty: it has not arrived */
    Optional<UsedOrder> find(long id) {
        return Optional.ofNullable(orders.get(id)).map(row -> {
            UsedOrder order = row.order();
            SortedSet<Long> together = together(id);
            return new UsedOrder(
                    id,
                    order.member(),
                    order.storeId(),
                    order.currency(),
                    order.lineCount(),
                    order.checkout(),
                    together.first(),
                    order.checkout().isPresent() ? Math.max(0, row.checkoutOrders() - together.size()) : 0,
                    order.shipping(),
                    order.paidAt(),
                    order.shippedAt(),
                    order.completedAt(),
                    order.cancelledAt(),
                    order.untimed(),
                    row.lines().stream()
                            .sorted((one, other) -> Integer.compare(one.lineNo(), other.lineNo()))
                            .toList(),
                    refunds(id));
        });
    }

    /** Whether the order or a refund of it has changed, and nobody has told its coupons yet. */
    boolean isOnWorkList(long order) {
        return onWorkList.contains(order);
    }

    private List<CouponRefund> refunds(long order) {
        return refunds.getOrDefault(order, Map.of()).values().stream()
                .map(row -> {
                    CouponRefund refund = row.refund();
                    return new CouponRefund(
                            refund.refundId(),
                            refund.status(),
                            refund.openedAt(),
                            refund.decidedAt(),
                            refund.reversedAt(),
                            refund.currency(),
                            refund.lineCount(),
                            refund.shippingCash(),
                            row.lines().stream()
                                    .sorted((one, other) -> Integer.compare(one.lineNo(), other.lineNo()))
                                    .toList());
                })
                .toList();
    }

    private void orderRow(ResultSet row) throws SQLException {
        long id = row.getLong("order_id");
        Row found = orders.get(id);
        if (found == null) {
            found = new Row(order(row, id), row.getInt("checkout_order_count"), new ArrayList<>(4));
            orders.put(id, found);
            if (row.getBoolean("on_work_list")) {
                onWorkList.add(id);
            }
        }
        int line = row.getInt("line_no");
        if (!row.wasNull()) {
            found.lines().add(new UsedOrder.Line(line, row.getLong("price"), row.getBoolean("regular_price")));
        }
    }

    private static UsedOrder order(ResultSet row, long id) throws SQLException {
        OrderStatus status = OrderStatus.valueOf(row.getString("status"));
        Optional<Instant> completed = Optional.ofNullable(Cells.maybeInstant(row, "completed_at"));
        Optional<Instant> cancelled = Optional.ofNullable(Cells.maybeInstant(row, "cancelled_at"));
        boolean isCancelled = status == OrderStatus.CANCELLED;
        boolean isCompleted = status == OrderStatus.COMPLETED;
        return new UsedOrder(
                id,
                Cells.maybeNumber(row, "member_id"),
                row.getLong("store_id"),
                row.getString("currency"),
                row.getInt("line_count"),
                Cells.maybeNumber(row, "combined_checkout_id"),
                id,
                0,
                row.getLong("shipping"),
                Optional.ofNullable(Cells.maybeInstant(row, "paid_at")),
                Optional.ofNullable(Cells.maybeInstant(row, "shipped_at")),
                isCompleted || isCancelled ? completed : Optional.empty(),
                isCancelled ? cancelled : Optional.empty(),
                isCompleted && completed.isEmpty() || isCancelled && cancelled.isEmpty(),
                List.of(),
                List.of());
    }

    private void refundRow(ResultSet row) throws SQLException {
        long id = row.getLong("refund_id");
        long order = row.getLong("order_id");
        Map<Long, RefundRow> ofOrder = refunds.computeIfAbsent(order, key -> new TreeMap<>());
        RefundRow found = ofOrder.get(id);
        if (found == null) {
            found = new RefundRow(refund(row, id), new ArrayList<>(4));
            ofOrder.put(id, found);
            if (row.getBoolean("on_work_list")) {
                onWorkList.add(order);
            }
        }
        int line = row.getInt("line_no");
        if (!row.wasNull()) {
            found.lines().add(new CouponRefund.Line(line, row.getLong("amount")));
        }
    }

    private static CouponRefund refund(ResultSet row, long id) throws SQLException {
        return new CouponRefund(
                id,
                RefundStatus.valueOf(row.getString("status")),
                Cells.instant(row, "opened_at"),
                Optional.ofNullable(Cells.maybeInstant(row, "decided_at")),
                Optional.ofNullable(Cells.maybeInstant(row, "reversed_at")),
                row.getString("currency"),
                row.getInt("line_count"),
                row.getLong("shipping_cash"),
                List.of());
    }
}
