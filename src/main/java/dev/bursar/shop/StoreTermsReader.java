package dev.bursar.shop;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what stores promise. */
public final class StoreTermsReader {

    private static final KeyedQuery TERMS = new KeyedQuery("""
            select store_id, valid_from, takes_part, currency, units_per_unit, point_value, minimum, maximum,
              inactive_after, lot_life
            from shop_store_terms
            where store_id in (:keys)
            """, "?");

    private final JdbcTemplate jdbc;

    public StoreTermsReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @return all terms of some stores, past and future, in any order */
    public List<StoreTerms> of(List<Long> stores) {
        List<StoreTerms> terms = new ArrayList<>();
        TERMS.query(jdbc, stores, (cells, id) -> cells.number(id.longValue()), row -> terms.add(terms(row)));
        return terms;
    }

    private static StoreTerms terms(ResultSet row) throws SQLException {
        PeriodCell inactiveAfter = PeriodCell.of(row, "inactive_after");
        PeriodCell lotLife = PeriodCell.of(row, "lot_life");
        return new StoreTerms(
                row.getLong("store_id"),
                row.getObject("valid_from", LocalDate.class),
                row.getBoolean("takes_part"),
                row.getString("currency"),
                row.getBigDecimal("units_per_unit"),
                row.getBigDecimal("point_value"),
                Cells.maybeNumber(row, "minimum"),
                Cells.maybeNumber(row, "maximum"),
                inactiveAfter.period(),
                lotLife.period(),
                lotLife.unreadable().or(inactiveAfter::unreadable));
    }

    /** A period as a store's terms have it; a shop that writes straight into the tables may write anything. */
    private record PeriodCell(Optional<Period> period, Optional<String> unreadable) {

        static PeriodCell of(ResultSet row, String column) throws SQLException {
            String text = row.getString(column);
            if (text == null) {
                return new PeriodCell(Optional.empty(), Optional.empty());
            }
            try {
                Period period = Period.parse(text);
                if (StoreTerms.isOfUse(period)) {
                    return new PeriodCell(Optional.of(period), Optional.empty());
                }
                return new PeriodCell(Optional.empty(), Optional.of(column + " \"" + text + "\""));
            } catch (DateTimeParseException e) {
                return new PeriodCell(Optional.empty(), Optional.of(column + " \"" + text + "\""));
            }
        }
    }
}
