package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.shop.StoreTerms;
import dev.bursar.sql.KeyedQuery;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds, locks and reads the orders that are to be judged, and what their judging needs. */
final class DueOrderStore {

    /**
     * Read from the index alone. An order that this run has judged already stays on the list while it waits; a sweep is not
     * to meet it again. The indexes are forced here and below: just after a large import the server knows tables as empty
     * and would join them by scanning.
     */
    private static final String PAGE = """
            select o.member_id, o.order_id
            from shop_order o force index (due)
            left join outcome x force index (primary)
              on x.fact_kind = 'ORDER' and x.fact_id = o.order_id and x.run_id = ?
            where o.due_shard = ?
              and %s
              and (o.completed_at < ? or o.completed_at is null or o.completed_at >= ?)
              and x.fact_id is null
            order by o.member_id, o.order_id
            limit ?
            """;

    private static final String GUESTS = PAGE.formatted("o.member_id is null and o.order_id > ?");
    private static final String MEMBERS = PAGE.formatted("o.member_id >= ? and (o.member_id > ? or o.order_id > ?)");

    /**
     * The limit keeps the server from dissolving the inner query: all locks are taken first, and what is read beside them is
     * as new as the last of them.
     */
    private static final KeyedQuery LOCK = new KeyedQuery("""
            select %s, o.coins, o.points, o.figures, o.since, m.member_id is not null as member_known
            from (
              select c.order_id, c.checkout_id, c.checkout_order_count, c.member_id, c.store_id, c.currency, c.line_count,
                c.event, c.status, c.completed_at, c.changed_at, c.judged, x.coins, x.points, x.figures, x.since
              from shop_order c force index (primary)
              left join outcome x force index (primary) on x.fact_kind = 'ORDER' and x.fact_id = c.order_id
              where c.order_id in (:keys) and c.due_shard is not null
              limit 1000
              for update
            ) o
            left join shop_member m force index (primary) on m.member_id = o.member_id
            left join shop_order_line l force index (primary) on l.order_id = o.order_id
            """.formatted(OrderRowsReader.COLUMNS), "?");

    private static final String DUE_SHARDS = """
            select distinct due_shard
            from shop_order
            where due_shard is not null and (completed_at < ? or completed_at is null or completed_at >= ?)
            order by due_shard
            """;

    private static final String COUNT = """
            select count(*)
            from shop_order
            where due_shard is not null and (completed_at < ? or completed_at is null or completed_at >= ?)
            """;

    private static final KeyedQuery ARRIVED = new KeyedQuery("""
            select combined_checkout_id, count(*) as arrived
            from shop_order
            where combined_checkout_id in (:keys)
            group by combined_checkout_id
            """, "?");

    private final JdbcTemplate jdbc;
    private final HeldTermsReader terms;

    DueOrderStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.terms = new HeldTermsReader(jdbc);
    }

    /** Orders of a shard in line after a place, guests' first; those that a run has not judged yet. */
    List<Place> places(int shard, Place after, DueTime time, long run, int limit) {
        List<Place> places = new ArrayList<>();
        Place from = after;
        if (from.memberId() == 0) {
            places.addAll(read(GUESTS, run, shard, from.factId(), utc(time.asOf()), utc(time.unbelievable()), limit));
            from = new Place(0, Long.MAX_VALUE);
        }
        int left = limit - places.size();
        if (left > 0) {
            places.addAll(read(
                    MEMBERS,
                    run,
                    shard,
                    from.memberId(),
                    from.memberId(),
                    from.factId(),
                    utc(time.asOf()),
                    utc(time.unbelievable()),
                    left));
        }
        return places;
    }

    /**
     * Keeps everybody else from changing or judging these orders until the transaction ends.
     *
     * @return those that are still due, as they are now, with what became of them so far; ordered by place
     */
    List<DueOrder> lock(List<Place> places, DueTime time) {
        OrderRowsReader rows = new OrderRowsReader();
        LOCK.query(jdbc, Place.facts(places), (cells, id) -> cells.number(id.longValue()), rows::row);
        Map<Long, DueOrder> found = new HashMap<>();
        rows.orders().forEach(order -> found.put(order.order().orderId(), order));
        return Place.inLine(places, found)
                .filter(order -> time.isDue(order.order().completedAt()))
                .toList();
    }

    List<Integer> dueShards(DueTime time) {
        return jdbc.queryForList(DUE_SHARDS, Integer.class, utc(time.asOf()), utc(time.unbelievable()));
    }

    long planned(DueTime time) {
        Long count = jdbc.queryForObject(COUNT, Long.class, utc(time.asOf()), utc(time.unbelievable()));
        return count == null ? 0 : count;
    }

    /** @return how many orders of each combined checkout have arrived */
    Map<Long, Integer> arrived(List<Long> checkouts) {
        Map<Long, Integer> arrived = new HashMap<>();
        ARRIVED.query(
                jdbc,
                checkouts,
                (cells, id) -> cells.number(id.longValue()),
                row -> arrived.put(row.getLong("combined_checkout_id"), row.getInt("arrived")));
        return arrived;
    }

    /**
     * @param stores ascending
     * @return those that there are
     */
    Set<Long> holdTerms(List<Long> stores) {
        return terms.hold(stores);
    }

    List<StoreTerms> terms(List<Long> stores) {
        return terms.of(stores);
    }

    private List<Place> read(String sql, Object... arguments) {
        return jdbc.query(
                sql, (row, number) -> new Place(row.getLong("member_id"), row.getLong("order_id")), arguments);
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
