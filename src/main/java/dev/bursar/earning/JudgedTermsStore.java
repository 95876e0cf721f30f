package dev.bursar.earning;

import dev.bursar.shop.Figures;
import dev.bursar.shop.StoreTerms;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Remembers by which terms points were judged: a shop may correct or add terms for days that are judged already, and what
 * was earned by the old ones stays ({@code docs/rules.md §0}).
 */
final class JudgedTermsStore {

    private static final MultiRow REMEMBER =
            new MultiRow("""
            insert into terms_judged (store_id, valid_from, figures, takes_part, currency, units_per_unit, lot_life, judged_at)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?)", "on duplicate key update store_id = values(store_id)");

    private static final KeyedQuery OF_STORES = new KeyedQuery("""
            select store_id, valid_from, figures, judged_at
            from terms_judged
            where store_id in (:keys)
            """, "?");

    private static final Comparator<StoreTerms> BY_KEY =
            Comparator.comparingLong(StoreTerms::storeId).thenComparing(StoreTerms::validFrom);

    private final JdbcTemplate jdbc;

    JudgedTermsStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** In the transaction that posts what was judged by them. */
    void remember(Collection<StoreTerms> terms, Instant judgedAt) {
        REMEMBER.execute(
                jdbc,
                terms.stream()
                        .filter(each -> each.unreadable().isEmpty())
                        .sorted(BY_KEY)
                        .toList(),
                (cells, each) -> cells.number(each.storeId())
                        .day(each.validFrom())
                        .number(Figures.of(each))
                        .value(each.takesPart())
                        .text(each.currency())
                        .value(each.unitsPerUnit())
                        .text(each.lotLife().map(Object::toString).orElse(null))
                        .instant(judgedAt));
    }

    /** Which terms of some stores orders were judged by, and since when. */
    Judged of(List<Long> stores) {
        Map<Version, Instant> since = new HashMap<>();
        OF_STORES.query(
                jdbc,
                stores,
                (cells, id) -> cells.number(id.longValue()),
                row -> since.put(
                        new Version(
                                row.getLong("store_id"),
                                row.getObject("valid_from", LocalDate.class),
                                row.getLong("figures")),
                        Cells.instant(row, "judged_at")));
        return new Judged(since);
    }

    private record Version(long store, LocalDate validFrom, long figures) {}

    record Judged(Map<Version, Instant> since) {

        /** Whether orders were judged by these terms by an instant, UTC. */
        boolean by(Instant at, StoreTerms terms) {
            Instant first = since.get(new Version(terms.storeId(), terms.validFrom(), Figures.of(terms)));
            return first != null && !first.isAfter(at);
        }
    }
}
