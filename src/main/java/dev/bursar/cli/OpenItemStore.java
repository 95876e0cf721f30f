package dev.bursar.cli;

import dev.bursar.ledger.OutcomeStatus;
import dev.bursar.ledger.Reason;
import dev.bursar.sql.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Facts that need a look, and facts that wait. */
final class OpenItemStore {

    private static final String EXCEPTIONS = """
            select fact_kind, fact_id, lower(purpose) as purpose, reason, detail, opened_at, closed_at
            from exception_item
            where (:closed or open_mark = 1)
              and (:reason is null or reason = :reason)
              and (:kind is null or fact_kind = :kind and fact_id = :id)
              and (:since is null or opened_at >= :since)
            order by opened_at, exception_id
            limit :most
            """;

    private static final String WAITING = """
            select fact_kind, fact_id, purpose, reason, '' as detail, since as opened_at, null as closed_at
            from (select fact_kind, fact_id, 'coins' as purpose, coins as reason, since
                  from outcome
                  where coins in (:waiting)
                  union all
                  select fact_kind, fact_id, 'points', points, since
                  from outcome
                  where points in (:waiting) and coins not in (:waiting)
                  union all
                  select fact_kind, fact_id, 'spending', spending, since
                  from outcome
                  where spending in (:waiting)
                  union all
                  select fact_kind, fact_id, 'coupon', coupon, since
                  from outcome
                  where coupon in (:waiting)) waits
            where (:reason is null or reason = :reason)
              and (:kind is null or fact_kind = :kind and fact_id = :id)
              and (:since is null or since >= :since)
            order by opened_at, fact_kind, fact_id
            limit :most
            """;

    private final NamedParameterJdbcTemplate jdbc;

    OpenItemStore(JdbcTemplate jdbc) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    }

    /**
     * What to list.
     *
     * @param fact   such as {@code ORDER/42}
     * @param closed those that have closed since as well
     * @param most   how many at most, the oldest first
     */
    record Filter(Optional<Reason> reason, Optional<FactName> fact, Optional<Instant> since, boolean closed, int most) {

        private Map<String, @Nullable Object> parameters() {
            Map<String, @Nullable Object> values = new HashMap<>();
            values.put("reason", reason.map(Reason::code).orElse(null));
            values.put("kind", fact.map(FactName::kind).orElse(null));
            values.put("id", fact.map(FactName::id).orElse(null));
            values.put(
                    "since",
                    since.map(at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC)).orElse(null));
            values.put("closed", closed);
            values.put("most", most);
            values.put(
                    "waiting",
                    Stream.of(Reason.values())
                            .filter(one -> one.status() == OutcomeStatus.WAITING)
                            .map(Reason::code)
                            .toList());
            return values;
        }
    }

    /** As {@code exceptions --json} prints it. */
    record Item(
            String fact,
            String purpose,
            String reason,
            String detail,
            String explanation,
            Instant openedAt,
            Optional<Instant> closedAt) {

        static Item of(ResultSet row) throws SQLException {
            int code = row.getInt("reason");
            Optional<Reason> reason = Reason.of(code);
            return new Item(
                    row.getString("fact_kind") + "/" + row.getLong("fact_id"),
                    row.getString("purpose").toLowerCase(Locale.ROOT),
                    reason.map(Enum::name).orElse("CODE_" + code),
                    row.getString("detail"),
                    reason.map(Reason::explanation).orElse("A newer version of Bursar wrote this."),
                    Cells.instant(row, "opened_at"),
                    Optional.ofNullable(Cells.maybeInstant(row, "closed_at")));
        }
    }

    List<Item> exceptions(Filter filter) {
        return jdbc.query(EXCEPTIONS, filter.parameters(), (row, number) -> Item.of(row));
    }

    List<Item> waiting(Filter filter) {
        return jdbc.query(WAITING, filter.parameters(), (row, number) -> Item.of(row));
    }
}
