package dev.bursar.spending;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.shop.Marks;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds, locks and reads the redemptions that are to be judged, with their orders. */
final class DueRedemptionStore {

    /**
     * Read from the index alone. A redemption that this run has judged already stays on the list while it waits; a sweep is
     * not to meet it again. Indexes are forced: just after a large import the server knows tables as empty.
     */
    private static final String PAGE = """
            select r.member_id, r.redemption_id
            from shop_redemption r force index (due)
            left join outcome x force index (primary)
              on x.fact_kind = 'REDEMPTION' and x.fact_id = r.redemption_id and x.run_id = ?
            where r.due_shard = ? and r.member_id >= ? and (r.member_id > ? or r.redemption_id > ?)
              and (r.redeemed_at < ? or r.redeemed_at >= ?)
              and x.fact_id is null
            order by r.member_id, r.redemption_id
            limit ?
            """;

    /**
     * The limit keeps the server from dissolving the inner query: all locks are taken first, and what is read beside them is
     * as new as the last of them. The order is locked besides: {@link Marks#settled} takes its mark off.
     */
    private static final KeyedQuery LOCK = new KeyedQuery(
            """
            select %s
            from (
              select %s, b.order_id as locked_order_id
              from shop_redemption c force index (primary)
              left join outcome x force index (primary) on x.fact_kind = 'REDEMPTION' and x.fact_id = c.redemption_id
              left join spending s force index (primary) on s.redemption_id = c.redemption_id
              left join shop_order b force index (primary) on b.order_id = c.order_id
              where c.redemption_id in (:keys) and c.due_shard is not null
              limit 1000
              for update
            ) r
            %s
            """.formatted(RedemptionRowsReader.COLUMNS, RedemptionRowsReader.INNER_COLUMNS, RedemptionRowsReader.JOINS),
            "?");

    private static final String DUE_SHARDS = """
            select distinct due_shard
            from shop_redemption
            where due_shard is not null and (redeemed_at < ? or redeemed_at >= ?)
            order by due_shard
            """;

    private static final String COUNT = """
            select count(*)
            from shop_redemption
            where due_shard is not null and (redeemed_at < ? or redeemed_at >= ?)
            """;

    private static final KeyedQuery ON_ORDERS = new KeyedQuery("""
            select order_id, redemption_id, member_id, store_id, units, redeemed_at, changed_at is not null as on_work_list
            from shop_redemption force index (of_order)
            where order_id in (:keys)
            """, "?");

    private final JdbcTemplate jdbc;

    DueRedemptionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Redemptions of a shard in line after a place that a run has not judged yet. */
    List<Place> places(int shard, Place after, DueTime time, long run, int limit) {
        return jdbc.query(
                PAGE,
                (row, number) -> new Place(row.getLong("member_id"), row.getLong("redemption_id")),
                run,
                shard,
                after.memberId(),
                after.memberId(),
                after.factId(),
                utc(time.asOf()),
                utc(time.unbelievable()),
                limit);
    }

    /**
     * Keeps everybody else from changing or judging these redemptions until the transaction ends.
     *
     * @return those that are still due, as they are now, ordered by place
     */
    List<DueRedemption> lock(List<Place> places, DueTime time) {
        RedemptionRowsReader rows = new RedemptionRowsReader();
        LOCK.query(jdbc, Place.facts(places), (cells, id) -> cells.number(id.longValue()), rows::row);
        Map<Long, DueRedemption> found = new HashMap<>();
        rows.redemptions().forEach(due -> found.put(due.redemption().redemptionId(), due));
        return Place.inLine(places, found)
                .filter(due -> time.isDue(due.redemption().redeemedAt()))
                .toList();
    }

    /** @return all that was redeemed on some orders, by order */
    Map<Long, List<OnOrder>> onOrders(List<Long> orders) {
        Map<Long, List<OnOrder>> found = new HashMap<>();
        ON_ORDERS.query(
                jdbc,
                orders,
                (cells, id) -> cells.number(id.longValue()),
                row -> found.computeIfAbsent(row.getLong("order_id"), order -> new ArrayList<>())
                        .add(new OnOrder(
                                row.getLong("redemption_id"),
                                row.getLong("member_id"),
                                Cells.maybeNumber(row, "store_id"),
                                row.getLong("units"),
                                Cells.instant(row, "redeemed_at"),
                                row.getBoolean("on_work_list"))));
        return found;
    }

    List<Integer> dueShards(DueTime time) {
        return jdbc.queryForList(DUE_SHARDS, Integer.class, utc(time.asOf()), utc(time.unbelievable()));
    }

    long planned(DueTime time) {
        Long count = jdbc.queryForObject(COUNT, Long.class, utc(time.asOf()), utc(time.unbelievable()));
        return count == null ? 0 : count;
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
