package dev.bursar.shop;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The work list's marks: {@code changed_at} of an order or a line, which the server sets on any change by anybody. A mark is
 * taken off only if it is still the one that was read, so that a change in between is never lost.
 */
public final class Marks {

    /** Most marks that one statement takes off. */
    private static final int AT_ONCE = 2_000;

    private static final String TAKE_OFF_ORDERS = """
            update shop_order o
            join json_table(?, '$[*]' columns (id bigint path '$[0]', mark datetime(6) path '$[1]')) judged
              on judged.id = o.order_id
            set o.changed_at = null
            where o.changed_at = judged.mark
            """;

    private static final String CHANGED_LINES = """
            select l.order_id, l.line_no, l.changed_at
            from shop_order_line l
            join shop_order o on o.order_id = l.order_id
            where l.changed_at is not null
              and o.shard in (%s)
            limit 2000
            """;

    private static final String SHARDS_OF_CHANGED_LINES = """
            select distinct o.shard
            from shop_order_line l
            join shop_order o on o.order_id = l.order_id
            where l.changed_at is not null
            """;

    /** The mark is a token, not a time that any rule reads: the server's clock may give it. */
    private static final String MARK_ORDERS = """
            update shop_order o
            join json_table(?, '$[*]' columns (id bigint path '$[0]')) changed
              on changed.id = o.order_id
            set o.changed_at = current_timestamp(6)
            """;

    private static final String TAKE_OFF_LINES = """
            update shop_order_line l
            join json_table(?, '$[*]' columns (id bigint path '$[0]', mark datetime(6) path '$[1]', line int path '$[2]')) seen
              on seen.id = l.order_id and seen.line = l.line_no
            set l.changed_at = null
            where l.changed_at = seen.mark
            """;

    private final JdbcTemplate jdbc;

    public Marks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An order's mark as it was read. */
    public record OrderMark(long orderId, LocalDateTime changedAt) {}

    private record LineMark(long orderId, int lineNo, LocalDateTime changedAt) {}

    public void takeOff(List<OrderMark> marks) {
        for (int from = 0; from < marks.size(); from += AT_ONCE) {
            StringBuilder json = new StringBuilder("[");
            for (OrderMark mark : marks.subList(from, Math.min(from + AT_ONCE, marks.size()))) {
                separate(json)
                        .append('[')
                        .append(mark.orderId())
                        .append(",\"")
                        .append(mark.changedAt())
                        .append("\"]");
            }
            jdbc.update(TAKE_OFF_ORDERS, json.append(']').toString());
        }
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
        String placeholders = String.join(", ", Collections.nCopies(shards.size(), "?"));
        List<LineMark> changed = jdbc.query(
                CHANGED_LINES.formatted(placeholders),
                (row, number) -> new LineMark(
                        row.getLong("order_id"),
                        row.getInt("line_no"),
                        row.getObject("changed_at", LocalDateTime.class)),
                shards.toArray());
        if (!changed.isEmpty()) {
            StringBuilder orders = new StringBuilder("[");
            StringBuilder lines = new StringBuilder("[");
            for (LineMark line : changed) {
                separate(orders).append('[').append(line.orderId()).append(']');
                separate(lines)
                        .append('[')
                        .append(line.orderId())
                        .append(",\"")
                        .append(line.changedAt())
                        .append("\",")
                        .append(line.lineNo())
                        .append(']');
            }
            jdbc.update(MARK_ORDERS, orders.append(']').toString());
            jdbc.update(TAKE_OFF_LINES, lines.append(']').toString());
        }
        return changed.size();
    }

    private static StringBuilder separate(StringBuilder json) {
        return json.length() > 1 ? json.append(',') : json;
    }
}
