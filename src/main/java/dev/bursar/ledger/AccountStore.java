package dev.bursar.ledger;

import dev.bursar.ledger.AccountState.Ends;
import dev.bursar.ledger.CreditShortCut.Standing;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code account}: each is the lock of its account. */
final class AccountStore {

    /**
     * Takes the lock of an account that exists and opens one that does not, in one go: so that all locks are taken in key
     * order, whichever exist. Looking first and opening what is missing takes them out of order, and {@code insert ignore}
     * waits for shared locks, which two can get at once and neither then exchange: both were seen to end in deadlocks.
     */
    private static final MultiRow LOCK_OR_OPEN = new MultiRow(
            "insert into account (member_id, programme_id) values",
            "(?, ?)",
            "on duplicate key update version = version");

    private static final KeyedQuery OF_ACCOUNTS = new KeyedQuery("""
            select member_id, programme_id, frozen_until, judged_as_of, last_moved_at, in_debt, last_activity_at,
              clock_ends_at, next_end_at, put_off
            from account
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery("""
            select member_id, programme_id, frozen_until, judged_as_of, last_moved_at, in_debt, last_activity_at,
              clock_ends_at, next_end_at, put_off
            from account
            where member_id in (:keys)
            """, "?");

    /** An update of many rows, which are there: they are locked. */
    private static final MultiRow JUDGED = new MultiRow("""
            insert into account (
              member_id, programme_id, frozen_until, judged_as_of, last_moved_at, in_debt, last_activity_at, clock_ends_at,
              next_end_at, put_off)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              frozen_until = values(frozen_until), judged_as_of = values(judged_as_of),
              last_moved_at = values(last_moved_at), in_debt = values(in_debt),
              last_activity_at = values(last_activity_at), clock_ends_at = values(clock_ends_at),
              next_end_at = values(next_end_at), put_off = values(put_off),
              version = version + 1
            """);

    private static final MultiRow END_SOONER =
            new MultiRow("insert into account (member_id, programme_id, next_end_at) values", "(?, ?, ?)", """
            on duplicate key update next_end_at = least(coalesce(next_end_at, values(next_end_at)), values(next_end_at))
            """);

    private static final MultiRow ACTIVE = new MultiRow("""
            insert into account (member_id, programme_id, last_activity_at, clock_ends_at, next_end_at)
            values""", "(?, ?, ?, ?, ?)", """
            on duplicate key update
              last_activity_at = greatest(coalesce(last_activity_at, values(last_activity_at)), values(last_activity_at)),
              clock_ends_at = greatest(coalesce(clock_ends_at, values(clock_ends_at)), values(clock_ends_at)),
              next_end_at = least(coalesce(next_end_at, values(next_end_at)), values(next_end_at))
            """);

    private static final MultiRow NEXT_END = new MultiRow(
            "insert into account (member_id, programme_id, next_end_at) values",
            "(?, ?, ?)",
            "on duplicate key update next_end_at = values(next_end_at)");

    /** The lists of keys are in order, and so are the locks that the server takes. */
    private static final KeyedQuery LOCK = new KeyedQuery("""
            select member_id, programme_id, frozen_until, judged_as_of, last_moved_at, in_debt, last_activity_at,
              clock_ends_at, next_end_at, put_off
            from account force index (primary)
            where (member_id, programme_id) in (:keys)
            order by member_id, programme_id
            for update
            """, "(?, ?)");

    private final JdbcTemplate jdbc;

    AccountStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks accounts until the end of the transaction, in key order, and opens those that do not exist yet. */
    Map<AccountKey, AccountState> lock(Collection<AccountKey> accounts) {
        List<AccountKey> inOrder = List.copyOf(new TreeSet<>(accounts));
        LOCK_OR_OPEN.execute(jdbc, inOrder, AccountStore::bind);
        Map<AccountKey, AccountState> locked = new TreeMap<>();
        OF_ACCOUNTS.query(jdbc, inOrder, AccountStore::bind, row -> locked.put(key(row), state(row)));
        return locked;
    }

    /** Locks accounts that exist until the end of the transaction, in key order. */
    Map<AccountKey, AccountState> lockExisting(Collection<AccountKey> accounts) {
        Map<AccountKey, AccountState> locked = new TreeMap<>();
        LOCK.query(
                jdbc,
                List.copyOf(new TreeSet<>(accounts)),
                AccountStore::bind,
                row -> locked.put(key(row), state(row)));
        return locked;
    }

    /** Without a lock: for looking only. */
    Map<AccountKey, AccountState> ofMembers(List<Long> members) {
        Map<AccountKey, AccountState> states = new TreeMap<>();
        OF_MEMBERS.query(
                jdbc, members, (cells, id) -> cells.number(id.longValue()), row -> states.put(key(row), state(row)));
        return states;
    }

    static AccountKey key(ResultSet row) throws SQLException {
        return new AccountKey(row.getLong("member_id"), row.getLong("programme_id"));
    }

    private static AccountState state(ResultSet row) throws SQLException {
        return new AccountState(
                Optional.ofNullable(Cells.maybeInstant(row, "frozen_until")),
                Optional.ofNullable(Cells.maybeInstant(row, "judged_as_of")),
                new Standing(
                        Optional.ofNullable(Cells.maybeInstant(row, "last_moved_at")),
                        row.getBoolean("in_debt"),
                        Optional.ofNullable(Cells.maybeInstant(row, "last_activity_at")),
                        Optional.ofNullable(Cells.maybeInstant(row, "clock_ends_at"))),
                new Ends(Optional.ofNullable(Cells.maybeInstant(row, "next_end_at")), row.getBoolean("put_off")));
    }

    void judged(Map<AccountKey, AccountState> states) {
        JUDGED.execute(jdbc, List.copyOf(new TreeMap<>(states).entrySet()), (cells, row) -> {
            AccountState state = row.getValue();
            bind(cells, row.getKey());
            cells.instant(state.frozenUntil().orElse(null))
                    .instant(state.judgedAsOf().orElse(null))
                    .instant(state.standing().lastMovedAt().orElse(null))
                    .flag(state.standing().hasOpenDebt())
                    .instant(state.standing().lastActivityAt().orElse(null))
                    .instant(state.standing().clockEndsAt().orElse(null))
                    .instant(state.ends().next().orElse(null))
                    .flag(state.ends().putOff());
        });
    }

    /** Of accounts that got units which may end sooner than all that they had. */
    void endSooner(Map<AccountKey, Instant> ends) {
        END_SOONER.execute(jdbc, List.copyOf(new TreeMap<>(ends).entrySet()), (cells, row) -> {
            bind(cells, row.getKey());
            cells.instant(row.getValue());
        });
    }

    /** Of accounts whose clock was not to run out yet: it runs for longer, or begins to run. */
    void active(List<NewActivity> activities) {
        ACTIVE.execute(
                jdbc,
                activities.stream()
                        .sorted(Comparator.comparing(NewActivity::account))
                        .toList(),
                (cells, row) -> {
                    bind(cells, row.account());
                    cells.instant(row.activity().at())
                            .instant(row.activity().keepsUntil())
                            .instant(row.activity().keepsUntil());
                });
    }

    /** Of accounts in which all has lapsed that had ended. */
    void nextEnds(Map<AccountKey, Optional<Instant>> ends) {
        NEXT_END.execute(jdbc, List.copyOf(new TreeMap<>(ends).entrySet()), (cells, row) -> {
            bind(cells, row.getKey());
            cells.instant(row.getValue().orElse(null));
        });
    }

    static void bind(Cells cells, AccountKey key) throws SQLException {
        cells.number(key.memberId()).number(key.programmeId());
    }
}
