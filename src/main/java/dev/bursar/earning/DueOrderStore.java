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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the orders that are to be judged, and what their judging needs. */
final class DueOrderStore {

    /**
     * An order that this run has judged already stays on the list while it waits; a sweep is not to meet it again. The
     * indexes are forced: just after a large import the server knows tables as empty and would join them by scanning.
     */
    private static final String PAGE = """
            select o.order_id, o.checkout_id, o.checkout_order_count, o.member_id, o.store_id, o.currency, o.line_count,
              o.event, o.status, o.completed_at, o.changed_at,
              m.member_id is not null as member_known, s.store_id is not null as store_known,
              l.line_no, l.product_id, l.category, l.currency as line_currency, l.quantity, l.price, l.coupon_discount,
              l.coin_discount, l.point_discount, l.paid, l.coin_reward, l.accepts_coins, l.earns_points, l.regular_price
            from (
              select order_id, checkout_id, checkout_order_count, member_id, store_id, currency, line_count, event, status,
                completed_at, changed_at
              from shop_order force index (due)
              left join outcome x force index (primary)
                on x.fact_kind = 'ORDER' and x.fact_id = order_id and x.run_id = ?
              where due_shard = ?
                and %s
                and (completed_at < ? or completed_at is null)
                and x.fact_id is null
              order by member_id, order_id
              limit ?
            ) o
            left join shop_member m force index (primary) on m.member_id = o.member_id
            left join shop_store s force index (primary) on s.store_id = o.store_id
            left join shop_order_line l force index (primary) on l.order_id = o.order_id
            order by o.member_id, o.order_id, l.line_no
            """;

    private static final String GUESTS = PAGE.formatted("member_id is null and order_id > ?");
    private static final String MEMBERS = PAGE.formatted("member_id >= ? and (member_id > ? or order_id > ?)");

    private static final String DUE_SHARDS = """
            select distinct due_shard
            from shop_order
            where due_shard is not null and (completed_at < ? or completed_at is null)
            order by due_shard
            """;

    private static final String COUNT = """
            select count(*)
            from shop_order
            where due_shard is not null
            """;

    private static final KeyedQuery ARRIVED = new KeyedQuery("""
            select combined_checkout_id, count(*) as arrived
            from shop_order
            where combined_checkout_id in (:keys)
            group by combined_checkout_id
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

    /** Guests' orders of a shard, by ascending order id, from the one after {@code afterOrder} on. */
    List<DueOrder> guests(int shard, long afterOrder, Instant asOf, long run, int limit) {
        return read(GUESTS, run, shard, afterOrder, utc(asOf), limit);
    }

    /** Members' orders of a shard, by ascending member and order id, from the ones after the given pair on. */
    List<DueOrder> members(int shard, long afterMember, long afterOrder, Instant asOf, long run, int limit) {
        return read(MEMBERS, run, shard, afterMember, afterMember, afterOrder, utc(asOf), limit);
    }

    List<Integer> dueShards(Instant asOf) {
        return jdbc.queryForList(DUE_SHARDS, Integer.class, utc(asOf));
    }

    long planned() {
        Long count = jdbc.queryForObject(COUNT, Long.class);
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

    List<StoreTerms> terms(List<Long> stores) {
        List<StoreTerms> terms = new ArrayList<>();
        TERMS.query(jdbc, stores, (cells, id) -> cells.number(id.longValue()), row -> terms.add(terms(row)));
        return terms;
    }

    private List<DueOrder> read(String sql, Object... arguments) {
        OrderRowsReader pages = new OrderRowsReader();
        jdbc.query(sql, pages::row, arguments);
        return pages.orders();
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
                return new PeriodCell(Optional.of(Period.parse(text)), Optional.empty());
            } catch (DateTimeParseException e) {
                return new PeriodCell(Optional.empty(), Optional.of(column + " \"" + text + "\""));
            }
        }
    }
}
