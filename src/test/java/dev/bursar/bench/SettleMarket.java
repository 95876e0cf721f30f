package dev.bursar.bench;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Redemptions on paid orders for a benchmark, made by the server itself, at random over members who hold lots: some that are
 * spent since long, and eight that are open, half of them earned within the grace. The same size gives the same rows.
 */
final class SettleMarket {

    static final int OPEN_LOTS = 8;

    private static final String ACCOUNTS = """
            insert into account (member_id, programme_id)
            select n + ?, 0
            from number
            where n + ? <= ?
            """;

    /** The oldest end first; what is over was earned and spent in 2025. */
    private static final String LOTS = """
            insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version, line_units)
            select x.n + ?, 0, 'ORDER', (x.n + ?) * 1000 + k.n, 0, 700, if(k.n < ?, 0, 700), date_add(?, interval k.n hour),
              date_add(?, interval k.n hour), date_add(?, interval k.n day), 'platform', 'PURCHASE', 1, '[[1, 700]]'
            from number x
            join number k on k.n >= ? and k.n < ?
            where x.n + ? <= ?
            order by x.n, k.n
            """;

    private static final String EARNED = """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select member_id, 0, 'ORDER', source_id, 0, 'ORDER', source_id, 'EARNED', 0, 700, earned_at, date(earned_at), 1, 1
            from lot
            where member_id >= ? and member_id <= ?
            order by member_id, earned_at
            """;

    /** An old redemption takes all of an old lot. */
    private static final String OVER = """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select member_id, 0, 'ORDER', source_id, 0, 'REDEMPTION', 100000000000 + source_id, 'SPENT', 0, -700,
              date_add(earned_at, interval 90 day), date(date_add(earned_at, interval 90 day)), 1, 1
            from lot
            where member_id >= ? and member_id <= ? and remaining = 0
            order by member_id, earned_at
            """;

    private static final String OLD_SPENDING = """
            insert into spending (redemption_id, member_id, programme_id, units, effective_at, paid_at, times_out_at)
            select 100000000000 + source_id, member_id, 0, 700, date_add(earned_at, interval 90 day),
              date_add(earned_at, interval 90 day), date_add(earned_at, interval 91 day)
            from lot
            where member_id >= ? and member_id <= ? and remaining = 0
            order by source_id
            """;

    private static final String ORDERS = """
            insert into shop_order (order_id, checkout_order_count, member_id, store_id, currency, line_count, status,
              placed_at, paid_at, shipping, updated_at)
            select n + ?, 1, 1 + crc32(n + ?) % ?, 1, 'USD', 1, 'PAID', '2026-11-18',
              date_add('2026-11-18 00:01:00', interval (n * 7919) % 200000 second), 0, '2026-11-20'
            from number
            where n + ? <= ?
            order by n
            """;

    private static final String LINES = """
            insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
              coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
            select n + ?, 1, 1, 'USD', 1, 10000, 0, 20 + n % 200, 0, 9980 - n % 200, true, true, true, '2026-11-20'
            from number
            where n + ? <= ?
            order by n
            """;

    private static final String REDEMPTIONS = """
            insert into shop_redemption (redemption_id, order_id, member_id, units, currency, discount, redeemed_at, updated_at)
            select n + ?, n + ?, 1 + crc32(n + ?) % ?, 20 + n % 200, 'USD', 20 + n % 200,
              date_add('2026-11-18', interval (n * 7919) % 200000 second), '2026-11-20'
            from number
            where n + ? <= ?
            order by n
            """;

    private final JdbcTemplate jdbc;

    SettleMarket(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param lots of each member, {@link #OPEN_LOTS} or more */
    void fill(long redemptions, long members, int lots) {
        BenchMarket.numbers(jdbc);
        jdbc.update("insert into shop_store (store_id, name, updated_at) values (1, 'Bench', '2026-01-01')");
        int over = lots - OPEN_LOTS;
        int old = over + OPEN_LOTS / 2;
        BenchMarket.piecewise(members, BenchMarket.PIECE / 10, first -> {
            long last = Math.min(members, first + BenchMarket.PIECE / 10 - 1);
            jdbc.update(BenchMarket.MEMBERS, first, first, last);
            jdbc.update(ACCOUNTS, first, first, last);
            lots(first, last, over, 0, old, "2025-03-01");
            lots(first, last, over, old, lots, "2026-10-20");
            for (String statement : List.of(EARNED, OVER, OLD_SPENDING)) {
                jdbc.update(statement, first, last);
            }
        });
        BenchMarket.piecewise(redemptions, BenchMarket.PIECE, first -> {
            jdbc.update(ORDERS, first, first, members, first, redemptions);
            jdbc.update(LINES, first, first, redemptions);
            jdbc.update(REDEMPTIONS, first, first, first, members, first, redemptions);
        });
        jdbc.execute("drop table number");
        jdbc.execute(
                "analyze table shop_redemption, shop_order, shop_order_line, shop_member, account, lot, entry, spending");
    }

    private void lots(long first, long last, int over, int from, int to, String earnedFrom) {
        jdbc.update(LOTS, first, first, over, earnedFrom, earnedFrom, "2027-01-01", from, to, first, last);
    }
}
