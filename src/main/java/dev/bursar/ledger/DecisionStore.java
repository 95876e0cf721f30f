package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of table {@code decision}, which only change under their account's lock. Accounts are judged by them and not by
 * the shop's rows, which may change at any time.
 */
public final class DecisionStore implements MovementSource {

    private static final MultiRow WRITE = new MultiRow("""
            insert into decision (
              member_id, programme_id, fact_kind, fact_id, subject_kind, subject_id, subject_part, rules_case, units, so_far,
              of_units, lines_read, effective_at, policy_version, run_id)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              units = values(units), so_far = values(so_far), of_units = values(of_units), lines_read = values(lines_read),
              effective_at = values(effective_at), policy_version = values(policy_version), run_id = values(run_id)
            """);

    private static final KeyedQuery DELETE = new KeyedQuery("""
            delete from decision
            where (member_id, programme_id, fact_kind, fact_id, subject_kind, subject_id, subject_part) in (:keys)
            """, "(?, ?, ?, ?, ?, ?, ?)");

    private static final String COLUMNS = """
            select member_id, programme_id, fact_kind, fact_id, subject_kind, subject_id, subject_part, units, so_far,
              of_units, lines_read, effective_at, policy_version
            """;

    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery(COLUMNS + """
            from decision
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_FACTS = new KeyedQuery(COLUMNS + """
            from decision force index (of_fact)
            where (fact_kind, fact_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery(COLUMNS + """
            from decision
            where member_id in (:keys)
            """, "?");

    private final JdbcTemplate jdbc;

    public DecisionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public void write(Collection<Decision> decisions, Run run) {
        WRITE.execute(
                jdbc,
                decisions.stream().sorted(Decision.BY_KEY).toList(),
                (cells, decision) -> key(cells, decision)
                        .number((long) decision.rulesCase())
                        .number(decision.units())
                        .number(decision.soFar())
                        .number(decision.of())
                        .text(decision.linesRead())
                        .instant(decision.at())
                        .number((long) decision.policyVersion())
                        .number(run.id()));
    }

    public void delete(Collection<Decision> decisions) {
        DELETE.update(jdbc, decisions.stream().sorted(Decision.BY_KEY).toList(), DecisionStore::key);
    }

    /** In whichever accounts. */
    public Map<Fact, List<Decision>> ofFacts(Collection<Fact> facts) {
        Map<Fact, List<Decision>> found = new HashMap<>();
        OF_FACTS.query(
                jdbc,
                List.copyOf(new TreeSet<>(facts)),
                (cells, fact) -> cells.code(fact.kind()).number(fact.id()),
                row -> {
                    Decision decision = decision(row);
                    found.computeIfAbsent(decision.fact(), fact -> new ArrayList<>())
                            .add(decision);
                });
        return found;
    }

    public List<Decision> ofMembers(List<Long> members) {
        List<Decision> found = new ArrayList<>();
        OF_MEMBERS.query(
                jdbc, members, (cells, member) -> cells.number(member.longValue()), row -> found.add(decision(row)));
        return found;
    }

    @Override
    public Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf) {
        Map<AccountKey, List<Movement>> movements = new HashMap<>();
        OF_ACCOUNTS.query(
                jdbc, accounts, (cells, key) -> cells.number(key.memberId()).number(key.programmeId()), row -> {
                    Decision decision = decision(row);
                    decision.movement()
                            .ifPresent(movement -> movements
                                    .computeIfAbsent(decision.account(), key -> new ArrayList<>())
                                    .add(movement));
                });
        Map<AccountKey, Told> told = new HashMap<>();
        movements.forEach((key, some) -> told.put(key, new Told(some, List.of())));
        return told;
    }

    private static Cells key(Cells cells, Decision decision) throws SQLException {
        return cells.number(decision.account().memberId())
                .number(decision.account().programmeId())
                .code(decision.fact().kind())
                .number(decision.fact().id())
                .code(decision.subject().source().kind())
                .number(decision.subject().source().id())
                .number((long) decision.subject().part());
    }

    private static Decision decision(ResultSet row) throws SQLException {
        return new Decision(
                new AccountKey(row.getLong("member_id"), row.getLong("programme_id")),
                new Fact(FactKind.valueOf(row.getString("fact_kind")), row.getLong("fact_id")),
                new LotKey(
                        new Fact(FactKind.valueOf(row.getString("subject_kind")), row.getLong("subject_id")),
                        row.getInt("subject_part")),
                row.getLong("units"),
                row.getLong("so_far"),
                row.getLong("of_units"),
                // The server may put blanks into JSON.
                row.getString("lines_read").replace(" ", ""),
                Cells.instant(row, "effective_at"),
                row.getInt("policy_version"));
    }
}
