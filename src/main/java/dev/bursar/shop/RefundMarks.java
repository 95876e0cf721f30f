package dev.bursar.shop;

import dev.bursar.sql.KeyedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Brings orders on the work list of refunds, table {@code refund_due}. Marks that the server has set on refunds and their
 * lines are moved there; whoever judges something that a refund concerns puts the order there in the same transaction. A
 * refund is judged under the lock of its order's row, and the row is deleted in that transaction: whoever puts it there
 * again waits for that, so that no change is lost.
 */
public final class RefundMarks {

    private static final KeyedQuery PUT_ON_REFUNDED = new KeyedQuery("""
            insert into refund_due (order_id, member_id, shard, run_id)
            select distinct r.order_id, coalesce(o.member_id, 0), crc32(coalesce(o.member_id, r.order_id)) % 64, 0
            from shop_refund r force index (of_order)
            left join shop_order o force index (primary) on o.order_id = r.order_id
            where r.order_id in (:keys)
            on duplicate key update member_id = values(member_id), shard = values(shard), run_id = 0
            """, "?");

    /** What was paid and is cancelled before it was shipped is refunded, with or without a refund of the shop's. */
    private static final KeyedQuery PUT_ON_CANCELLED = new KeyedQuery("""
            insert into refund_due (order_id, member_id, shard, run_id)
            select o.order_id, coalesce(o.member_id, 0), crc32(coalesce(o.member_id, o.order_id)) % 64, 0
            from shop_order o force index (primary)
            where o.order_id in (:keys) and (o.status = 'CANCELLED' or o.cancelled_at is not null) and o.paid_at is not null
            on duplicate key update member_id = values(member_id), shard = values(shard), run_id = 0
            """, "?");

    private static final String MARKED_ORDERS = """
            select distinct r.due_order_id as order_id
            from shop_refund r force index (due)
            left join shop_order o force index (primary) on o.order_id = r.due_order_id
            where r.due_order_id > ? and find_in_set(crc32(coalesce(o.member_id, r.due_order_id)) % 64, ?)
            order by r.due_order_id
            limit 2000
            """;

    private static final KeyedQuery TAKE_OFF_REFUNDS = new KeyedQuery("""
            update shop_refund force index (due)
            set changed_at = null
            where due_order_id in (:keys)
            """, "?");

    /** Of a refund that has not arrived the line needs no mark: its refund will have one. */
    private static final String MARKED_LINES = """
            select l.refund_id, l.line_no, r.order_id
            from shop_refund_line l force index (changed)
            left join shop_refund r force index (primary) on r.refund_id = l.refund_id
            left join shop_order o force index (primary) on o.order_id = r.order_id
            where l.changed_at is not null and (l.refund_id > ? or l.refund_id = ? and l.line_no > ?)
              and find_in_set(crc32(coalesce(o.member_id, r.order_id, l.refund_id)) % 64, ?)
            order by l.refund_id, l.line_no
            limit 2000
            """;

    private static final KeyedQuery TAKE_OFF_LINES = new KeyedQuery("""
            update shop_refund_line
            set changed_at = null
            where (refund_id, line_no) in (:keys)
            """, "(?, ?)");

    /** Of an order that was not known when its refund came. */
    private static final String HOME = """
            update refund_due d
            join shop_order o on o.order_id = d.order_id
            set d.member_id = o.member_id, d.shard = crc32(o.member_id) % 64
            where d.member_id = 0 and o.member_id is not null
            """;

    private static final String SHARDS = """
            select shard
            from refund_due
            union
            select crc32(coalesce(o.member_id, r.due_order_id)) % 64
            from shop_refund r force index (due)
            left join shop_order o force index (primary) on o.order_id = r.due_order_id
            where r.due_order_id is not null
            union
            select crc32(coalesce(o.member_id, r.order_id, l.refund_id)) % 64
            from shop_refund_line l force index (changed)
            left join shop_refund r force index (primary) on r.refund_id = l.refund_id
            left join shop_order o force index (primary) on o.order_id = r.order_id
            where l.changed_at is not null
            """;

    private final JdbcTemplate jdbc;

    public RefundMarks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** How far marks are moved. */
    public record Progress(long orderId, long refundId, int lineNo, boolean refundsMoved) {

        /** Before all. */
        public static final Progress BEGIN = new Progress(0, 0, 0, false);
    }

    private record MarkedLine(long refundId, int lineNo, Optional<Long> orderId) {}

    /** @param orders of which something was judged otherwise than before: those that are refunded or cancelled are judged again */
    public void putOn(Collection<Long> orders) {
        put(PUT_ON_REFUNDED, orders);
        put(PUT_ON_CANCELLED, orders);
    }

    private void put(KeyedQuery query, Collection<Long> orders) {
        query.update(
                jdbc, orders.stream().distinct().sorted().toList(), (cells, order) -> cells.number(order.longValue()));
    }

    /**
     * Puts orders that have arrived since where their members are, so that what is settled of a member is settled by one.
     *
     * @return the shards in which something may be due, ascending
     */
    public List<Integer> shards() {
        jdbc.update(HOME);
        return jdbc.queryForList(SHARDS, Integer.class).stream().sorted().toList();
    }

    /**
     * Moves some marks from refunds and lines to the work list; to be called in one transaction after the other.
     *
     * @param after  where to go on: what the call before returned
     * @param shards of the orders
     * @return empty: all are moved
     */
    public Optional<Progress> move(Progress after, List<Integer> shards) {
        String among = shards.stream().map(String::valueOf).collect(Collectors.joining(","));
        return after.refundsMoved() ? moveLines(after, among) : Optional.of(moveRefunds(after, among));
    }

    private Progress moveRefunds(Progress after, String shards) {
        List<Long> orders = jdbc.queryForList(MARKED_ORDERS, Long.class, after.orderId(), shards);
        if (orders.isEmpty()) {
            return new Progress(after.orderId(), 0, 0, true);
        }
        put(PUT_ON_REFUNDED, orders);
        TAKE_OFF_REFUNDS.update(jdbc, orders, (cells, order) -> cells.number(order.longValue()));
        return new Progress(orders.get(orders.size() - 1), 0, 0, false);
    }

    private Optional<Progress> moveLines(Progress after, String shards) {
        List<MarkedLine> lines = jdbc.query(
                MARKED_LINES,
                (row, number) -> new MarkedLine(
                        row.getLong("refund_id"),
                        row.getInt("line_no"),
                        Optional.ofNullable(row.getObject("order_id", Long.class))),
                after.refundId(),
                after.refundId(),
                after.lineNo(),
                shards);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        put(
                PUT_ON_REFUNDED,
                lines.stream().flatMap(line -> line.orderId().stream()).toList());
        TAKE_OFF_LINES.update(
                jdbc, lines, (cells, line) -> cells.number(line.refundId()).number((long) line.lineNo()));
        MarkedLine last = lines.get(lines.size() - 1);
        return Optional.of(new Progress(after.orderId(), last.refundId(), last.lineNo(), true));
    }
}
