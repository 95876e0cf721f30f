package dev.bursar.earning;

import dev.bursar.ledger.Reason;
import dev.bursar.shop.Marks;
import dev.bursar.sql.KeyedQuery;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The work list's marks of store terms. What a store gives may arrive after its orders: then those that earned no points for
 * want of it are judged again. What was posted under older terms stays.
 */
final class TermsMarkStore {

    private static final int PAGE = 50_000;

    private static final String ANY_CHANGED = """
            select exists (select 1 from shop_store_terms where changed_at is not null)
            """;

    private static final String CHANGED = """
            select store_id, valid_from
            from shop_store_terms
            where changed_at is not null
            for update
            """;

    /** Waits for whoever judges orders of these stores by what they promised before. */
    private static final KeyedQuery HOLD_STORES = new KeyedQuery("""
            select store_id
            from shop_store
            where store_id in (:keys)
            for update
            """, "?");

    private static final String END_OF_PAGE = """
            select fact_id
            from outcome
            where fact_kind = 'ORDER' and fact_id > ?
            order by fact_id
            limit 1 offset ?
            """;

    /** A day more is enough for every time zone. */
    private static final String CONCERNED =
            """
            select distinct o.order_id
            from outcome x
            join shop_order o on o.order_id = x.fact_id
            join shop_store_terms t on t.store_id = o.store_id
            where x.fact_kind = 'ORDER' and x.fact_id > ? and x.fact_id <= ? and x.points in (%d, %d)
              and t.changed_at is not null and o.completed_at >= date_sub(t.valid_from, interval 1 day)
            order by o.order_id
            """.formatted(Reason.BELOW_ONE_UNIT.code(), Reason.STORE_NOT_TAKING_PART.code());

    private static final KeyedQuery TAKE_OFF = new KeyedQuery("""
            update shop_store_terms
            set changed_at = null
            where (store_id, valid_from) in (:keys)
            """, "(?, ?)");

    private final JdbcTemplate jdbc;
    private final Marks marks;

    TermsMarkStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.marks = new Marks(jdbc);
    }

    private record TermsKey(long store, LocalDate validFrom) {}

    boolean anyChanged() {
        return Boolean.TRUE.equals(jdbc.queryForObject(ANY_CHANGED, Boolean.class));
    }

    /**
     * Puts the orders that changed terms concern back on the work list and takes the terms' own marks off, in the caller's
     * transaction. Of several at once the first does it and the others wait.
     *
     * @return how many terms had changed
     */
    int moveToOrders() {
        List<TermsKey> changed = jdbc.query(
                CHANGED,
                (row, number) -> new TermsKey(row.getLong("store_id"), row.getObject("valid_from", LocalDate.class)));
        if (changed.isEmpty()) {
            return 0;
        }
        HOLD_STORES.query(
                jdbc,
                changed.stream().map(TermsKey::store).distinct().sorted().toList(),
                (cells, store) -> cells.number(store.longValue()),
                row -> {});
        long after = Long.MIN_VALUE;
        while (after != Long.MAX_VALUE) {
            long last = jdbc.queryForList(END_OF_PAGE, Long.class, after, PAGE).stream()
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            marks.putOn(jdbc.queryForList(CONCERNED, Long.class, after, last));
            after = last;
        }
        TAKE_OFF.update(jdbc, changed, (cells, key) -> cells.number(key.store()).day(key.validFrom()));
        return changed.size();
    }
}
