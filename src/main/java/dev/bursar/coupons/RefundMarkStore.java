package dev.bursar.coupons;

import dev.bursar.shop.Marks;
import dev.bursar.sql.KeyedQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The work list's marks of refunds: from a refund that has changed to the coupons that were used on its order. Refunds carry
 * a mark for coupons beside the one for coins and points, so that neither step takes the other's.
 */
final class RefundMarkStore {

    private static final int PAGE = 2_000;

    /** Locked, so that of two who come by at once the second finds what the first has left. */
    private static final String CHANGED_LINES = """
            select refund_id, line_no
            from shop_refund_line force index (changed)
            where changed_at is not null
            order by changed_at, refund_id, line_no
            limit 2000
            for update
            """;

    private static final KeyedQuery PUT_ON_REFUNDS = new KeyedQuery("""
            update shop_refund
            set changed_at = current_timestamp(6), coupons_changed_at = current_timestamp(6)
            where refund_id in (:keys)
            """, "?");

    private static final KeyedQuery TAKE_OFF_LINES = new KeyedQuery("""
            update shop_refund_line
            set changed_at = null
            where (refund_id, line_no) in (:keys)
            """, "(?, ?)");

    private static final String CHANGED_REFUNDS = """
            select refund_id, coupons_due_order_id
            from shop_refund force index (coupons_due)
            where coupons_due_order_id is not null
            order by coupons_due_order_id, refund_id
            limit 2000
            for update
            """;

    /** The other mark is set to itself, or the server would renew it. */
    private static final KeyedQuery TAKE_OFF_REFUNDS = new KeyedQuery("""
            update shop_refund
            set coupons_changed_at = null, changed_at = changed_at
            where refund_id in (:keys)
            """, "?");

    private static final String ANY = """
            select exists (select 1 from shop_refund where coupons_due_order_id is not null)
              or exists (select 1 from shop_refund_line where changed_at is not null)
            """;

    private final JdbcTemplate jdbc;
    private final Marks marks;

    RefundMarkStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.marks = new Marks(jdbc);
    }

    private record Line(long refundId, int lineNo) {}

    /** Whether any refund has changed since its coupons were told. */
    boolean any() {
        return Boolean.TRUE.equals(jdbc.queryForObject(ANY, Boolean.class));
    }

    /** Puts refunds of changed lines on the work list; @return whether there may be more */
    boolean moveFromLines() {
        List<Line> lines =
                jdbc.query(CHANGED_LINES, (row, number) -> new Line(row.getLong("refund_id"), row.getInt("line_no")));
        PUT_ON_REFUNDS.update(
                jdbc,
                lines.stream().map(Line::refundId).distinct().sorted().toList(),
                (cells, id) -> cells.number(id.longValue()));
        TAKE_OFF_LINES.update(
                jdbc, lines, (cells, line) -> cells.number(line.refundId()).number((long) line.lineNo()));
        return lines.size() == PAGE;
    }

    /** Puts coupons of changed refunds on the work list; @return whether there may be more */
    boolean moveFromRefunds() {
        List<Long> refunds = new ArrayList<>();
        Set<Long> orders = new HashSet<>();
        jdbc.query(CHANGED_REFUNDS, row -> {
            refunds.add(row.getLong("refund_id"));
            orders.add(row.getLong("coupons_due_order_id"));
        });
        marks.putOnCouponUsesOf(orders);
        TAKE_OFF_REFUNDS.update(jdbc, refunds.stream().sorted().toList(), (cells, id) -> cells.number(id.longValue()));
        return refunds.size() == PAGE;
    }
}
