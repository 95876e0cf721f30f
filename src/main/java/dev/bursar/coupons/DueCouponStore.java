package dev.bursar.coupons;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the coupons that are to be judged. Indexes are forced: just after a large import the server knows tables as empty. */
final class DueCouponStore {

    /**
     * Coupons that have changed, uses that have or that wait, and coupons whose time has come. A use that this run has judged
     * already stays on the list while it waits; a sweep is not to meet it again.
     */
    private static final String PAGE = """
            select due.coupon_id, due.order_id
            from (
              (select c.coupon_id, 0 as order_id
               from shop_coupon c force index (due)
               where c.due_shard = ? and c.coupon_id > ?
               order by c.coupon_id
               limit ?)
              union
              (select distinct u.coupon_id, u.order_id
               from shop_coupon_use u force index (due)
               left join outcome x force index (primary)
                 on x.fact_kind = 'COUPON_USE' and x.fact_id = u.use_id and x.run_id = ?
               where u.due_shard = ? and u.coupon_id >= ? and (u.coupon_id > ? or u.order_id > ?)
                 and (u.applied_at < ? or u.applied_at >= ?) and x.fact_id is null
               order by u.coupon_id, u.order_id
               limit ?)
              union
              (select s.coupon_id, s.order_id
               from coupon s force index (next)
               where s.next_shard = ? and s.next_at <= ? and (s.coupon_id > ? or (s.coupon_id = ? and s.order_id > ?))
               order by s.coupon_id, s.order_id
               limit ?)
            ) due
            order by due.coupon_id, due.order_id
            limit ?
            """;

    private static final String DUE_SHARDS = """
            select due_shard
            from shop_coupon force index (due)
            where due_shard is not null
            union
            select due_shard
            from shop_coupon_use force index (due)
            where due_shard is not null and (applied_at < ? or applied_at >= ?)
            union
            select next_shard
            from coupon force index (next)
            where next_shard is not null and next_at <= ?
            """;

    private static final String COUNT = """
            select count(*)
            from (
              select coupon_id, 0 as order_id
              from shop_coupon force index (due)
              where due_shard is not null
              union
              select coupon_id, 0
              from shop_coupon_use force index (due)
              where due_shard is not null and (applied_at < ? or applied_at >= ?)
              union
              select coupon_id, 0
              from coupon force index (next)
              where next_shard is not null and next_at <= ?
            ) due
            """;

    private final JdbcTemplate jdbc;

    DueCouponStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Coupons of a shard, each with the order on which it was used or 0 for itself, in line after a place. */
    List<Place> places(int shard, Place after, DueTime time, long run, int limit) {
        long coupon = after.memberId();
        long order = after.factId();
        LocalDateTime asOf = utc(time.asOf());
        return jdbc.query(
                PAGE,
                (row, number) -> new Place(row.getLong("coupon_id"), row.getLong("order_id")),
                shard,
                coupon,
                limit,
                run,
                shard,
                coupon,
                coupon,
                order,
                asOf,
                utc(time.unbelievable()),
                limit,
                shard,
                asOf,
                coupon,
                coupon,
                order,
                limit,
                limit);
    }

    List<Integer> dueShards(DueTime time) {
        return jdbc
                .queryForList(DUE_SHARDS, Integer.class, utc(time.asOf()), utc(time.unbelievable()), utc(time.asOf()))
                .stream()
                .sorted()
                .toList();
    }

    long planned(DueTime time) {
        Long count =
                jdbc.queryForObject(COUNT, Long.class, utc(time.asOf()), utc(time.unbelievable()), utc(time.asOf()));
        return count == null ? 0 : count;
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
