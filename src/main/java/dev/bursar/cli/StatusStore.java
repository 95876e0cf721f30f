package dev.bursar.cli;

import dev.bursar.sql.Cells;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the books' state is, in a few figures. */
final class StatusStore {

    private static final String UNJUDGED = """
            select min(changed_at) as since, count(*) as facts
            from (select changed_at from shop_order where due_shard is not null
                  union all
                  select changed_at from shop_review where due_shard is not null
                  union all
                  select changed_at from shop_activity where due_shard is not null
                  union all
                  select changed_at from shop_redemption where due_shard is not null) due
            """;

    private static final String EXCEPTIONS = """
            select min(opened_at) as since, count(*) as facts
            from exception_item
            where open_mark = 1
            """;

    private static final String OPEN_DAY = """
            select oldest_open_day
            from books
            """;

    private final JdbcTemplate jdbc;

    StatusStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many of something there are.
     *
     * @param since UTC, the oldest; empty if there are none
     */
    record Open(long count, Optional<Instant> since) {}

    /** Facts that arrived or changed and have not been judged since; such as lie in the future are among them. */
    Open unjudged() {
        return open(UNJUDGED);
    }

    Open exceptions() {
        return open(EXCEPTIONS);
    }

    private Open open(String sql) {
        return jdbc.query(
                        sql,
                        (row, number) -> new Open(
                                row.getLong("facts"),
                                row.getLong("facts") == 0
                                        ? Optional.empty()
                                        : Optional.of(Cells.instant(row, "since"))))
                .get(0);
    }

    /** The last day that takes no more entries; empty if none was ever closed. */
    Optional<LocalDate> lastClosedDay() {
        List<LocalDate> open = jdbc.queryForList(OPEN_DAY, LocalDate.class);
        return open.stream()
                .filter(day -> day.isAfter(LocalDate.EPOCH))
                .map(day -> day.minusDays(1))
                .findFirst();
    }
}
