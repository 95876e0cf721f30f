package dev.bursar.earning;

import dev.bursar.ledger.FactKind;
import dev.bursar.ledger.Reason;
import dev.bursar.sql.KeyedQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads orders that were judged before, to judge them again. */
final class JudgedOrderStore {

    /** What is not on the work list has no due shard; under that the index has orders by member as well. */
    private static final KeyedQuery OF_MEMBERS = new KeyedQuery("""
            select %s, x.coins, x.points, x.figures, x.since, true as member_known
            from shop_order o force index (due)
            left join shop_order_line l force index (primary) on l.order_id = o.order_id
            left join outcome x force index (primary) on x.fact_kind = 'ORDER' and x.fact_id = o.order_id
            where o.due_shard is null and o.member_id in (:keys) and (o.status = 'COMPLETED' or o.completed_at is not null)
            """.formatted(OrderRowsReader.COLUMNS), "?");

    private static final KeyedQuery BY_ID = new KeyedQuery("""
            select %s, x.coins, x.points, x.figures, x.since, true as member_known
            from shop_order o
            left join shop_order_line l force index (primary) on l.order_id = o.order_id
            left join outcome x force index (primary) on x.fact_kind = 'ORDER' and x.fact_id = o.order_id
            where o.order_id in (:keys)
            """.formatted(OrderRowsReader.COLUMNS), "?");

    private static final KeyedQuery CHANGED_LINES = new KeyedQuery("""
            select distinct order_id
            from shop_order_line
            where order_id in (:keys) and changed_at is not null
            """, "?");

    private static final String END_OF_PAGE = """
            select fact_id
            from outcome
            where fact_kind = ? and fact_id > ?
            order by fact_id
            limit 1 offset ?
            """;

    /** An order on the work list may have another buyer or store by now than when it was posted. */
    private static final String UNPOSTED = """
            select x.fact_id, o.member_id, 0 as programme_id
            from outcome x
            join shop_order o on o.order_id = x.fact_id
            where x.fact_kind = 'ORDER' and x.fact_id > ? and x.fact_id <= ? and x.coins = %1$d and o.changed_at is null
              and not exists (
                select 1
                from lot l
                where l.member_id = o.member_id and l.programme_id = 0 and l.source_kind = 'ORDER'
                  and l.source_id = x.fact_id and l.part >= 0)
            union all
            select x.fact_id, o.member_id, o.store_id
            from outcome x
            join shop_order o on o.order_id = x.fact_id
            where x.fact_kind = 'ORDER' and x.fact_id > ? and x.fact_id <= ? and x.points = %1$d and o.changed_at is null
              and not exists (
                select 1
                from lot l
                where l.member_id = o.member_id and l.programme_id = o.store_id and l.source_kind = 'ORDER'
                  and l.source_id = x.fact_id and l.part >= 0)
            """.formatted(Reason.CREDITED.code());

    private static final String END_OF_ORDERS = """
            select order_id
            from shop_order
            where order_id > ?
            order by order_id
            limit 1 offset ?
            """;

    private static final String UNJUDGED = """
            select o.order_id, o.member_id, coalesce(c.name, p.name) as name
            from shop_order o
            left join outcome x force index (primary) on x.fact_kind = 'ORDER' and x.fact_id = o.order_id
            left join reason c on c.code = x.coins and c.status in ('WAITING', 'EXCEPTION')
            left join reason p on p.code = x.points and p.status in ('WAITING', 'EXCEPTION')
            where o.order_id > ? and o.order_id <= ? and o.member_id is not null and o.changed_at is null
              and (c.code is not null or p.code is not null
                or x.fact_id is null and (o.status in ('COMPLETED', 'CANCELLED') or o.completed_at is not null))
            """;

    /** An order that is not completed is judged before its lines are there. */
    private static final String WITH_OTHER_LINES = """
            select o.order_id, o.member_id, o.line_count, count(l.order_id) as line_rows
            from shop_order o
            join outcome x force index (primary) on x.fact_kind = 'ORDER' and x.fact_id = o.order_id
            left join shop_order_line l force index (primary) on l.order_id = o.order_id
            where o.order_id > ? and o.order_id <= ? and o.member_id is not null and o.changed_at is null
              and x.coins <> %d
            group by o.order_id, o.member_id, o.line_count
            having line_rows <> o.line_count
            """.formatted(Reason.NOT_COMPLETED.code());

    private final JdbcTemplate jdbc;

    JudgedOrderStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An order that is posted by its outcome but not by the books. */
    record Unposted(long orderId, long memberId, long programmeId) {}

    /** @param outcome in words: none, or what it waits for */
    record Unjudged(long orderId, long memberId, String outcome) {}

    record OtherLines(long orderId, long memberId, int lineCount, int lines) {}

    /** @return the last order of the page of orders that begins after another */
    long endOfOrders(long after, int size) {
        return end(END_OF_ORDERS, after, size);
    }

    /** Members' orders that no run will look at, though their outcome is open or missing. */
    List<Unjudged> unjudged(long after, long last) {
        return jdbc.query(
                UNJUDGED,
                (row, number) -> new Unjudged(
                        row.getLong("order_id"),
                        row.getLong("member_id"),
                        Optional.ofNullable(row.getString("name")).orElse("neither")),
                after,
                last);
    }

    /** Members' orders that no run will look at, though they have more or fewer lines than when they were judged. */
    List<OtherLines> withOtherLines(long after, long last) {
        return jdbc.query(
                WITH_OTHER_LINES,
                (row, number) -> new OtherLines(
                        row.getLong("order_id"),
                        row.getLong("member_id"),
                        row.getInt("line_count"),
                        row.getInt("line_rows")),
                after,
                last);
    }

    /** Orders of members that are not on the work list. */
    List<DueOrder> ofMembers(List<Long> members) {
        return read(OF_MEMBERS, members);
    }

    List<DueOrder> byId(List<Long> orders) {
        return read(BY_ID, orders);
    }

    /** @return of some orders those of which a line has changed since they were judged */
    Set<Long> withChangedLines(List<Long> orders) {
        Set<Long> changed = new HashSet<>();
        CHANGED_LINES.query(
                jdbc, orders, (cells, id) -> cells.number(id.longValue()), row -> changed.add(row.getLong("order_id")));
        return changed;
    }

    private List<DueOrder> read(KeyedQuery query, List<Long> ids) {
        List<DueOrder> orders = new ArrayList<>();
        int most = 500;
        for (int from = 0; from < ids.size(); from += most) {
            OrderRowsReader rows = new OrderRowsReader();
            query.query(
                    jdbc,
                    ids.subList(from, Math.min(from + most, ids.size())),
                    (cells, id) -> cells.number(id.longValue()),
                    rows::row);
            orders.addAll(rows.orders());
        }
        return orders;
    }

    /** @return the last fact of the page of judged facts of a kind that begins after another */
    long endOfPage(FactKind kind, long after, int size) {
        return end(END_OF_PAGE, kind.name(), after, size);
    }

    private long end(String sql, Object... arguments) {
        return jdbc.queryForList(sql, Long.class, arguments).stream()
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    List<Unposted> unposted(long after, long last) {
        return jdbc.query(
                UNPOSTED,
                (row, number) ->
                        new Unposted(row.getLong("fact_id"), row.getLong("member_id"), row.getLong("programme_id")),
                after,
                last,
                after,
                last);
    }
}
