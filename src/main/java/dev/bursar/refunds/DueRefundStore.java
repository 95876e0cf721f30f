package dev.bursar.refunds;

import dev.bursar.batch.Place;
import dev.bursar.ledger.Run;
import dev.bursar.sql.KeyedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The work list of refunds, table {@code refund_due}: which orders are on it, their locks, and what is taken off. */
final class DueRefundStore {

    private static final String PAGE = """
            select member_id, order_id
            from refund_due force index (place)
            where shard = ? and member_id >= ? and (member_id > ? or order_id > ?) and (run_id <> ? or run_id = 0)
            order by member_id, order_id
            limit ?
            """;

    private static final KeyedQuery LOCK = new KeyedQuery("""
            select order_id
            from refund_due force index (primary)
            where order_id in (:keys)
            for update
            """, "?");

    private static final KeyedQuery TAKE_OFF = new KeyedQuery("""
            delete from refund_due
            where order_id in (:keys)
            """, "?");

    private static final KeyedQuery LEAVE = new KeyedQuery("""
            update refund_due
            set run_id = ?
            where order_id in (:keys)
            """, "?");

    private static final String COUNT = """
            select (select count(*) from refund_due) + (select count(*) from shop_refund where due_order_id is not null)
            """;

    private static final KeyedQuery ON_LIST = new KeyedQuery("""
            select order_id
            from refund_due
            where order_id in (:keys)
            """, "?");

    private static final KeyedQuery MARKED = new KeyedQuery("""
            select distinct r.order_id
            from shop_refund r force index (of_order)
            left join shop_refund_line l on l.refund_id = r.refund_id
            where r.order_id in (:keys) and (r.changed_at is not null or l.changed_at is not null)
            """, "?");

    private final JdbcTemplate jdbc;

    DueRefundStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Orders of a shard in line after a place that a run has not looked at yet. */
    List<Place> places(int shard, Place after, long run, int limit) {
        return jdbc.query(
                PAGE,
                (row, number) -> new Place(row.getLong("member_id"), row.getLong("order_id")),
                shard,
                after.memberId(),
                after.memberId(),
                after.factId(),
                run,
                limit);
    }

    /**
     * Keeps everybody else from judging these orders' refunds until the transaction ends.
     *
     * @return those that are still due, ascending
     */
    List<Long> lock(List<Place> places) {
        List<Long> locked = new ArrayList<>(places.size());
        LOCK.query(
                jdbc,
                Place.facts(places),
                (cells, order) -> cells.number(order.longValue()),
                row -> locked.add(row.getLong("order_id")));
        return locked.stream().sorted().toList();
    }

    /** @param orders that the caller's transaction locked before it read what they are judged by */
    void takeOff(Collection<Long> orders) {
        update(TAKE_OFF, orders);
    }

    /** They wait: this run does not look at them again. */
    void leave(Collection<Long> orders, Run run) {
        LEAVE.update(
                jdbc,
                cells -> cells.number(run.id()),
                orders.stream().sorted().toList(),
                (cells, order) -> cells.number(order.longValue()));
    }

    private void update(KeyedQuery query, Collection<Long> orders) {
        query.update(jdbc, orders.stream().sorted().toList(), (cells, order) -> cells.number(order.longValue()));
    }

    /** About how many orders are due, for progress. */
    long planned() {
        Long count = jdbc.queryForObject(COUNT, Long.class);
        return count == null ? 0 : count;
    }

    /** @return those of them that a run will look at */
    Set<Long> onList(List<Long> orders) {
        Set<Long> found = new HashSet<>();
        for (KeyedQuery query : List.of(ON_LIST, MARKED)) {
            query.query(
                    jdbc, orders, (cells, order) -> cells.number(order.longValue()), row -> found.add(row.getLong(1)));
        }
        return found;
    }
}
