package dev.bursar.refunds;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Decision;
import dev.bursar.ledger.DecisionStore;
import dev.bursar.ledger.Dispute;
import dev.bursar.ledger.DisputeStore;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.FullRefundStore;
import dev.bursar.ledger.LineUnits;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Reason;
import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.RefundStatus;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads orders with all that their refunds are judged by, with one statement per table. */
final class RefundCaseReader {

    private static final KeyedQuery ORDERS = new KeyedQuery("""
            select o.order_id, o.member_id, o.store_id, o.currency, o.status, o.line_count, o.paid_at, o.shipped_at,
              o.cancelled_at, o.shipping, l.line_no, l.price, l.paid
            from shop_order o force index (primary)
            left join shop_order_line l force index (primary) on l.order_id = o.order_id
            where o.order_id in (:keys)
            """, "?");

    private static final KeyedQuery REFUNDS = new KeyedQuery("""
            select r.refund_id, r.order_id, r.line_count, r.status, r.opened_at, r.decided_at, r.reversed_at, r.currency,
              r.shipping_cash, x.coins, x.points, x.spending, x.coupon, x.figures, x.since, l.line_no,
              l.currency as line_currency, l.amount, l.cash
            from shop_refund r force index (of_order)
            left join shop_refund_line l force index (primary) on l.refund_id = r.refund_id
            left join outcome x force index (primary) on x.fact_kind = 'REFUND' and x.fact_id = r.refund_id
            where r.order_id in (:keys)
            """, "?");

    private static final KeyedQuery SPENT =
            new KeyedQuery("""
            select r.order_id, s.redemption_id, s.member_id, s.programme_id, s.units, s.effective_at, s.line_units
            from shop_redemption r force index (of_order)
            join spending s force index (primary) on s.redemption_id = r.redemption_id
            join outcome x force index (primary) on x.fact_kind = 'REDEMPTION' and x.fact_id = r.redemption_id
            where x.spending in (%d, %d) and r.order_id in (:keys)
            """.formatted(Reason.SPENT.code(), Reason.CHANGED_AFTER_POSTING.code()), "?");

    private final JdbcTemplate jdbc;
    private final OutcomeStore outcomes;
    private final DecisionStore decisions;
    private final DisputeStore disputes;
    private final FullRefundStore fullRefunds;

    RefundCaseReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.outcomes = new OutcomeStore(jdbc);
        this.decisions = new DecisionStore(jdbc);
        this.disputes = new DisputeStore(jdbc);
        this.fullRefunds = new FullRefundStore(jdbc);
    }

    /** @return one case for each order, in their order */
    List<RefundCase> read(List<Long> orders) {
        Map<Long, RefundedOrder> found = orders(orders);
        Map<Long, List<ShopRefund>> refunds = refunds(orders);
        Map<Long, List<Subject>> spent = spent(orders);
        Map<Long, Instant> full = fullRefunds.of(orders);
        Map<Fact, FactOutcome> outcomeOf =
                outcomes.of(orders.stream().map(Fact::order).toList());
        TreeSet<Fact> facts = new TreeSet<>();
        orders.forEach(order -> facts.add(Fact.order(order)));
        refunds.values().forEach(some -> some.forEach(refund -> facts.add(refund.fact())));
        Map<Fact, List<Decision>> decided = decisions.ofFacts(facts);
        Map<Long, List<Dispute>> held = disputes.ofRefunds(refunds.values().stream()
                .flatMap(List::stream)
                .map(ShopRefund::refundId)
                .toList());
        List<RefundCase> cases = new ArrayList<>(orders.size());
        for (long order : orders) {
            List<ShopRefund> of = refunds.getOrDefault(order, List.of());
            List<Decision> decisionsOf = new ArrayList<>(decided.getOrDefault(Fact.order(order), List.of()));
            List<Dispute> disputesOf = new ArrayList<>();
            for (ShopRefund refund : of) {
                decisionsOf.addAll(decided.getOrDefault(refund.fact(), List.of()));
                disputesOf.addAll(held.getOrDefault(refund.refundId(), List.of()));
            }
            cases.add(new RefundCase(
                    order,
                    Optional.ofNullable(found.get(order)),
                    Optional.ofNullable(outcomeOf.get(Fact.order(order))),
                    of,
                    spent.getOrDefault(order, List.of()),
                    decisionsOf,
                    disputesOf,
                    Optional.ofNullable(full.get(order))));
        }
        return cases;
    }

    private Map<Long, RefundedOrder> orders(List<Long> ids) {
        Map<Long, RefundedOrder> orders = new HashMap<>();
        Map<Long, List<RefundedOrder.Line>> lines = new HashMap<>();
        ORDERS.query(jdbc, ids, (cells, id) -> cells.number(id.longValue()), row -> {
            long id = row.getLong("order_id");
            if (!orders.containsKey(id)) {
                orders.put(id, order(row, id));
            }
            int lineNo = row.getInt("line_no");
            if (!row.wasNull()) {
                lines.computeIfAbsent(id, order -> new ArrayList<>(4))
                        .add(new RefundedOrder.Line(lineNo, row.getLong("price"), row.getLong("paid")));
            }
        });
        lines.forEach((id, some) -> orders.computeIfPresent(id, (same, order) -> order.withLines(some)));
        return orders;
    }

    private static RefundedOrder order(ResultSet row, long id) throws SQLException {
        return new RefundedOrder(
                id,
                Cells.maybeNumber(row, "member_id"),
                row.getLong("store_id"),
                row.getString("currency"),
                OrderStatus.valueOf(row.getString("status")),
                row.getInt("line_count"),
                Optional.ofNullable(Cells.maybeInstant(row, "paid_at")),
                Optional.ofNullable(Cells.maybeInstant(row, "shipped_at")),
                Optional.ofNullable(Cells.maybeInstant(row, "cancelled_at")),
                row.getLong("shipping"),
                List.of());
    }

    private record Header(ShopRefund refund, List<ShopRefund.Line> lines) {}

    /** By order; each order's by id. */
    private Map<Long, List<ShopRefund>> refunds(List<Long> orders) {
        Map<Long, Header> headers = new LinkedHashMap<>();
        REFUNDS.query(jdbc, orders, (cells, id) -> cells.number(id.longValue()), row -> {
            long id = row.getLong("refund_id");
            Header header = headers.get(id);
            if (header == null) {
                header = new Header(refund(row, id), new ArrayList<>(4));
                headers.put(id, header);
            }
            int lineNo = row.getInt("line_no");
            if (!row.wasNull()) {
                header.lines()
                        .add(new ShopRefund.Line(
                                lineNo, row.getString("line_currency"), row.getLong("amount"), row.getLong("cash")));
            }
        });
        Map<Long, List<ShopRefund>> refunds = new HashMap<>();
        headers.values().stream()
                .map(header -> header.refund().withLines(header.lines()))
                .sorted(Comparator.comparingLong(ShopRefund::refundId))
                .forEach(refund -> refunds.computeIfAbsent(refund.orderId(), id -> new ArrayList<>())
                        .add(refund));
        return refunds;
    }

    private static ShopRefund refund(ResultSet row, long id) throws SQLException {
        return new ShopRefund(
                id,
                row.getLong("order_id"),
                row.getInt("line_count"),
                RefundStatus.valueOf(row.getString("status")),
                Cells.instant(row, "opened_at"),
                Optional.ofNullable(Cells.maybeInstant(row, "decided_at")),
                Optional.ofNullable(Cells.maybeInstant(row, "reversed_at")),
                row.getString("currency"),
                row.getLong("shipping_cash"),
                List.of(),
                OutcomeStore.maybeAll(row, Fact.refund(id)));
    }

    /** By order; each order's by redemption. */
    private Map<Long, List<Subject>> spent(List<Long> orders) {
        Map<Long, List<Subject>> spent = new HashMap<>();
        SPENT.query(
                jdbc,
                orders,
                (cells, id) -> cells.number(id.longValue()),
                row -> spent.computeIfAbsent(row.getLong("order_id"), id -> new ArrayList<>(2))
                        .add(new Subject(
                                new AccountKey(row.getLong("member_id"), row.getLong("programme_id")),
                                LotKey.base(Fact.redemption(row.getLong("redemption_id"))),
                                row.getLong("units"),
                                Cells.instant(row, "effective_at"),
                                LineUnits.read(row.getString("line_units")))));
        return spent;
    }
}
