package dev.bursar.faults;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Thousands of orders of the day 2026-11-19, of which some are guests', some wait for a line and some are exceptional. */
final class LargeBacklog {

    private static final String NUMBERS = """
            (
              select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n
              from digit a, digit b, digit c, digit e, digit f
            ) numbers
            """;

    private static final String DIGITS = """
            with digit as (
              select 0 as d union all select 1 union all select 2 union all select 3 union all select 4
              union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
            )
            """;

    private static final String STORE = """
            insert into shop_store (store_id, name, updated_at)
            values (1, 'Store', '2026-11-20')
            """;

    private static final String TERMS = """
            insert into shop_store_terms (store_id, valid_from, takes_part, currency, units_per_unit, point_value, updated_at)
            values (1, '2020-01-01', true, 'USD', 2, 0.01, '2026-11-20')
            """;

    private static final String MEMBERS = """
            insert into shop_member (member_id, registered_at, mail_opt_out, updated_at)
            %s
            select n, '2020-01-01', false, '2026-11-20'
            from %s
            where n <= :count
            """.formatted(DIGITS, NUMBERS);

    private static final String ORDERS = """
            insert into shop_order (order_id, checkout_order_count, member_id, store_id, currency, line_count, status,
              placed_at, completed_at, shipping, updated_at)
            %s
            select n, 1, if(n %% 11 = 0, null, 1 + n %% :members), 1, 'USD', if(n %% 97 = 0, 2, 1), 'COMPLETED',
              '2026-11-19 09:00:00', '2026-11-19 10:00:00' + interval n second, 0, '2026-11-20'
            from %s
            where n <= :count
            """.formatted(DIGITS, NUMBERS);

    private static final String LINES = """
            insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
              coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
            %s
            select n, 1, 1, if(n %% 89 = 0, 'EUR', 'USD'), 1, n * 37 %% 5000, 0, 0, 0, n * 37 %% 5000, true, true, true, '2026-11-20'
            from %s
            where n <= :count
            """.formatted(DIGITS, NUMBERS);

    private LargeBacklog() {}

    /** Fills empty tables. */
    static void fill(DataSource database, int orders) {
        int members = orders / 5;
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql(STORE).update();
        jdbc.sql(TERMS).update();
        jdbc.sql(MEMBERS).param("count", members).update();
        jdbc.sql(ORDERS).param("count", orders).param("members", members).update();
        jdbc.sql(LINES).param("count", orders).update();
    }
}
