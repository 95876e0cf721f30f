package dev.bursar.shop;

import dev.bursar.sql.KeyedQuery;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The work list's marks: {@code changed_at} of an order or a line, which the server sets on any change by anybody. A mark is
 * taken off only if it is still the one that was read, so that a change in between is never lost.
 */
public final class Marks {

    private static final KeyedQuery LOCK_ORDERS = new KeyedQuery("""
            select order_id, changed_at
            from shop_order
            where order_id in (:keys)
            for update
            """, "?");

    private static final KeyedQuery TAKE_OFF_ORDERS = new KeyedQuery("""
            update shop_order
            set changed_at = null
            where order_id in (:keys)
            """, "?");

    /** The mark is a token, not a time that any rule reads: the server's clock may give it. */
    private static final KeyedQuery PUT_ON_ORDERS = new KeyedQuery("""
            update shop_order
            set changed_at = current_timestamp(6)
            where order_id in (:keys)
            """, "?");

    private static final String CHANGED_LINES = """
            select l.order_id, l.line_no
            from shop_order_line l
            join shop_order o on o.order_id = l.order_id
            where l.changed_at is not null
              and o.shard = ?
            limit 2000
            for update
            """;

    private static final KeyedQuery TAKE_OFF_LINES = new KeyedQuery("""
            update shop_order_line
            set changed_at = null
            where (order_id, line_no) in (:keys)
            """, "(?, ?)");

    private static final String SHARDS_OF_CHANGED_LINES = """
            select distinct o.shard
            from shop_order_line l
            join shop_order o on o.order_id = l.order_id
            where l.changed_at is not null
            """;

    private final JdbcTemplate jdbc;

    public Marks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An order's mark as it was read. */
    public record OrderMark(long orderId, LocalDateTime changedAt) {}

    private record LineKey(long orderId, int lineNo) {}

    /**
     * Keeps everybody else from changing or judging these orders until the transaction ends.
     *
     * @return those whose marks are still the ones that were read; the others have changed or were judged meanwhile
     */
    public Set<Long> lockUnchanged(List<OrderMark> marks) {
        Map<Long, LocalDateTime> now = new HashMap<>();
        LOCK_ORDERS.query(
                jdbc,
                marks.stream()
                        .sorted(Comparator.comparingLong(OrderMark::orderId))
                        .toList(),
                (cells, mark) -> cells.number(mark.orderId()),
                row -> now.put(row.getLong("order_id"), row.getObject("changed_at", LocalDateTime.class)));
        return marks.stream()
                .filter(mark -> mark.changedAt().equals(now.get(mark.orderId())))
                .map(OrderMark::orderId)
                .collect(Collectors.toSet());
    }

    /** @param orders locked by {@link #lockUnchanged} */
    public void takeOff(List<Long> orders) {
        TAKE_OFF_ORDERS.update(
                jdbc, orders.stream().sorted().toList(), (cells, order) -> cells.number(order.longValue()));
    }

    /** @param orders ascending, that are to be judged again */
    public void putOn(List<Long> orders) {
        PUT_ON_ORDERS.update(jdbc, orders, (cells, order) -> cells.number(order.longValue()));
    }

    /** @return the shards in which lines have changed since their orders were judged */
    public List<Integer> shardsOfChangedLines() {
        return jdbc.queryForList(SHARDS_OF_CHANGED_LINES, Integer.class);
    }

    /**
     * Puts the orders of changed lines back on the work list and takes the lines' own marks off; to be called in a
     * transaction until it returns 0.
     *
     * @return how many lines it found
     */
    public int moveFromLinesToOrders(List<Integer> shards) {
        List<LineKey> changed = new ArrayList<>();
        for (int shard : shards) {
            changed.addAll(jdbc.query(
                    CHANGED_LINES,
                    (row, number) -> new LineKey(row.getLong("order_id"), row.getInt("line_no")),
                    shard));
        }
        List<Long> orders =
                changed.stream().map(LineKey::orderId).distinct().sorted().toList();
        putOn(orders);
        TAKE_OFF_LINES.update(
                jdbc, changed, (cells, line) -> cells.number(line.orderId()).number((long) line.lineNo()));
        return changed.size();
    }
}
