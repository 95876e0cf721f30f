package dev.bursar.bench;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Completed orders for a benchmark, made by the server itself: one store that gives no points, one line each, spread over
 * the members at random, as a shop's orders are.
 */
final class BenchMarket {

    private static final String NUMBERS = """
            create table number (n bigint primary key)
            """;

    private static final String FIRST_NUMBERS = """
            insert into number (n)
            select d.d + 10 * e.d + 100 * f.d
            from %1$s d, %1$s e, %1$s f
            """.formatted(
                    "(select 0 d union select 1 union select 2 union select 3 union select 4 union select 5"
                            + " union select 6 union select 7 union select 8 union select 9)");

    private final JdbcTemplate jdbc;

    BenchMarket(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void fill(long orders, long members) {
        jdbc.execute(NUMBERS);
        jdbc.update(FIRST_NUMBERS);
        jdbc.update(
                "insert into number (n) select a.n + 1000 * (b.n + 1) from number a, number b where b.n + 1 < ?",
                orders / 1_000);
        jdbc.update("insert into shop_store (store_id, name, updated_at) values (1, 'Bench', '2026-01-01')");
        jdbc.update("""
                insert into shop_member (member_id, email, language, time_zone, registered_at, mail_opt_out, updated_at)
                select n + 1, concat('m', n + 1, '@example.com'), 'en', 'UTC', '2020-01-01', false, '2026-01-01'
                from number
                where n < ?
                """, members);
        jdbc.update("""
                insert into shop_order (order_id, checkout_order_count, member_id, store_id, currency, line_count, status,
                  placed_at, paid_at, shipped_at, completed_at, shipping, updated_at)
                select n + 1, 1, 1 + crc32(n) % ?, 1, 'USD', 1, 'COMPLETED',
                  '2026-11-01', '2026-11-01', '2026-11-02', date_add('2026-11-05', interval n % 1000000 second), 0, '2026-11-18'
                from number
                where n < ?
                """, members, orders);
        jdbc.update("""
                insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
                  coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
                select n + 1, 1, 1, 'USD', 1, 150 + n % 9850, 0, 0, 0, 150 + n % 9850, true, true, true, '2026-11-18'
                from number
                where n < ?
                """, orders);
        jdbc.execute("drop table number");
        jdbc.execute("analyze table shop_order, shop_order_line, shop_member");
    }
}
