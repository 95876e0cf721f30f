package dev.bursar.refunds;

import dev.bursar.ledger.Reason;
import dev.bursar.sql.KeyedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what the proof of the books needs to know about refunds. */
final class JudgedRefundStore {

    private static final KeyedQuery REDEEMED_BY = new KeyedQuery("""
            select order_id
            from shop_redemption force index (of_member)
            where member_id in (:keys)
            """, "?");

    private static final KeyedQuery OF_REFUNDS = new KeyedQuery("""
            select order_id
            from shop_refund
            where refund_id in (:keys)
            """, "?");

    private static final KeyedQuery REFUNDED = new KeyedQuery("""
            select order_id
            from shop_refund force index (of_order)
            where order_id in (:keys)
            """, "?");

    private static final KeyedQuery CANCELLED = new KeyedQuery("""
            select order_id
            from shop_order
            where order_id in (:keys) and paid_at is not null and (status = 'CANCELLED' or cancelled_at is not null)
            """, "?");

    /** Closed ones too: what stood then stands. */
    private static final KeyedQuery STANDING = new KeyedQuery("""
            select fact_id
            from exception_item
            where fact_kind = 'REFUND' and reason = %d and fact_id in (:keys)
            """.formatted(Reason.REVERSED_LATE.code()), "?");

    private static final String END_OF_PAGE = """
            select refund_id
            from shop_refund
            where refund_id > ?
            order by refund_id
            limit 1 offset ?
            """;

    private static final String UNJUDGED = """
            select r.refund_id, coalesce(o.member_id, 1) as member_id, w.name
            from shop_refund r
            left join shop_order o on o.order_id = r.order_id
            left join refund_due d on d.order_id = r.order_id
            left join outcome x force index (primary) on x.fact_kind = 'REFUND' and x.fact_id = r.refund_id
            left join reason w
              on w.code in (x.coins, x.points, x.spending)
              and w.status in ('WAITING', 'EXCEPTION') and w.code <> %d
            where r.refund_id > ? and r.refund_id <= ? and r.changed_at is null and d.order_id is null
              and (x.fact_id is null or w.code is not null)
            group by r.refund_id, o.member_id, w.name
            """.formatted(Reason.CHANGED_AFTER_POSTING.code());

    private final JdbcTemplate jdbc;

    JudgedRefundStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param outcome in words: neither, or what it waits for */
    record Unjudged(long refundId, long memberId, String outcome) {}

    Set<Long> ordersRedeemedBy(Collection<Long> members) {
        return orders(REDEEMED_BY, members);
    }

    Set<Long> ordersOf(Collection<Long> refunds) {
        return orders(OF_REFUNDS, refunds);
    }

    private Set<Long> orders(KeyedQuery query, Collection<Long> keys) {
        Set<Long> orders = new TreeSet<>();
        query.query(
                jdbc,
                keys.stream().sorted().toList(),
                (cells, key) -> cells.number(key.longValue()),
                row -> orders.add(row.getLong("order_id")));
        return orders;
    }

    /** @return those of them that have refunds, or were paid and cancelled */
    Set<Long> refunded(Collection<Long> orders) {
        Set<Long> found = new TreeSet<>();
        for (KeyedQuery query : List.of(REFUNDED, CANCELLED)) {
            query.query(
                    jdbc,
                    orders.stream().sorted().toList(),
                    (cells, key) -> cells.number(key.longValue()),
                    row -> found.add(row.getLong("order_id")));
        }
        return found;
    }

    /** @return those of them of which what was posted stands, as it was frozen when they changed */
    Set<Long> standing(Collection<Long> refunds) {
        Set<Long> found = new TreeSet<>();
        STANDING.query(
                jdbc,
                refunds.stream().sorted().toList(),
                (cells, key) -> cells.number(key.longValue()),
                row -> found.add(row.getLong("fact_id")));
        return found;
    }

    /** @return the last refund of the page that begins after another */
    long endOfPage(long after, int size) {
        return jdbc.queryForList(END_OF_PAGE, Long.class, after, size).stream()
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** Refunds that no run will look at, though their outcome is open or missing. */
    List<Unjudged> unjudged(long after, long last) {
        return jdbc.query(
                UNJUDGED,
                (row, number) -> new Unjudged(
                        row.getLong("refund_id"),
                        row.getLong("member_id"),
                        Optional.ofNullable(row.getString("name")).orElse("neither")),
                after,
                last);
    }
}
