package dev.bursar.coupons;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads uses of coupons, and what became of them so far. */
final class UseRowsReader {

    private static final String SELECT = """
            select u.use_id, u.coupon_id, u.order_id, u.line_no, u.applied_at, u.changed_at is not null as on_work_list,
              x.coupon, x.figures, x.since
            from shop_coupon_use u force index (of_coupon)
            left join outcome x force index (primary) on x.fact_kind = 'COUPON_USE' and x.fact_id = u.use_id
            """;

    private static final KeyedQuery OF_COUPONS = new KeyedQuery(SELECT + "where u.coupon_id in (:keys)", "?");

    private static final KeyedQuery OF_ORDERS =
            new KeyedQuery(SELECT + "where (u.coupon_id, u.order_id) in (:keys)", "(?, ?)");

    private static final KeyedQuery LOCK_OF_COUPONS =
            new KeyedQuery(SELECT + "where u.coupon_id in (:keys) for update", "?");

    private static final KeyedQuery LOCK_OF_ORDERS =
            new KeyedQuery(SELECT + "where (u.coupon_id, u.order_id) in (:keys) for update", "(?, ?)");

    private static final KeyedQuery ORDERS_OF_COUPONS = new KeyedQuery("""
            select coupon_id, order_id
            from shop_coupon_use force index (of_coupon)
            where coupon_id in (:keys)
            group by coupon_id, order_id
            """, "?");

    private final JdbcTemplate jdbc;
    private final boolean locking;
    private final Map<Long, Map<Long, List<CouponUse>>> byCoupon = new HashMap<>();
    private final Map<Long, FactOutcome> outcomes = new HashMap<>();
    private final Set<Long> onWorkList = new HashSet<>();
    private final Set<CouponKey> read = new HashSet<>();

    /** @param locking whether nobody else may change the uses until the transaction ends */
    UseRowsReader(JdbcTemplate jdbc, boolean locking) {
        this.jdbc = jdbc;
        this.locking = locking;
    }

    /** All uses of some coupons. */
    void readOfCoupons(Collection<Long> coupons) {
        (locking ? LOCK_OF_COUPONS : OF_COUPONS)
                .query(
                        jdbc,
                        List.copyOf(new TreeSet<>(coupons)),
                        (cells, id) -> cells.number(id.longValue()),
                        this::row);
    }

    /** The uses of coupons on certain orders, as far as they were not read before. */
    void readOfOrders(Collection<CouponKey> keys) {
        List<CouponKey> missing = new TreeSet<>(keys).stream().filter(read::add).toList();
        (locking ? LOCK_OF_ORDERS : OF_ORDERS)
                .query(
                        jdbc,
                        missing,
                        (cells, key) -> cells.number(key.couponId()).number(key.orderId()),
                        this::row);
    }

    /** For proof: on which orders coupons were used. */
    List<CouponKey> ordersOf(Collection<Long> coupons) {
        List<CouponKey> keys = new ArrayList<>();
        ORDERS_OF_COUPONS.query(
                jdbc,
                List.copyOf(new TreeSet<>(coupons)),
                (cells, id) -> cells.number(id.longValue()),
                row -> keys.add(CouponStore.key(row)));
        return keys;
    }

    private void row(ResultSet row) throws SQLException {
        long use = row.getLong("use_id");
        long order = row.getLong("order_id");
        byCoupon.computeIfAbsent(row.getLong("coupon_id"), key -> new TreeMap<>())
                .computeIfAbsent(order, key -> new ArrayList<>(2))
                .add(new CouponUse(use, order, row.getInt("line_no"), Cells.instant(row, "applied_at")));
        OutcomeStore.maybeCoupon(row, Fact.couponUse(use)).ifPresent(outcome -> outcomes.put(use, outcome));
        if (row.getBoolean("on_work_list")) {
            onWorkList.add(use);
        }
    }

    /** By order. */
    Map<Long, List<CouponUse>> of(long coupon) {
        return byCoupon.getOrDefault(coupon, Map.of());
    }

    /** By the number of the use. */
    Map<Long, FactOutcome> outcomes() {
        return outcomes;
    }

    boolean isOnWorkList(CouponUse use) {
        return onWorkList.contains(use.useId());
    }

    Set<Long> orders() {
        Set<Long> orders = new TreeSet<>();
        byCoupon.values().forEach(uses -> orders.addAll(uses.keySet()));
        return orders;
    }
}
