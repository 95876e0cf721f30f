package dev.bursar.bench;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reviews for a benchmark, made by the server itself, of orders that are credited already, two reviews a member. Of forty,
 * eight are of one order and one day, three more than the cap; one is a second review of a line; every fiftieth was removed.
 * Every other store gives points. The same size gives the same rows.
 */
final class ReviewMarket {

    static final int REVIEWS = 40;
    private static final int ORDERS = 17;

    private static final String JUDGED_ORDERS = """
            insert into shop_order (order_id, checkout_order_count, member_id, store_id, currency, line_count, status,
              placed_at, paid_at, shipped_at, completed_at, shipping, updated_at, changed_at, judged)
            select n + ?, 1, 1 + crc32(n + ?) % ?, 1 + (n + ?) % 10, 'USD', if(n + ? <= ?, 8, 2), 'COMPLETED', '2026-09-28',
              '2026-09-28', '2026-09-29', date_add('2026-10-01', interval ((n + ?) * 7919) % 2000000 second), 0, '2026-11-01',
              null, true
            from number
            where n + ? <= ?
            order by n
            """;

    private static final String LINES = """
            insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
              coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
            select o.order_id, k.n, k.n, 'USD', 1, 1000, 0, 0, 0, 1000, true, true, true, '2026-11-01'
            from shop_order o
            join number k on k.n between 1 and 8 and k.n <= o.line_count
            where o.order_id >= ? and o.order_id <= ?
            order by o.order_id, k.n
            """;

    private static final String ACCOUNTS = """
            insert into account (member_id, programme_id)
            select distinct member_id, 0
            from shop_order
            order by member_id
            """;

    private static final String LOTS = """
            insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version, line_units)
            select member_id, 0, 'ORDER', order_id, 0, 10 * line_count, 10 * line_count, completed_at, completed_at, null,
              'platform', 'PURCHASE', 1,
              if(line_count = 2, '[[1,10],[2,10]]', '[[1,10],[2,10],[3,10],[4,10],[5,10],[6,10],[7,10],[8,10]]')
            from shop_order
            where order_id >= ? and order_id <= ?
            order by member_id, order_id
            """;

    private static final String ENTRIES = """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select member_id, 0, 'ORDER', order_id, 0, 'ORDER', order_id, 'EARNED', 0, 10 * line_count, completed_at,
              date(date_sub(completed_at, interval 7 hour)), 1, 1
            from shop_order
            where order_id >= ? and order_id <= ?
            order by member_id, completed_at
            """;

    private static final String OUTCOMES = """
            insert into outcome (fact_kind, fact_id, coins, points, figures, since, run_id)
            select 'ORDER', order_id, 1, 102, order_id * 7919, '2026-11-01', 1
            from shop_order
            where order_id >= ? and order_id <= ?
            order by order_id
            """;

    /** The numbers go through the blocks first, so that what a member does lies far apart, as in a shop. */
    private static final String REVIEWS_OF_BLOCKS = """
            insert into shop_review (review_id, order_id, line_no, member_id, published_at, removed_at, updated_at)
            select id, order_id, line_no, 1 + crc32(order_id) % ?, published_at,
              if(crc32(id) % 50 = 0, date_add(published_at, interval 3 hour), null), '2026-11-20'
            from (
              select id, j, if(j < 8, 0, 1 + (j - 8) div 2) * blocks + b + 1 as order_id,
                case when j < 8 then j + 1 when j = 39 then 1 else 1 + j % 2 end as line_no,
                if(j < 8,
                  date_add('2026-11-05 18:00:00', interval b * 7919 % 14 * 1440 + j minute),
                  date_add('2026-11-05 08:00:00', interval id * 7919 % 1209600 second)) as published_at
              from (
                select n + ? as id, (n + ? - 1) div ? as j, (n + ? - 1) % ? as b, ? as blocks
                from number
                where n + ? <= ?
              ) numbered
            ) placed
            order by id
            """;

    private final JdbcTemplate jdbc;

    ReviewMarket(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param reviews a multiple of {@link #REVIEWS} */
    void fill(long reviews) {
        long blocks = reviews / REVIEWS;
        long orders = blocks * ORDERS;
        long members = members(reviews);
        BenchMarket.numbers(jdbc);
        stores(jdbc);
        BenchMarket.piecewise(
                members, BenchMarket.PIECE, first -> jdbc.update(BenchMarket.MEMBERS, first, first, members));
        BenchMarket.piecewise(orders, BenchMarket.PIECE, first -> {
            long last = Math.min(orders, first + BenchMarket.PIECE - 1);
            jdbc.update(JUDGED_ORDERS, first, first, members, first, first, blocks, first, first, last);
            for (String statement : List.of(LINES, LOTS, ENTRIES, OUTCOMES)) {
                jdbc.update(statement, first, last);
            }
        });
        jdbc.update(ACCOUNTS);
        BenchMarket.piecewise(
                reviews,
                BenchMarket.PIECE,
                first -> jdbc.update(
                        REVIEWS_OF_BLOCKS, members, first, first, blocks, first, blocks, blocks, first, reviews));
        jdbc.execute("drop table number");
        jdbc.execute(
                "analyze table shop_review, shop_order, shop_order_line, shop_member, account, lot, entry, outcome");
    }

    static long members(long reviews) {
        return reviews / 2;
    }

    /** Ten, of which those with an odd number give points. */
    static void stores(JdbcTemplate jdbc) {
        jdbc.update("""
                insert into shop_store (store_id, name, updated_at)
                select n, concat('Bench ', n), '2026-01-01'
                from number
                where n between 1 and 10
                """);
        jdbc.update("""
                insert into shop_store_terms (store_id, valid_from, takes_part, currency, units_per_unit, point_value,
                  updated_at, changed_at)
                select store_id, '2026-11-01', true, 'USD', 1, 0.01, '2026-01-01', null
                from shop_store
                where store_id % 2 = 1
                """);
    }
}
