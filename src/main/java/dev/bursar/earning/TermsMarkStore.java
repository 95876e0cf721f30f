package dev.bursar.earning;

import dev.bursar.ledger.FactKind;
import dev.bursar.ledger.Reason;
import dev.bursar.shop.Marks;
import dev.bursar.sql.KeyedQuery;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The work list's marks of store terms. What a store gives may arrive after its orders, reviews and activities: then those
 * that earned no points for want of it are judged again. What was posted under older terms stays.
 */
final class TermsMarkStore {

    private static final int PAGE = 20_000;

    private static final String ANY_CHANGED = """
            select exists (select 1 from shop_store_terms where changed_at is not null)
            """;

    private static final String CHANGED = """
            select store_id, valid_from, changed_at
            from shop_store_terms
            where changed_at is not null
            """;

    /** Waits for whoever judges orders of these stores by what they promised before. */
    private static final KeyedQuery HOLD_STORES = new KeyedQuery("""
            select store_id
            from shop_store
            where store_id in (:keys)
            for update
            """, "?");

    /** A day more is enough for every time zone. */
    private static final String CONCERNED_ORDERS =
            """
            select distinct o.order_id
            from outcome x
            join shop_order o on o.order_id = x.fact_id
            join shop_store_terms t on t.store_id = o.store_id
            where x.fact_kind = 'ORDER' and x.fact_id > ? and x.fact_id <= ? and x.points in (%d, %d)
              and t.changed_at is not null and o.completed_at >= date_sub(t.valid_from, interval 1 day)
            order by o.order_id
            """.formatted(Reason.BELOW_ONE_UNIT.code(), Reason.STORE_NOT_TAKING_PART.code());

    private static final String CONCERNED_REVIEWS =
            """
            select distinct c.review_id
            from outcome x
            join shop_review c on c.review_id = x.fact_id
            join shop_order o on o.order_id = c.order_id
            join shop_store_terms t on t.store_id = o.store_id
            where x.fact_kind = 'REVIEW' and x.fact_id > ? and x.fact_id <= ? and x.points in (%d, %d)
              and t.changed_at is not null and c.published_at >= date_sub(t.valid_from, interval 1 day)
            order by c.review_id
            """.formatted(Reason.BELOW_ONE_UNIT.code(), Reason.STORE_NOT_TAKING_PART.code());

    /** A referral earns at a time that is another's. */
    private static final String CONCERNED_ACTIVITIES =
            """
            select distinct c.activity_id
            from outcome x
            join shop_activity c on c.activity_id = x.fact_id
            join shop_store_terms t on t.store_id = c.store_id
            where x.fact_kind = 'ACTIVITY' and x.fact_id > ? and x.fact_id <= ? and x.points in (%d, %d)
              and t.changed_at is not null
              and (c.kind = 'REFERRAL' or c.occurred_at >= date_sub(t.valid_from, interval 1 day))
            order by c.activity_id
            """.formatted(Reason.BELOW_ONE_UNIT.code(), Reason.STORE_NOT_TAKING_PART.code());

    private static final List<Concerned> KINDS = List.of(
            new Concerned(FactKind.ORDER, CONCERNED_ORDERS, Marks::putOn),
            new Concerned(FactKind.REVIEW, CONCERNED_REVIEWS, Marks::putOnReviews),
            new Concerned(FactKind.ACTIVITY, CONCERNED_ACTIVITIES, Marks::putOnActivities));

    private static final KeyedQuery TAKE_OFF = new KeyedQuery("""
            update shop_store_terms
            set changed_at = null
            where (store_id, valid_from, changed_at) in (:keys)
            """, "(?, ?, ?)");

    private final JdbcTemplate jdbc;
    private final Marks marks;
    private final JudgedOrderStore judged;

    TermsMarkStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.judged = new JudgedOrderStore(jdbc);
        this.marks = new Marks(jdbc);
    }

    private record Changed(long store, LocalDate validFrom, LocalDateTime changedAt) {}

    /** Facts of a kind that changed terms may concern. */
    private record Concerned(FactKind kind, String facts, BiConsumer<Marks, List<Long>> putOn) {}

    /**
     * How far the way through the facts that changed terms may concern has come.
     *
     * @param kind  which of the kinds, by its number
     * @param after the last fact of that kind
     */
    record Move(List<Changed> changed, int kind, long after) {}

    boolean anyChanged() {
        return Boolean.TRUE.equals(jdbc.queryForObject(ANY_CHANGED, Boolean.class));
    }

    /**
     * Begins to put the facts that changed terms concern back on the work list; {@link #go} does it, page by page, in a
     * transaction each. Whoever judges by the terms of before is waited for here; who comes later reads the new ones.
     *
     * @return empty: no terms have changed
     */
    Optional<Move> begin() {
        List<Changed> changed = jdbc.query(
                CHANGED,
                (row, number) -> new Changed(
                        row.getLong("store_id"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("changed_at", LocalDateTime.class)));
        HOLD_STORES.query(
                jdbc,
                changed.stream().map(Changed::store).distinct().sorted().toList(),
                (cells, store) -> cells.number(store.longValue()),
                row -> {});
        return changed.isEmpty() ? Optional.empty() : Optional.of(new Move(changed, 0, Long.MIN_VALUE));
    }

    /** @return where to go on; empty: all are moved, and the terms' own marks are off unless they have changed again */
    Optional<Move> go(Move move) {
        Concerned kind = KINDS.get(move.kind());
        long last = judged.endOfPage(kind.kind(), move.after(), PAGE);
        kind.putOn().accept(marks, jdbc.queryForList(kind.facts(), Long.class, move.after(), last));
        if (last < Long.MAX_VALUE) {
            return Optional.of(new Move(move.changed(), move.kind(), last));
        }
        if (move.kind() < KINDS.size() - 1) {
            return Optional.of(new Move(move.changed(), move.kind() + 1, Long.MIN_VALUE));
        }
        TAKE_OFF.update(
                jdbc,
                move.changed(),
                (cells, each) ->
                        cells.number(each.store()).day(each.validFrom()).value(each.changedAt()));
        return Optional.empty();
    }
}
