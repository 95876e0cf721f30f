package dev.bursar.lapse;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Hold;
import dev.bursar.ledger.MovementSource;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of table {@code notice_hold}, which only change under their account's lock, and the shop's rows from which they
 * follow. Accounts are judged by the former: a member who moves does not change what has lapsed.
 */
public final class NoticeStore implements MovementSource {

    private static final KeyedQuery JURISDICTIONS = new KeyedQuery("""
            select member_id, jurisdiction
            from shop_member
            where member_id in (:keys) and jurisdiction is not null
            """, "?");

    private static final KeyedQuery SENT = new KeyedQuery("""
            select member_id, coalesce(store_id, 0) as programme_id, lapses_on, sent_at
            from shop_notice
            where member_id in (:keys)
            """, "?");

    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery("""
            select member_id, programme_id, held_from, held_until, jurisdiction
            from notice_hold
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery("""
            select member_id, programme_id, held_from, held_until, jurisdiction
            from notice_hold
            where member_id in (:keys)
            """, "?");

    private static final KeyedQuery DELETE = new KeyedQuery("""
            delete from notice_hold
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final MultiRow INSERT = new MultiRow(
            "insert into notice_hold (member_id, programme_id, held_from, held_until, jurisdiction, notices) values",
            "(?, ?, ?, ?, ?, ?)",
            "");

    /** Those without an end that a new notice, or a move to where none is wanted, may give one. */
    private static final KeyedQuery OPEN = new KeyedQuery("""
            select h.member_id, h.programme_id, h.notices, m.jurisdiction, count(n.notice_id) as sent
            from notice_hold h force index (open_holds)
            left join shop_member m on m.member_id = h.member_id
            left join shop_notice n force index (of_member)
              on n.member_id = h.member_id and coalesce(n.store_id, 0) = h.programme_id
            where h.held_until is null and h.programme_id between ? and ? and crc32(h.member_id) % 64 in (:keys)
            group by h.member_id, h.programme_id, h.notices, m.jurisdiction
            order by h.member_id, h.programme_id
            """, "?");

    private final JdbcTemplate jdbc;

    public NoticeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param notices how many it was reckoned with */
    record Row(AccountKey account, Notices.Gap gap, String jurisdiction, int notices) {}

    /** @param changed whether notices have come since */
    record Open(AccountKey account, Optional<String> jurisdiction, boolean changed) {}

    Map<Long, String> jurisdictions(Collection<Long> members) {
        Map<Long, String> jurisdictions = new HashMap<>();
        JURISDICTIONS.query(
                jdbc,
                members.stream().distinct().sorted().toList(),
                (cells, id) -> cells.number(id.longValue()),
                row -> jurisdictions.put(row.getLong("member_id"), row.getString("jurisdiction")));
        return jurisdictions;
    }

    Map<AccountKey, List<Notices.Notice>> sent(Collection<Long> members) {
        Map<AccountKey, List<Notices.Notice>> sent = new HashMap<>();
        SENT.query(
                jdbc,
                members.stream().distinct().sorted().toList(),
                (cells, id) -> cells.number(id.longValue()),
                row -> sent.computeIfAbsent(key(row), account -> new ArrayList<>())
                        .add(new Notices.Notice(
                                row.getObject("lapses_on", LocalDate.class), Cells.instant(row, "sent_at"))));
        return sent;
    }

    List<Open> open(List<Integer> shards, long firstProgramme, long lastProgramme) {
        List<Open> open = new ArrayList<>();
        OPEN.query(
                jdbc,
                cells -> cells.number(firstProgramme).number(lastProgramme),
                shards,
                (cells, shard) -> cells.number(shard.longValue()),
                row -> open.add(new Open(
                        key(row),
                        Optional.ofNullable(row.getString("jurisdiction")),
                        row.getInt("sent") != row.getInt("notices"))));
        return open;
    }

    /** When the first hold of each of some accounts begins. */
    Map<AccountKey, List<Notices.Gap>> held(Collection<AccountKey> accounts) {
        Map<AccountKey, List<Notices.Gap>> held = new HashMap<>();
        OF_ACCOUNTS.query(
                jdbc,
                accounts.stream().sorted().toList(),
                NoticeStore::bind,
                row -> held.computeIfAbsent(key(row), account -> new ArrayList<>())
                        .add(gap(row)));
        return held;
    }

    /** Puts rows in the place of all that these accounts had. */
    void replace(Collection<AccountKey> accounts, List<Row> rows) {
        DELETE.update(jdbc, accounts.stream().sorted().toList(), NoticeStore::bind);
        INSERT.execute(jdbc, rows, (cells, row) -> {
            bind(cells, row.account());
            cells.instant(row.gap().from())
                    .instant(row.gap().until().orElse(null))
                    .text(row.jurisdiction())
                    .number(row.notices());
        });
    }

    @Override
    public Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf) {
        Map<AccountKey, List<Hold>> holds = new HashMap<>();
        OF_ACCOUNTS.query(jdbc, accounts, NoticeStore::bind, row -> collect(holds, row));
        return told(holds);
    }

    Map<AccountKey, Told> ofMembers(List<Long> members) {
        Map<AccountKey, List<Hold>> holds = new HashMap<>();
        OF_MEMBERS.query(jdbc, members, (cells, id) -> cells.number(id.longValue()), row -> collect(holds, row));
        return told(holds);
    }

    private static void collect(Map<AccountKey, List<Hold>> holds, ResultSet row) throws SQLException {
        Notices.Gap gap = gap(row);
        holds.computeIfAbsent(key(row), account -> new ArrayList<>())
                .add(new Hold("notice " + row.getString("jurisdiction"), Set.of(), gap.from(), gap.until()));
    }

    private static Map<AccountKey, Told> told(Map<AccountKey, List<Hold>> holds) {
        Map<AccountKey, Told> told = new HashMap<>();
        holds.forEach((key, some) -> told.put(key, new Told(List.of(), some)));
        return told;
    }

    private static Notices.Gap gap(ResultSet row) throws SQLException {
        return new Notices.Gap(
                Cells.instant(row, "held_from"), Optional.ofNullable(Cells.maybeInstant(row, "held_until")));
    }

    private static AccountKey key(ResultSet row) throws SQLException {
        return new AccountKey(row.getLong("member_id"), row.getLong("programme_id"));
    }

    private static void bind(Cells cells, AccountKey key) throws SQLException {
        cells.number(key.memberId()).number(key.programmeId());
    }
}
