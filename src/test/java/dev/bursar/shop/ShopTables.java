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
