package dev.bursar.batch;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which runs an operator asked to stop, for the process that runs them to see. */
public final class StopRequestStore {

    private static final String ASK = """
            insert ignore into stop_request (run_id, asked_at)
            values (?, ?)
            """;

    private static final String ASKED = """
            select 1
            from stop_request
            where run_id = ?
            """;

    private static final String FORGET = """
            delete from stop_request
            where run_id = ?
            """;

    private final JdbcTemplate jdbc;

    public StopRequestStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param at UTC */
    public void ask(long run, Instant at) {
        jdbc.update(ASK, run, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
    }

    boolean isAsked(long run) {
        List<Integer> found = jdbc.queryForList(ASKED, Integer.class, run);
        return !found.isEmpty();
    }

    void forget(long run) {
        jdbc.update(FORGET, run);
    }
}
