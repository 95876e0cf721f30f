package dev.bursar.ledger;

import dev.bursar.ledger.Movement.Activity;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of table {@code activity_clock}, which only change under their account's lock: what keeps units from lapsing for
 * want of activity ({@code docs/rules.md} §4). By when an activity does so is fixed as it is posted, as a lot's end is.
 */
public final class ActivityStore implements MovementSource {

    private static final MultiRow WRITE = new MultiRow("""
            insert into activity_clock (
              member_id, programme_id, fact_kind, fact_id, effective_at, keeps_until, withdrawn_at)
            values""", "(?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update effective_at = values(effective_at), keeps_until = values(keeps_until),
              withdrawn_at = values(withdrawn_at)
            """);

    /** All of them: of those that ran out long ago the last still tells when the clock did. */
    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery("""
            select member_id, programme_id, fact_kind, fact_id, effective_at, keeps_until, withdrawn_at
            from activity_clock
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery BY_KEYS = new KeyedQuery("""
            select member_id, programme_id, fact_kind, fact_id
            from activity_clock
            where (member_id, programme_id, fact_kind, fact_id) in (:keys)
            """, "(?, ?, ?, ?)");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery("""
            select member_id, programme_id, fact_kind, fact_id, effective_at, keeps_until, withdrawn_at
            from activity_clock
            where member_id in (:keys)
            """, "?");

    private static final Comparator<NewActivity> BY_KEY = Comparator.comparing(NewActivity::account)
            .thenComparing(row -> row.activity().fact());

    private final JdbcTemplate jdbc;

    public ActivityStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes activities as they are now, such as with the instant of a withdrawal. Whoever changes one that is there has its
     * account judged in the same transaction.
     */
    public void write(Collection<NewActivity> activities) {
        WRITE.execute(
                jdbc,
                activities.stream().sorted(BY_KEY).toList(),
                (cells, row) -> cells.number(row.account().memberId())
                        .number(row.account().programmeId())
                        .code(row.activity().fact().kind())
                        .number(row.activity().fact().id())
                        .instant(row.activity().at())
                        .instant(row.activity().keepsUntil())
                        .instant(row.activity().withdrawnAt().orElse(null)));
    }

    /** Of some activities those that have no row yet: what keeps units until when is fixed once and for all. */
    List<NewActivity> unknown(List<NewActivity> activities) {
        Map<AccountKey, Set<Fact>> known = new HashMap<>();
        BY_KEYS.query(
                jdbc,
                activities.stream().sorted(BY_KEY).toList(),
                (cells, row) -> cells.number(row.account().memberId())
                        .number(row.account().programmeId())
                        .code(row.activity().fact().kind())
                        .number(row.activity().fact().id()),
                row -> known.computeIfAbsent(AccountStore.key(row), key -> new HashSet<>())
                        .add(fact(row)));
        return activities.stream()
                .filter(row -> !known.getOrDefault(row.account(), Set.of())
                        .contains(row.activity().fact()))
                .toList();
    }

    @Override
    public Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf) {
        Map<AccountKey, List<Movement>> movements = new HashMap<>();
        OF_ACCOUNTS.query(jdbc, accounts, AccountStore::bind, row -> collect(movements, row));
        return told(movements);
    }

    /** The same, of all accounts of some members. */
    Map<AccountKey, Told> ofMembers(List<Long> members) {
        Map<AccountKey, List<Movement>> movements = new HashMap<>();
        OF_MEMBERS.query(jdbc, members, (cells, id) -> cells.number(id.longValue()), row -> collect(movements, row));
        return told(movements);
    }

    private static void collect(Map<AccountKey, List<Movement>> movements, ResultSet row) throws SQLException {
        movements
                .computeIfAbsent(AccountStore.key(row), key -> new ArrayList<>())
                .add(new Activity(
                        fact(row),
                        Cells.instant(row, "effective_at"),
                        Cells.instant(row, "keeps_until"),
                        Optional.ofNullable(Cells.maybeInstant(row, "withdrawn_at"))));
    }

    private static Fact fact(ResultSet row) throws SQLException {
        return new Fact(FactKind.valueOf(row.getString("fact_kind")), row.getLong("fact_id"));
    }

    private static Map<AccountKey, Told> told(Map<AccountKey, List<Movement>> movements) {
        Map<AccountKey, Told> told = new HashMap<>();
        movements.forEach((key, some) -> told.put(key, new Told(some, List.of())));
        return told;
    }
}
