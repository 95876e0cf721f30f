package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code outcome}: one for each fact that was judged. */
public final class OutcomeStore {

    /** 1 and 400 are CREDITED and CHANGED_AFTER_POSTING: a purpose that has posted never falls back to less. */
    private static final MultiRow WRITE = new MultiRow("""
            insert into outcome (fact_kind, fact_id, coins, points, figures, since, run_id)
            values""", "(?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              since = if(coins = values(coins) and points = values(points), since, values(since)),
              figures = if(coins in (1, 400) or points in (1, 400), figures, values(figures)),
              coins = if(coins in (1, 400) and values(coins) not in (1, 400), coins, values(coins)),
              points = if(points in (1, 400) and values(points) not in (1, 400), points, values(points)),
              run_id = values(run_id)
            """);

    private static final KeyedQuery OF_FACTS = new KeyedQuery("""
            select fact_kind, fact_id, coins, points, figures, since
            from outcome
            where (fact_kind, fact_id) in (:keys)
            """, "(?, ?)");

    private final JdbcTemplate jdbc;

    public OutcomeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Map<Fact, FactOutcome> of(List<Fact> facts) {
        Map<Fact, FactOutcome> outcomes = new HashMap<>();
        OF_FACTS.query(jdbc, facts, (cells, fact) -> cells.code(fact.kind()).number(fact.id()), row -> {
            FactOutcome outcome = read(row);
            outcomes.put(outcome.fact(), outcome);
        });
        return outcomes;
    }

    public void write(List<FactOutcome> outcomes, Run run) {
        WRITE.execute(
                jdbc,
                outcomes,
                (cells, outcome) -> cells.code(outcome.fact().kind())
                        .number(outcome.fact().id())
                        .number(outcome.coins().code())
                        .number(outcome.points().code())
                        .number(outcome.figures())
                        .instant(outcome.since())
                        .number(run.id()));
    }

    private static FactOutcome read(ResultSet row) throws SQLException {
        return new FactOutcome(
                new Fact(FactKind.valueOf(row.getString("fact_kind")), row.getLong("fact_id")),
                reason(row.getInt("coins")),
                reason(row.getInt("points")),
                row.getLong("figures"),
                Cells.instant(row, "since"));
    }

    private static Reason reason(int code) {
        return Reason.of(code)
                .orElseThrow(() -> new IllegalStateException("table outcome holds reason " + code
                        + ", which this version does not know; run the version that wrote it"));
    }
}
