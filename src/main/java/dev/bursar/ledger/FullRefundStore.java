package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Orders that are fully refunded: such a purchase does not keep the member's points alive any more ({@code docs/rules.md}
 * §4, {@link Movement.Activity#withdrawnAt}).
 */
public final class FullRefundStore {

    private static final MultiRow WRITE = new MultiRow("""
            insert into full_refund (order_id, effective_at)
            values""", "(?, ?)", """
            on duplicate key update effective_at = values(effective_at)
            """);

    private static final KeyedQuery DELETE = new KeyedQuery("""
            delete from full_refund
            where order_id in (:keys)
            """, "?");

    private static final KeyedQuery OF_ORDERS = new KeyedQuery("""
            select order_id, effective_at
            from full_refund
            where order_id in (:keys)
            """, "?");

    private final JdbcTemplate jdbc;

    public FullRefundStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param at UTC, by order; when the refund was decided that completes it, or the order was cancelled */
    public void write(Map<Long, Instant> at) {
        WRITE.execute(
                jdbc,
                at.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList(),
                (cells, order) -> cells.number(order.getKey().longValue()).instant(order.getValue()));
    }

    public void delete(Collection<Long> orders) {
        DELETE.update(jdbc, orders.stream().sorted().toList(), (cells, order) -> cells.number(order.longValue()));
    }

    /** @return when they were fully refunded, UTC; an order that is not is absent */
    public Map<Long, Instant> of(Collection<Long> orders) {
        Map<Long, Instant> found = new HashMap<>();
        OF_ORDERS.query(
                jdbc,
                orders.stream().sorted().toList(),
                (cells, order) -> cells.number(order.longValue()),
                row -> found.put(row.getLong("order_id"), Cells.instant(row, "effective_at")));
        return found;
    }
}
