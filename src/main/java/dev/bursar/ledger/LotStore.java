package dev.bursar.ledger;

import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code lot}. */
final class LotStore {

    private static final PerKindWriter INSERT =
            new PerKindWriter("""
            insert into lot (
              member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at, ends_at,
              funder, origin, policy_version, line_units)
            values""", "(?, ?, :kind, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "");

    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version, line_units
            from lot
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_FACTS = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version, line_units
            from lot
            where (member_id, programme_id, source_kind, source_id) in (:keys) and part >= 0
            """, "(?, ?, ?, ?)");

    private static final KeyedQuery OPEN = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version, line_units
            from lot force index (open)
            where open_mark = 1 and (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery NAMED = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version, line_units
            from lot force index (primary)
            where (member_id, programme_id, source_kind, source_id, part) in (:keys)
            """, "(?, ?, ?, ?, ?)");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery("""
            select member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version, line_units
            from lot
            where member_id in (:keys)
            """, "?");

    /**
     * An update of many rows: whatever lot were not there would be opened with what stands here, and the count gives it away.
     */
    private static final PerKindWriter CHANGE =
            new PerKindWriter("""
            insert into lot (
              member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at,
              available_at, funder, origin, policy_version)
            values""", "(?, ?, :kind, ?, ?, ?, ?, '1970-01-01', '1970-01-01', '', 'ADJUSTMENT', 0)", """
            on duplicate key update
              earned = values(earned), remaining = values(remaining)
            """);

    private static final String REPLACE_TERMS = """
            update lot
            set earned_at = ?, available_at = ?, ends_at = ?, funder = ?, policy_version = ?
            where member_id = ? and programme_id = ? and source_kind = ? and source_id = ? and part = ?
            """;

    /** How the server counts a row that it updates instead of inserting it. */
    private static final int UPDATED = 2;

    private final JdbcTemplate jdbc;

    LotStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    record Row(AccountKey account, PostedLot lot) {}

    /** The database refuses a lot that is already there: one fact is credited once. */
    void insert(List<Row> rows) {
        INSERT.execute(jdbc, rows, row -> row.lot().key().source().kind(), LotStore::bind);
    }

    /**
     * Writes what lots that exist have earned and have left.
     *
     * @param rows each otherwise than it was read, under its account's lock
     */
    void change(List<Row> rows) {
        int affected =
                CHANGE.execute(jdbc, rows, row -> row.lot().key().source().kind(), LotStore::bindChange);
        if (affected != UPDATED * rows.size()) {
            throw gone(rows);
        }
    }

    private IllegalStateException gone(List<Row> rows) {
        Map<AccountKey, List<PostedLot>> found = named(rows.stream()
                .map(row -> new Name(row.account(), row.lot().key()))
                .toList());
        return found.entrySet().stream()
                .flatMap(account -> account.getValue().stream()
                        .filter(lot -> lot.terms().funder().isEmpty())
                        .map(lot -> new IllegalStateException("lot " + lot.key() + " of member "
                                + account.getKey().memberId() + " is gone; run \"bursar verify --member "
                                + account.getKey().memberId() + "\"")))
                .findFirst()
                .orElseGet(() -> new IllegalStateException("lots of member "
                        + rows.get(0).account().memberId()
                        + " and others were changed though their accounts are locked; run \"bursar verify --all\""));
    }

