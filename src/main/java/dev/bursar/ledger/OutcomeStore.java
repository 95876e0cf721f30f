package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code outcome}: one for each fact that was judged. */
public final class OutcomeStore {

    private static final Set<Purpose> EARNING = EnumSet.of(Purpose.COINS, Purpose.POINTS);
    private static final Set<Purpose> SPENDING = EnumSet.of(Purpose.SPENDING);
    private static final Set<Purpose> COUPON = EnumSet.of(Purpose.COUPON);
    private static final List<Set<Purpose>> KNOWN = List.of(EARNING, SPENDING, Purpose.OF_UNITS, COUPON);

    /** The great bulk; what it does not name stays null. */
    private static final PerKindWriter WRITE_EARNING = new PerKindWriter("""
            insert into outcome (fact_kind, fact_id, coins, points, figures, since, run_id)
            values""", "(:kind, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              coins = values(coins), points = values(points), figures = values(figures), since = values(since),
              run_id = values(run_id)
            """);

    private static final MultiRow WRITE_SPENDING = new MultiRow("""
            insert into outcome (fact_kind, fact_id, spending, figures, since, run_id)
            values""", "(?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              spending = values(spending), figures = values(figures), since = values(since), run_id = values(run_id)
            """);

    private static final MultiRow WRITE_UNITS = new MultiRow("""
            insert into outcome (fact_kind, fact_id, coins, points, spending, figures, since, run_id)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              coins = values(coins), points = values(points), spending = values(spending), figures = values(figures),
              since = values(since), run_id = values(run_id)
            """);

    private static final MultiRow WRITE_COUPON = new MultiRow("""
            insert into outcome (fact_kind, fact_id, coupon, figures, since, run_id)
            values""", "(?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              coupon = values(coupon), figures = values(figures), since = values(since), run_id = values(run_id)
            """);

    private static final KeyedQuery OF_FACTS = new KeyedQuery("""
            select fact_kind, fact_id, coins, points, spending, coupon, figures, since
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
            Fact fact = new Fact(FactKind.valueOf(row.getString("fact_kind")), row.getLong("fact_id"));
            outcomes.put(fact, all(row, fact));
        });
        return outcomes;
    }

    /** @param outcomes of facts that the caller's transaction locked before it read what became of them so far */
    public void write(List<FactOutcome> outcomes, Run run) {
        Map<Set<Purpose>, List<FactOutcome>> byPurposes =
                outcomes.stream().collect(Collectors.groupingBy(FactOutcome::purposes));
        if (!KNOWN.containsAll(byPurposes.keySet())) {
            throw new IllegalArgumentException("outcomes for " + byPurposes.keySet() + ": known are " + KNOWN);
        }
        WRITE_EARNING.execute(
                jdbc,
                byPurposes.getOrDefault(EARNING, List.of()),
                outcome -> outcome.fact().kind(),
                (cells, outcome) -> cells.number(outcome.fact().id())
                        .number(outcome.of(Purpose.COINS).code())
                        .number(outcome.of(Purpose.POINTS).code())
                        .number(outcome.figures())
                        .instant(outcome.since())
                        .number(run.id()));
        WRITE_SPENDING.execute(
                jdbc,
                byPurposes.getOrDefault(SPENDING, List.of()),
                (cells, outcome) -> cells.code(outcome.fact().kind())
                        .number(outcome.fact().id())
                        .number(outcome.of(Purpose.SPENDING).code())
                        .number(outcome.figures())
                        .instant(outcome.since())
                        .number(run.id()));
        WRITE_UNITS.execute(
                jdbc,
                byPurposes.getOrDefault(Purpose.OF_UNITS, List.of()),
                (cells, outcome) -> cells.code(outcome.fact().kind())
                        .number(outcome.fact().id())
                        .number(outcome.of(Purpose.COINS).code())
                        .number(outcome.of(Purpose.POINTS).code())
                        .number(outcome.of(Purpose.SPENDING).code())
                        .number(outcome.figures())
                        .instant(outcome.since())
                        .number(run.id()));
        WRITE_COUPON.execute(
                jdbc,
                byPurposes.getOrDefault(COUPON, List.of()),
                (cells, outcome) -> cells.code(outcome.fact().kind())
                        .number(outcome.fact().id())
                        .number(outcome.of(Purpose.COUPON).code())
                        .number(outcome.figures())
                        .instant(outcome.since())
                        .number(run.id()));
    }

    /**
     * For queries that bring {@code coupon}, {@code figures} and {@code since} of a fact's outcome along.
     *
     * @return empty: the fact has none
     */
    public static Optional<FactOutcome> maybeCoupon(ResultSet row, Fact fact) throws SQLException {
        return row.getObject("since") == null
                ? Optional.empty()
                : Optional.of(new FactOutcome(
                        fact,
                        Map.of(Purpose.COUPON, reason(row.getInt("coupon"))),
                        row.getLong("figures"),
                        Cells.instant(row, "since")));
    }

    /**
     * For queries that bring {@code coins}, {@code points}, {@code figures} and {@code since} of a fact's outcome along.
     *
     * @return empty: the fact has none
     */
    public static Optional<FactOutcome> maybe(ResultSet row, Fact fact) throws SQLException {
        return row.getObject("since") == null ? Optional.empty() : Optional.of(earning(row, fact));
    }

    /**
     * For queries that bring {@code spending}, {@code figures} and {@code since} of a fact's outcome along.
     *
     * @return empty: the fact has none
     */
    public static Optional<FactOutcome> maybeSpending(ResultSet row, Fact fact) throws SQLException {
        return row.getObject("since") == null ? Optional.empty() : Optional.of(spending(row, fact));
    }

    /**
     * For queries that bring all columns of a fact's outcome along, whatever it is judged for.
     *
     * @return empty: the fact has none
     */
    public static Optional<FactOutcome> maybeAll(ResultSet row, Fact fact) throws SQLException {
        return row.getObject("since") == null ? Optional.empty() : Optional.of(all(row, fact));
    }

    private static FactOutcome all(ResultSet row, Fact fact) throws SQLException {
        Map<Purpose, Reason> reasons = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            int code = row.getInt(purpose.name().toLowerCase(Locale.ROOT));
            if (!row.wasNull()) {
                reasons.put(purpose, reason(code));
            }
        }
        return new FactOutcome(fact, reasons, row.getLong("figures"), Cells.instant(row, "since"));
    }

    private static FactOutcome earning(ResultSet row, Fact fact) throws SQLException {
        return new FactOutcome(
                fact,
                reason(row.getInt("coins")),
                reason(row.getInt("points")),
                row.getLong("figures"),
                Cells.instant(row, "since"));
    }

    private static FactOutcome spending(ResultSet row, Fact fact) throws SQLException {
        return new FactOutcome(
                fact,
                Map.of(Purpose.SPENDING, reason(row.getInt("spending"))),
                row.getLong("figures"),
                Cells.instant(row, "since"));
    }

    private static Reason reason(int code) {
        return Reason.of(code)
                .orElseThrow(() -> new IllegalStateException("table outcome holds reason " + code
                        + ", which this version does not know; run the version that wrote it"));
    }
}
