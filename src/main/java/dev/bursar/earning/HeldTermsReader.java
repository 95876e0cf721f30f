package dev.bursar.earning;

import dev.bursar.shop.StoreTerms;
import dev.bursar.shop.StoreTermsReader;
import dev.bursar.shop.TermsInForce;
import dev.bursar.sql.KeyedQuery;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** What stores promise, to those who post what they judge by it. */
final class HeldTermsReader {

    private static final KeyedQuery HOLD_STORES = new KeyedQuery("""
            select store_id
            from shop_store
            where store_id in (:keys)
            lock in share mode
            """, "?");

    private final JdbcTemplate jdbc;
    private final StoreTermsReader terms;

    HeldTermsReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.terms = new StoreTermsReader(jdbc);
    }

    /**
     * Keeps {@link TermsMarkStore} from looking for the facts of these stores until the transaction ends: either this
     * transaction reads the terms that it moves on, or it finds what this one has judged without them.
     *
     * @param stores ascending
     * @return those that there are
     */
    Set<Long> hold(List<Long> stores) {
        Set<Long> known = new HashSet<>();
        HOLD_STORES.query(
                jdbc, stores, (cells, id) -> cells.number(id.longValue()), row -> known.add(row.getLong("store_id")));
        return known;
    }

    List<StoreTerms> of(List<Long> stores) {
        return terms.of(stores);
    }

    /** @param held whether what is judged by them is posted */
    TermsInForce inForce(Collection<Long> stores, boolean held) {
        List<Long> inOrder = List.copyOf(new TreeSet<>(stores));
        if (held) {
            hold(inOrder);
        }
        return new TermsInForce(terms.of(inOrder));
    }
}