    /** Of credits that are due at other times than they were, or again. What they are for never changes. */
    void replaceTerms(List<Row> rows) {
        jdbc.batchUpdate(
                REPLACE_TERMS,
                rows.stream()
                        .map(row -> new Object[] {
                            utc(row.lot().earnedAt()),
                            utc(row.lot().terms().availableAt()),
                            row.lot().terms().endsAt().map(LotStore::utc).orElse(null),
                            row.lot().terms().funder(),
                            row.lot().terms().policyVersion(),
                            row.account().memberId(),
                            row.account().programmeId(),
                            row.lot().key().source().kind().name(),
                            row.lot().key().source().id(),
                            row.lot().key().part()
                        })
                        .toList());
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    Map<AccountKey, List<PostedLot>> ofAccounts(List<AccountKey> accounts) {
        Map<AccountKey, List<PostedLot>> lots = new HashMap<>();
        OF_ACCOUNTS.query(jdbc, accounts, AccountStore::bind, row -> collect(lots, row));
        return lots;
    }

    Map<CreditedFact, List<PostedLot>> ofFacts(List<CreditedFact> facts) {
        Map<CreditedFact, List<PostedLot>> lots = new HashMap<>();
        OF_FACTS.query(
                jdbc,
                facts,
                (cells, each) -> cells.number(each.account().memberId())
                        .number(each.account().programmeId())
                        .code(each.fact().kind())
                        .number(each.fact().id()),
                row -> {
                    PostedLot lot = read(row);
                    CreditedFact of = new CreditedFact(
                            new AccountKey(row.getLong("member_id"), row.getLong("programme_id")),
                            lot.key().source());
                    lots.computeIfAbsent(of, key -> new ArrayList<>()).add(lot);
                });
        return lots;
    }

    /** Those that have units left or owed. */
    Map<AccountKey, List<PostedLot>> openOf(List<AccountKey> accounts) {
        Map<AccountKey, List<PostedLot>> lots = new HashMap<>();
        OPEN.query(jdbc, accounts, AccountStore::bind, row -> collect(lots, row));
        return lots;
    }

    record Name(AccountKey account, LotKey lot) {}

    /** @return those of them that there are */
    Map<AccountKey, List<PostedLot>> named(List<Name> names) {
        Map<AccountKey, List<PostedLot>> lots = new HashMap<>();
        NAMED.query(
                jdbc,
                names,
                (cells, name) -> {
                    AccountStore.bind(cells, name.account());
                    bind(cells, name.lot());
                },
                row -> collect(lots, row));
        return lots;
    }

    private static void collect(Map<AccountKey, List<PostedLot>> lots, ResultSet row) throws SQLException {
        lots.computeIfAbsent(AccountStore.key(row), key -> new ArrayList<>()).add(read(row));
    }

    Map<AccountKey, List<PostedLot>> ofMembers(List<Long> members) {
        Map<AccountKey, List<PostedLot>> lots = new HashMap<>();
        OF_MEMBERS.query(jdbc, members, (cells, id) -> cells.number(id.longValue()), row -> collect(lots, row));
        return lots;
    }

    static LotKey key(ResultSet row) throws SQLException {
        Fact source = new Fact(FactKind.valueOf(row.getString("source_kind")), row.getLong("source_id"));
        return new LotKey(source, row.getInt("part"));
    }

    static PostedLot read(ResultSet row) throws SQLException {
        LotTerms terms = new LotTerms(
                Cells.instant(row, "available_at"),
                Optional.ofNullable(Cells.maybeInstant(row, "ends_at")),
                row.getString("funder"),
                Origin.valueOf(row.getString("origin")),
                row.getInt("policy_version"),
                LineUnits.read(row.getString("line_units")));
        return new PostedLot(
                key(row), Cells.instant(row, "earned_at"), terms, row.getLong("earned"), row.getLong("remaining"));
    }

    private static void bind(Cells cells, LotKey lot) throws SQLException {
        cells.code(lot.source().kind()).number(lot.source().id()).number(lot.part());
    }

    private static void bindChange(Cells cells, Row row) throws SQLException {
        PostedLot lot = row.lot();
        cells.number(row.account().memberId())
                .number(row.account().programmeId())
                .number(lot.key().source().id())
                .number(lot.key().part())
                .number(lot.earned())
                .number(lot.remaining());
    }

    private static void bind(Cells cells, Row row) throws SQLException {
        PostedLot lot = row.lot();
        LotTerms terms = lot.terms();
        cells.number(row.account().memberId())
                .number(row.account().programmeId())
                .number(lot.key().source().id())
                .number(lot.key().part())
                .number(lot.earned())
                .number(lot.remaining())
                .instant(lot.earnedAt())
                .instant(terms.availableAt())
                .instant(terms.endsAt().orElse(null))
                .text(terms.funder())
                .code(terms.origin())
                .number(terms.policyVersion())
                .text(LineUnits.write(terms.lineUnits()));
    }
}
