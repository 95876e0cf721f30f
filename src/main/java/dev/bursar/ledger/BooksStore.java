package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The one row of table {@code books}. */
final class BooksStore {

    private static final String HOLD = """
            select oldest_open_day, coins_lapsed_to, points_lapsed_to
            from books
            where id = 1
            lock in share mode
            """;

    private static final String LOOK = """
            select oldest_open_day, coins_lapsed_to, points_lapsed_to
            from books
            where id = 1
            """;

    private static final String COINS_LAPSED = """
            update books
            set coins_lapsed_to = greatest(coalesce(coins_lapsed_to, ?), ?)
            where id = 1
            """;

    private static final String POINTS_LAPSED = """
            update books
            set points_lapsed_to = greatest(coalesce(points_lapsed_to, ?), ?)
            where id = 1
            """;

    private final JdbcTemplate jdbc;

    BooksStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the books as a whole stand at.
     *
     * @param oldestOpenDay  day of the market's zone; earlier ones take no more entries
     * @param coinsLapsedTo  UTC; all coins that had ended by then have lapsed
     * @param pointsLapsedTo the same of points
     */
    record Standing(LocalDate oldestOpenDay, Optional<Instant> coinsLapsedTo, Optional<Instant> pointsLapsedTo) {

        Instant lapsedTo(AccountKey account) {
            return (account.programmeId() == AccountKey.COINS ? coinsLapsedTo : pointsLapsedTo).orElse(Instant.MIN);
        }
    }

    /**
     * Holds the close back until the end of the transaction, so that no entry slips into a day that it closes, and the end
     * of a lapse step, so that nothing that had ended slips by it.
     */
    Standing hold() {
        return only(HOLD);
    }

    /** For looking only. */
    Standing look() {
        return only(LOOK);
    }

    private Standing only(String sql) {
        List<Standing> rows = jdbc.query(
                sql,
                (row, number) -> new Standing(
                        row.getObject("oldest_open_day", LocalDate.class),
                        Optional.ofNullable(Cells.maybeInstant(row, "coins_lapsed_to")),
                        Optional.ofNullable(Cells.maybeInstant(row, "points_lapsed_to"))));
        if (rows.isEmpty()) {
            throw new IllegalStateException("table books has lost its row; run \"bursar migrate\"");
        }
        return rows.get(0);
    }

    /** Waits until no posting is under way, and lets none begin until the end of the transaction. */
    void lapsed(boolean coins, Instant asOf) {
        LocalDateTime utc = LocalDateTime.ofInstant(asOf, ZoneOffset.UTC);
        jdbc.update(coins ? COINS_LAPSED : POINTS_LAPSED, utc, utc);
    }
}
