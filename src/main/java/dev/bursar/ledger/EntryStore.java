package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code entry}: only ever added. */
final class EntryStore {

    private static final MultiRow INSERT = new MultiRow("""
            insert into entry (
              member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units, effective_at,
              business_date, run_id, policy_version)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "");

    private static final PerKindWriter INSERT_EARNED =
            new PerKindWriter("""
            insert into entry (
              member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units, effective_at,
              business_date, run_id, policy_version)
            values""", "(?, ?, :kind, ?, ?, :kind, ?, 'EARNED', 0, ?, ?, ?, ?, ?)", "");

    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, units, effective_at
            from entry
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    /** The server may take a table that has just been filled for an empty one, and then reads accounts as a whole. */
    private static final KeyedQuery OF_ACCOUNTS_SINCE = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, units, effective_at
            from entry force index (primary)
            where effective_at >= ? and (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, units, effective_at
            from entry
            where member_id in (:keys)
            """, "?");

    private final JdbcTemplate jdbc;

    EntryStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param nth how many entries of the same lot, fact, kind and time came before it */
    record Row(AccountKey account, Entry entry, int nth, LocalDate businessDate) {}

    void insert(List<Row> rows, Run run) {
        INSERT.execute(jdbc, rows, (cells, row) -> bind(cells, row, run));
    }

    /** @param rows the first entry of new lots, EARNED by the fact that the lot came from */
    void insertEarned(List<Row> rows, Run run) {
        INSERT_EARNED.execute(
                jdbc,
                rows,
                row -> row.entry().lot().source().kind(),
                (cells, row) -> cells.number(row.account().memberId())
                        .number(row.account().programmeId())
                        .number(row.entry().lot().source().id())
                        .number(row.entry().lot().part())
                        .number(row.entry().fact().id())
                        .number(row.entry().units())
                        .instant(row.entry().effectiveAt())
                        .day(row.businessDate())
                        .number(run.id())
                        .number(run.policyVersion()));
    }

    Map<AccountKey, List<Entry>> ofAccounts(List<AccountKey> accounts) {
        Map<AccountKey, List<Entry>> entries = new HashMap<>();
        OF_ACCOUNTS.query(jdbc, accounts, AccountStore::bind, row -> collect(entries, row));
        return entries;
    }

    /** A range of each account's entries: those that take effect at an instant or later. */
    Map<AccountKey, List<Entry>> ofAccountsSince(Instant from, List<AccountKey> accounts) {
        Map<AccountKey, List<Entry>> entries = new HashMap<>();
        OF_ACCOUNTS_SINCE.query(
                jdbc, cells -> cells.instant(from), accounts, AccountStore::bind, row -> collect(entries, row));
        return entries;
    }

    private static void collect(Map<AccountKey, List<Entry>> entries, ResultSet row) throws SQLException {
        entries.computeIfAbsent(AccountStore.key(row), key -> new ArrayList<>()).add(read(row));
    }

    Map<AccountKey, List<Entry>> ofMembers(List<Long> members) {
        Map<AccountKey, List<Entry>> entries = new HashMap<>();
        OF_MEMBERS.query(jdbc, members, (cells, id) -> cells.number(id.longValue()), row -> collect(entries, row));
        return entries;
    }

    static Entry read(ResultSet row) throws SQLException {
        return new Entry(
                LotStore.key(row),
                new Fact(FactKind.valueOf(row.getString("fact_kind")), row.getLong("fact_id")),
                EntryKind.valueOf(row.getString("kind")),
                row.getLong("units"),
                Cells.instant(row, "effective_at"));
    }

    private static void bind(Cells cells, Row row, Run run) throws SQLException {
        Entry entry = row.entry();
        cells.number(row.account().memberId())
                .number(row.account().programmeId())
                .code(entry.lot().source().kind())
                .number(entry.lot().source().id())
                .number(entry.lot().part())
                .code(entry.fact().kind())
                .number(entry.fact().id())
                .code(entry.kind())
                .number(row.nth())
                .number(entry.units())
                .instant(entry.effectiveAt())
                .day(row.businessDate())
                .number(run.id())
                .number(run.policyVersion());
    }
}
