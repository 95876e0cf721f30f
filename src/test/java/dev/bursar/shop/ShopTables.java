package dev.bursar.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes facts straight into the shop's tables, as a shop does that replicates its own. */
public final class ShopTables {

    private static final LocalDateTime UPDATED = LocalDateTime.of(2026, 11, 20, 0, 0);

    private final JdbcClient jdbc;

    public ShopTables(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    public void store(long store) {
        jdbc.sql("insert into shop_store (store_id, name, updated_at) values (?, ?, ?)")
                .params(store, "Store " + store, UPDATED)
                .update();
    }

    /** Terms in USD. */
    public void terms(long store, String validFrom, boolean takesPart, String unitsPerUnit) {
        jdbc.sql("""
                        insert into shop_store_terms (store_id, valid_from, takes_part, currency, units_per_unit, point_value, updated_at)
                        values (?, ?, ?, 'USD', ?, 0.01, ?)
                        """)
                .params(store, validFrom, takesPart, new BigDecimal(unitsPerUnit), UPDATED)
                .update();
    }

    public void member(long member) {
        jdbc.sql("""
                        insert into shop_member (member_id, email, language, time_zone, registered_at, mail_opt_out, updated_at)
                        values (?, concat('m', ?, '@example.com'), 'en', 'America/Los_Angeles', ?, false, ?)
                        """).params(member, member, UPDATED.minusYears(10), UPDATED).update();
    }

    /** A completed order of store 1 in USD; {@code member} 0 is a guest. */
    public AnInsertedOrder order(long order, long member, String completedAt) {
        return new AnInsertedOrder(order, member, Instant.parse(completedAt));
    }

    /** A line that arrives by itself, in USD. */
    public void line(long order, int number, String paid) {
        long cents = new BigDecimal(paid).movePointRight(2).longValueExact();
        insertLine(order, number, cents, cents, UPDATED);
    }

    /** A review by a member of a line of an order; {@code removedAt} may be null. */
    public void review(long review, long member, long order, int line, String at, @Nullable String removedAt) {
        jdbc.sql("""
                        insert into shop_review (review_id, order_id, line_no, member_id, published_at, removed_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(review)
                .param(order)
                .param(line)
                .param(member)
                .param(utc(at))
                .param(removedAt == null ? null : utc(removedAt))
                .param(UPDATED)
                .update();
    }

    /** A check-in for the platform. */
    public void checkIn(long activity, long member, String at) {
        activity(activity, member, "CHECK_IN", null, 0, at);
    }

    /** Any activity but a referral; store 0: for the platform. */
    public void activity(long activity, long member, String kind, @Nullable String name, long store, String at) {
        activity(activity, member, kind, name, store == 0 ? null : store, null, at);
    }

    /** A referral; store 0: for the platform. */
    public void referral(long activity, long member, long friend, long store, String at) {
        activity(activity, member, "REFERRAL", null, store == 0 ? null : store, friend, at);
    }

    private void activity(
            long activity,
            long member,
            String kind,
            @Nullable String name,
            @Nullable Long store,
            @Nullable Long friend,
            String at) {
        jdbc.sql("""
                        insert into shop_activity (activity_id, member_id, kind, name, store_id, friend_id, occurred_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(activity)
                .param(member)
                .param(kind)
                .param(name)
                .param(store)
                .param(friend)
                .param(utc(at))
                .param(UPDATED)
                .update();
    }

    private static LocalDateTime utc(String instant) {
        return LocalDateTime.ofInstant(Instant.parse(instant), ZoneOffset.UTC);
    }

    /** Units spent on an order, in USD; store 0: coins. */
    public void redemption(long redemption, long order, long member, long store, long units, String at) {
        jdbc.sql("""
                        insert into shop_redemption (redemption_id, order_id, member_id, store_id, units, currency, discount,
                          redeemed_at, updated_at)
                        values (?, ?, ?, ?, ?, 'USD', ?, ?, ?)
                        """)
                .param(redemption)
                .param(order)
                .param(member)
                .param(store == 0 ? null : store)
                .param(units)
                .param(units)
                .param(LocalDateTime.ofInstant(Instant.parse(at), ZoneOffset.UTC))
                .param(UPDATED)
                .update();
    }

    /** A line of which coins or points paid a part; amounts in cents, one coin or point is a cent. */
    public void discountedLine(long order, int number, long price, long coins, long points) {
        jdbc.sql("""
                        insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
                          coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
                        values (?, ?, 1, 'USD', 1, ?, 0, ?, ?, ?, true, false, true, ?)
                        """)
                .params(order, number, price, coins, points, price - coins - points, UPDATED)
                .update();
    }

    /** An order of store 1 that was placed; nothing else has happened to it so far. */
    public void placedOrder(long order, long member, int lines) {
        jdbc.sql("""
                        insert into shop_order (order_id, checkout_order_count, member_id, store_id, currency, line_count,
                          status, placed_at, shipping, updated_at)
                        values (?, 1, ?, 1, 'USD', ?, 'PLACED', ?, 0, ?)
                        """)
                .params(order, member, lines, UPDATED.minusYears(10), UPDATED)
                .update();
    }

    public void paid(long order, String at) {
        jdbc.sql("update shop_order set status = 'PAID', paid_at = ? where order_id = ?")
                .params(LocalDateTime.ofInstant(Instant.parse(at), ZoneOffset.UTC), order)
                .update();
    }

    public void cancelled(long order, String at) {
        jdbc.sql("update shop_order set status = 'CANCELLED', cancelled_at = ? where order_id = ?")
                .params(LocalDateTime.ofInstant(Instant.parse(at), ZoneOffset.UTC), order)
                .update();
    }

    /**
     * A refund in USD; the times that have not come are null.
     *
     * @param lines how many it has in all
     */
    public void refund(
            long refund,
            long order,
            int lines,
            String status,
            String openedAt,
            @Nullable String decidedAt,
            @Nullable String reversedAt) {
        jdbc.sql("""
                        insert into shop_refund (refund_id, order_id, line_count, status, opened_at, decided_at, reversed_at,
                          currency, shipping_cash, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'USD', 0, ?)
                        on duplicate key update
                          status = values(status), decided_at = values(decided_at), reversed_at = values(reversed_at),
                          line_count = values(line_count)
                        """)
                .param(refund)
                .param(order)
                .param(lines)
                .param(status)
                .param(utc(openedAt))
                .param(decidedAt == null ? null : utc(decidedAt))
                .param(reversedAt == null ? null : utc(reversedAt))
                .param(UPDATED)
                .update();
    }

    /** A line of a refund, in cents; no cash. */
    public void refundLine(long refund, int line, long amount) {
        refundLine(refund, line, amount, 0);
    }

    public void refundLine(long refund, int line, long amount, long cash) {
        jdbc.sql("""
                        insert into shop_refund_line (refund_id, line_no, currency, amount, cash, updated_at)
                        values (?, ?, 'USD', ?, ?, ?)
                        on duplicate key update amount = values(amount), cash = values(cash)
                        """).params(refund, line, amount, cash, UPDATED).update();
    }

    public void shipped(long order, String at) {
        jdbc.sql("update shop_order set status = 'SHIPPED', shipped_at = ? where order_id = ?")
                .params(utc(at), order)
                .update();
    }

    public void completed(long order, String at) {
        jdbc.sql("update shop_order set status = 'COMPLETED', completed_at = ? where order_id = ?")
                .params(utc(at), order)
                .update();
    }

    private void insertLine(Object... line) {
        jdbc.sql("""
                        insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
                          coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
                        values (?, ?, 1, 'USD', 1, ?, 0, 0, 0, ?, true, true, true, ?)
                        """).params(line).update();
    }

    public final class AnInsertedOrder {

        private final long order;
        private final long member;
        private @Nullable Instant completedAt;
        private long store = 1;
        private String status = "COMPLETED";
        private int checkoutOrders = 1;
        private @Nullable Long checkout;
        private int missingLines;
        private final List<Object[]> lines = new ArrayList<>();

        private AnInsertedOrder(long order, long member, @Nullable Instant completedAt) {
            this.order = order;
            this.member = member;
            this.completedAt = completedAt;
        }

        public AnInsertedOrder store(long id) {
            store = id;
            return this;
        }

        public AnInsertedOrder status(String value) {
            status = value;
            return this;
        }

        public AnInsertedOrder notCompleted() {
            completedAt = null;
            return this;
        }

        public AnInsertedOrder checkout(long id, int orders) {
            checkout = id;
            checkoutOrders = orders;
            return this;
        }

        /** Lines that the order has but that have not arrived. */
        public AnInsertedOrder missing(int count) {
            missingLines = count;
            return this;
        }

        public AnInsertedOrder line(int number, String paid) {
            long cents = new BigDecimal(paid).movePointRight(2).longValueExact();
            lines.add(new Object[] {order, number, cents, cents, UPDATED});
            return this;
        }

        public void insert() {
            insertLines();
            insertOrder();
        }

        public void insertOrder() {
            jdbc.sql("""
                            insert into shop_order (order_id, checkout_id, checkout_order_count, member_id, store_id, currency,
                              line_count, status, placed_at, completed_at, shipping, updated_at)
                            values (?, ?, ?, ?, ?, 'USD', ?, ?, ?, ?, 0, ?)
                            """)
                    .param(order)
                    .param(checkout)
                    .param(checkoutOrders)
                    .param(member == 0 ? null : member)
                    .param(store)
                    .param(lines.size() + missingLines)
                    .param(status)
                    .param(UPDATED.minusYears(10))
                    .param(completedAt == null ? null : LocalDateTime.ofInstant(completedAt, ZoneOffset.UTC))
                    .param(UPDATED)
                    .update();
        }

        public void insertLines() {
            lines.forEach(ShopTables.this::insertLine);
        }
    }
}
