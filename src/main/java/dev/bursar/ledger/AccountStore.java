package dev.bursar.ledger;

import dev.bursar.ledger.CreditShortCut.Standing;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code account}: each is the lock of its account. */
final class AccountStore {

    private static final KeyedQuery EXISTING = new KeyedQuery("""
            select member_id, programme_id
            from account
            where (member_id, programme_id) in (:keys)
            """, "(?, ?)");

    private static final MultiRow OPEN =
            new MultiRow("insert ignore into account (member_id, programme_id) values", "(?, ?)", "");

    private static final KeyedQuery LOCK = new KeyedQuery("""
            select member_id, programme_id, frozen_until, judged_as_of, last_moved_at, in_debt, last_activity_at,
              clock_ends_at
            from account
            where (member_id, programme_id) in (:keys)
            order by member_id, programme_id
            for update
            """, "(?, ?)");

    private static final KeyedQuery OF_MEMBERS = new KeyedQuery("""
            select member_id, programme_id, frozen_until, judged_as_of, last_moved_at, in_debt, last_activity_at,
              clock_ends_at
            from account
            where member_id in (:keys)
            """, "?");

    private static final String JUDGED = """
            update account
            set frozen_until = ?, judged_as_of = ?, last_moved_at = ?, in_debt = ?, last_activity_at = ?, clock_ends_at = ?,
              version = version + 1
            where member_id = ? and programme_id = ?
            """;

    private final JdbcTemplate jdbc;

    AccountStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks accounts until the end of the transaction, and opens those that do not exist yet. First those are opened, in key
     * order, then all are locked, in key order: whoever waits for an account to be opened holds no lock on a later one, so
     * that no two ever wait for each other.
     */
    Map<AccountKey, AccountState> lock(Collection<AccountKey> accounts) {
        List<AccountKey> inOrder = List.copyOf(new TreeSet<>(accounts));
        Set<AccountKey> missing = new TreeSet<>(inOrder);
        EXISTING.query(jdbc, inOrder, AccountStore::bind, row -> missing.remove(key(row)));
        OPEN.execute(jdbc, List.copyOf(missing), AccountStore::bind);
        Map<AccountKey, AccountState> locked = new TreeMap<>();
        LOCK.query(jdbc, inOrder, AccountStore::bind, row -> locked.put(key(row), state(row)));
        return locked;
    }

    /** Without a lock: for looking only. */
    Map<AccountKey, AccountState> ofMembers(List<Long> members) {
        Map<AccountKey, AccountState> states = new TreeMap<>();
        OF_MEMBERS.query(
                jdbc, members, (cells, id) -> cells.number(id.longValue()), row -> states.put(key(row), state(row)));
        return states;
    }

    private static AccountKey key(ResultSet row) throws SQLException {
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
                        Optional.ofNullable(Cells.maybeInstant(row, "clock_ends_at"))));
    }

    void judged(Map<AccountKey, AccountState> states) {
        List<Object[]> rows = new ArrayList<>();
        states.forEach((key, state) -> rows.add(new Object[] {
            local(state.frozenUntil()),
            local(state.judgedAsOf()),
            local(state.standing().lastMovedAt()),
            state.standing().hasOpenDebt(),
            local(state.standing().lastActivityAt()),
            local(state.standing().clockEndsAt()),
            key.memberId(),
            key.programmeId()
        }));
        jdbc.batchUpdate(JUDGED, rows);
    }

    private static @Nullable LocalDateTime local(Optional<Instant> instant) {
        return instant.map(at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC)).orElse(null);
    }

    private static void bind(Cells cells, AccountKey key) throws SQLException {
        cells.number(key.memberId()).number(key.programmeId());
    }
}
