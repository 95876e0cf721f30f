package dev.bursar.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Completed orders for a benchmark, made by the server itself: one store that gives no points, one line each, spread over
 * the members at random, as a shop's orders are. The same size gives the same rows.
 */
final class BenchMarket {

    static final long PIECE = 50_000;

    private static final String DIGITS =
            "(select 0 d union all select 1 union all select 2 union all select 3 union all"
                    + " select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)";

    private static final String NUMBERS = """
            insert into number (n)
            select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d
            from %1$s a, %1$s b, %1$s c, %1$s e, %1$s f
            where f.d < 5
            """.formatted(DIGITS);

    static final String MEMBERS = """
            insert into shop_member (member_id, email, language, time_zone, registered_at, mail_opt_out, updated_at)
            select n + ?, concat('m', n, '@example.com'), 'en', 'UTC', '2020-01-01', false, '2026-01-01'
            from number
            where n + ? <= ?
            """;

    private static final String ORDERS = """
            insert into shop_order (order_id, checkout_order_count, member_id, store_id, currency, line_count, status,
              placed_at, paid_at, shipped_at, completed_at, shipping, updated_at)
            select n + ?, 1, 1 + crc32(n + ?) % ?, 1, 'USD', 1, 'COMPLETED', '2026-11-01', '2026-11-01', '2026-11-02',
              date_add('2026-11-05', interval (n * 7919) % 1000000 second), 0, '2026-11-18'
            from number
            where n + ? <= ?
            order by n
            """;

    private static final String LINES = """
            insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
              coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
            select n + ?, 1, 1, 'USD', 1, 150 + n % 9850, 0, 0, 0, 150 + n % 9850, true, true, true, '2026-11-18'
            from number
            where n + ? <= ?
            order by n
            """;

    private static final String OLD_ACCOUNTS = """
            insert into account (member_id, programme_id)
            select n + ?, 0
            from number
            where n + ? <= ?
            """;

    private static final String OLD_LOTS = """
            insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version, line_units)
            select 1 + crc32(n + ?) % ?, 0, 'REVIEW', n + ?, 0, 7, 7, '2026-05-05', '2026-05-05', null, 'platform', 'REVIEW', 1,
              null
            from number
            where n + ? <= ?
            order by 1, n
            """;

    private static final String OLD_ENTRIES = """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select 1 + crc32(n + ?) % ?, 0, 'REVIEW', n + ?, 0, 'REVIEW', n + ?, 'EARNED', 0, 7, '2026-05-05', '2026-05-04', 1, 1
            from number
            where n + ? <= ?
            order by 1, n
            """;

    private final JdbcTemplate jdbc;

    BenchMarket(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param oldLots lots of long ago that the members hold already */
    void fill(long orders, long members, long oldLots) {
        numbers(jdbc);
        jdbc.update("insert into shop_store (store_id, name, updated_at) values (1, 'Bench', '2026-01-01')");
        piecewise(members, first -> jdbc.update(MEMBERS, first, first, members));
        piecewise(orders, first -> jdbc.update(ORDERS, first, first, members, first, orders));
        piecewise(orders, first -> jdbc.update(LINES, first, first, orders));
        if (oldLots > 0) {
            piecewise(members, first -> jdbc.update(OLD_ACCOUNTS, first, first, members));
            piecewise(oldLots, first -> {
                jdbc.update(OLD_LOTS, first, members, first, first, oldLots);
                jdbc.update(OLD_ENTRIES, first, members, first, first, first, oldLots);
            });
        }
        jdbc.execute("drop table number");
        jdbc.execute("analyze table shop_order, shop_order_line, shop_member, account, lot, entry");
    }

    /** A table of them, of the length of a piece. */
    static void numbers(JdbcTemplate jdbc) {
        jdbc.execute("create table number (n int primary key)");
        jdbc.update(NUMBERS);
    }

    /** By the first number of each piece, two at a time. */
    private static void piecewise(long most, LongConsumer piece) {
        piecewise(most, PIECE, piece);
    }

    static void piecewise(long most, long size, LongConsumer piece) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture.allOf(LongStream.iterate(1, first -> first <= most, first -> first + size)
                            .mapToObj(first -> CompletableFuture.runAsync(() -> piece.accept(first), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
    }

    /** Makes all orders due again, as if nothing had been posted. Only for a market without old lots. */
    void rewind() {
        for (String table : new String[] {"account", "lot", "entry", "outcome", "exception_item"}) {
            jdbc.execute("truncate table " + table);
        }
        jdbc.update("update shop_order set changed_at = '2026-11-19', judged = false");
    }
}
