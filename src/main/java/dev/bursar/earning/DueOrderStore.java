package dev.bursar.earning;

import dev.bursar.shop.StoreTerms;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                c.event, c.status, c.completed_at, c.changed_at, x.coins, x.points, x.figures, x.since
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

    private static final KeyedQuery HOLD_STORES = new KeyedQuery("""
            select store_id
            from shop_store
            where store_id in (:keys)
            lock in share mode
            """, "?");

    private static final KeyedQuery TERMS = new KeyedQuery("""
            select store_id, valid_from, takes_part, currency, units_per_unit, point_value, minimum, maximum,
              inactive_after, lot_life
            from shop_store_terms
            where store_id in (:keys)
            """, "?");

    private final JdbcTemplate jdbc;

    DueOrderStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where an order stands in line.
     *
     * @param memberId 0 for guests, who come first
     */
    record Place(long memberId, long orderId) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            int byMember = Long.compare(memberId, other.memberId);
            return byMember == 0 ? Long.compare(orderId, other.orderId) : byMember;
        }
    }

    /** Guests' orders of a shard, by ascending order id, from the one after {@code afterOrder} on. */
    List<Place> guests(int shard, long afterOrder, DueTime time, long run, int limit) {
        return places(GUESTS, run, shard, afterOrder, utc(time.asOf()), utc(time.unbelievable()), limit);
    }

    /** Members' orders of a shard, by ascending member and order id, from the ones after the given place on. */
    List<Place> members(int shard, Place after, DueTime time, long run, int limit) {
        return places(
                MEMBERS,
                run,
                shard,
                after.memberId(),
                after.memberId(),
                after.orderId(),
                utc(time.asOf()),
                utc(time.unbelievable()),
                limit);
    }

    /**
     * Keeps everybody else from changing or judging these orders until the transaction ends.
     *
     * @return those that are still due, as they are now, with what became of them so far; ordered by place
     */
    List<DueOrder> lock(List<Place> places, DueTime time) {
        OrderRowsReader rows = new OrderRowsReader();
        LOCK.query(
                jdbc,
                places.stream().map(Place::orderId).sorted().toList(),
                (cells, id) -> cells.number(id.longValue()),
                rows::row);
        Map<Long, DueOrder> found = new HashMap<>();
        rows.orders().forEach(order -> found.put(order.order().orderId(), order));
        return places.stream()
                .map(place -> found.get(place.orderId()))
                .filter(order -> order != null && time.isDue(order.order().completedAt()))
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
     * Keeps {@link TermsMarkStore} from looking for the orders of these stores until the transaction ends: either this
     * transaction reads the terms that it moves on, or it finds what this one has judged without them.
     *
     * @param stores ascending
     * @return those that there are
     */
    Set<Long> holdTerms(List<Long> stores) {
        Set<Long> known = new HashSet<>();
        HOLD_STORES.query(
                jdbc, stores, (cells, id) -> cells.number(id.longValue()), row -> known.add(row.getLong("store_id")));
        return known;
    }

    List<StoreTerms> terms(List<Long> stores) {
        List<StoreTerms> terms = new ArrayList<>();
        TERMS.query(jdbc, stores, (cells, id) -> cells.number(id.longValue()), row -> terms.add(terms(row)));
        return terms;
    }

    private List<Place> places(String sql, Object... arguments) {
        return jdbc.query(
                sql, (row, number) -> new Place(row.getLong("member_id"), row.getLong("order_id")), arguments);
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static StoreTerms terms(ResultSet row) throws SQLException {
        PeriodCell inactiveAfter = PeriodCell.of(row, "inactive_after");
        PeriodCell lotLife = PeriodCell.of(row, "lot_life");
        return new StoreTerms(
                row.getLong("store_id"),
                row.getObject("valid_from", LocalDate.class),
                row.getBoolean("takes_part"),
                row.getString("currency"),
                row.getBigDecimal("units_per_unit"),
                row.getBigDecimal("point_value"),
                Cells.maybeNumber(row, "minimum"),
                Cells.maybeNumber(row, "maximum"),
                inactiveAfter.period(),
                lotLife.period(),
                lotLife.unreadable().or(inactiveAfter::unreadable));
    }

    /** A period as a store's terms have it; a shop that writes straight into the tables may write anything. */
    private record PeriodCell(Optional<Period> period, Optional<String> unreadable) {

        static PeriodCell of(ResultSet row, String column) throws SQLException {
            String text = row.getString(column);
            if (text == null) {
                return new PeriodCell(Optional.empty(), Optional.empty());
            }
            try {
                Period period = Period.parse(text);
                if (StoreTerms.isOfUse(period)) {
                    return new PeriodCell(Optional.of(period), Optional.empty());
                }
                return new PeriodCell(Optional.empty(), Optional.of(column + " \"" + text + "\""));
            } catch (DateTimeParseException e) {
                return new PeriodCell(Optional.empty(), Optional.of(column + " \"" + text + "\""));
            }
        }
    }
}
