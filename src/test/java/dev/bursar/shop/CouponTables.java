package dev.bursar.shop;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes coupons, their orders and refunds straight into the shop's tables; amounts in cents, times as ISO instants. */
public final class CouponTables {

    private static final LocalDateTime UPDATED = LocalDateTime.of(2026, 11, 20, 0, 0);

    private final JdbcClient jdbc;

    public CouponTables(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Over 50.00 USD, valid in December 2026; member 0: a public code, store 0: the platform's. */
    public void coupon(long coupon, long member, long store, String instrument) {
        coupon(coupon, member, store, instrument, "VALID");
    }

    public void coupon(long coupon, long member, long store, String instrument, String status) {
        jdbc.sql("""
                        insert into shop_coupon (coupon_id, member_id, store_id, instrument, currency, discount, minimum,
                          valid_from, valid_to, status, updated_at)
                        values (?, ?, ?, ?, 'USD', 500, 5000, '2026-12-01', '2027-01-01', ?, ?)
                        """)
                .param(coupon)
                .param(member == 0 ? null : member)
                .param(store == 0 ? null : store)
                .param(instrument)
                .param(status)
                .param(UPDATED)
                .update();
    }

    /** Other times than December 2026. */
    public void valid(long coupon, String from, String to) {
        jdbc.sql("update shop_coupon set valid_from = ?, valid_to = ? where coupon_id = ?")
                .params(utc(from), utc(to), coupon)
                .update();
    }

    public void use(long use, long coupon, long order, int line, String at) {
        jdbc.sql("""
                        insert into shop_coupon_use (use_id, coupon_id, order_id, line_no, currency, discount, applied_at,
                          updated_at)
                        values (?, ?, ?, ?, 'USD', 500, ?, ?)
                        """).params(use, coupon, order, line, utc(at), UPDATED).update();
    }

    /** Of store 1, placed; with a line for each price. */
    public void order(long order, long member, long... prices) {
        orderOf(order, member, null, 1, prices);
    }

    /** One of several orders of a checkout. */
    public void orderOf(long order, long member, @Nullable Long checkout, int orders, long... prices) {
        for (int i = 0; i < prices.length; i++) {
            line(order, i + 1, prices[i]);
        }
        orderWithout(order, member, checkout, orders, prices.length);
    }

    /** The row of the order alone. */
    public void orderWithout(long order, long member, @Nullable Long checkout, int orders, int lines) {
        jdbc.sql("""
                        insert into shop_order (order_id, checkout_id, checkout_order_count, member_id, store_id, currency,
                          line_count, status, placed_at, shipping, updated_at)
                        values (?, ?, ?, ?, 1, 'USD', ?, 'PLACED', '2026-12-01', 0, ?)
                        """)
                .param(order)
                .param(checkout)
                .param(orders)
                .param(member == 0 ? null : member)
                .param(lines)
                .param(UPDATED)
                .update();
    }

    public void line(long order, int number, long price) {
        jdbc.sql("""
                        insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
                          coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
                        values (?, ?, 1, 'USD', 1, ?, 0, 0, 0, ?, true, false, true, ?)
                        """).params(order, number, price, price, UPDATED).update();
    }

    public void paid(long order, String at) {
        set(order, "update shop_order set status = 'PAID', paid_at = ? where order_id = ?", at);
    }

    public void shipped(long order, String at) {
        set(order, "update shop_order set status = 'SHIPPED', shipped_at = ? where order_id = ?", at);
    }

    public void completed(long order, String at) {
        set(order, "update shop_order set status = 'COMPLETED', completed_at = ? where order_id = ?", at);
    }

    public void cancelled(long order, String at) {
        set(order, "update shop_order set status = 'CANCELLED', cancelled_at = ? where order_id = ?", at);
    }

    private void set(long order, String sql, String at) {
        jdbc.sql(sql).params(utc(at), order).update();
    }

    /** Opened and granted at once; an amount for each line, from the first. */
    public void refund(long refund, long order, String at, long... amounts) {
        refund(refund, order, "GRANTED", at, at, amounts);
    }

    public void refund(
            long refund, long order, String status, String openedAt, @Nullable String decidedAt, long... amounts) {
        jdbc.sql("""
                        insert into shop_refund (refund_id, order_id, line_count, status, opened_at, decided_at, currency,
                          shipping_cash, updated_at)
                        values (?, ?, ?, ?, ?, ?, 'USD', 0, ?)
                        """)
                .param(refund)
                .param(order)
                .param(amounts.length)
                .param(status)
                .param(utc(openedAt))
                .param(decidedAt == null ? null : utc(decidedAt))
                .param(UPDATED)
                .update();
        for (int i = 0; i < amounts.length; i++) {
            refundLine(refund, i + 1, amounts[i]);
        }
    }

    public void refundLine(long refund, int number, long amount) {
        jdbc.sql("""
                        insert into shop_refund_line (refund_id, line_no, currency, amount, cash, updated_at)
                        values (?, ?, 'USD', ?, ?, ?)
                        """).params(refund, number, amount, amount, UPDATED).update();
    }

    public void reversed(long refund, String at) {
        jdbc.sql("update shop_refund set status = 'REVERSED', reversed_at = ? where refund_id = ?")
                .params(utc(at), refund)
                .update();
    }

    private static LocalDateTime utc(String instant) {
        return LocalDateTime.ofInstant(Instant.parse(instant), ZoneOffset.UTC);
    }
}
