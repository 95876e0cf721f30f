package dev.bursar.cli;

import dev.bursar.ledger.Reason;
import dev.bursar.sql.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the books hold of one order. */
final class OrderBooksStore {

    private static final String OUTCOME = """
            select coins, points, since, run_id
            from outcome
            where fact_kind = 'ORDER' and fact_id = ?
            """;

    private static final String LOTS = """
            select programme_id, part, earned, remaining, earned_at, available_at, ends_at, funder, policy_version
            from lot
            where member_id = ? and source_kind = 'ORDER' and source_id = ? and part >= 0
            order by programme_id, part
            """;

    private final JdbcTemplate jdbc;

    OrderBooksStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What became of the order.
     *
     * @param since UTC
     * @param run   that judged it last
     */
    record Outcome(String coins, String points, Instant since, long run) {}

    /** @param programme 0: coins; else the store whose points they are */
    record Lot(
            long programme,
            int part,
            long earned,
            long remaining,
            Instant earnedAt,
            Instant availableAt,
            Optional<Instant> endsAt,
            String funder,
            int policyVersion) {}

    Optional<Outcome> outcome(long order) {
        return jdbc
                .query(
                        OUTCOME,
                        (row, number) -> new Outcome(
                                reason(row, "coins"),
                                reason(row, "points"),
                                Cells.instant(row, "since"),
                                row.getLong("run_id")),
                        order)
                .stream()
                .findFirst();
    }

    /** Those that the order's member got for it. */
    List<Lot> lots(long member, long order) {
        return jdbc.query(LOTS, (row, number) -> lot(row), member, order);
    }

    private static Lot lot(ResultSet row) throws SQLException {
        return new Lot(
                row.getLong("programme_id"),
                row.getInt("part"),
                row.getLong("earned"),
                row.getLong("remaining"),
                Cells.instant(row, "earned_at"),
                Cells.instant(row, "available_at"),
                Optional.ofNullable(Cells.maybeInstant(row, "ends_at")),
                row.getString("funder"),
                row.getInt("policy_version"));
    }

    private static String reason(ResultSet row, String column) throws SQLException {
        int code = row.getInt(column);
        return Reason.of(code).map(Enum::name).orElse("CODE_" + code);
    }
}
