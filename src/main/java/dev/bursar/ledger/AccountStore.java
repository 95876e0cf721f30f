package dev.bursar.ledger;

import dev.bursar.ledger.CreditShortCut.Standing;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code account}: each is the lock of its account. */
final class AccountStore {

    private static final KeyedQuery LOCK = new KeyedQuery("""
            select member_id, programme_id, frozen_until, last_moved_at, in_debt, last_activity_at, clock_ends_at
            from account
            where (member_id, programme_id) in (:keys)
            order by member_id, programme_id
            for update
            """, "(?, ?)");

    private static final MultiRow OPEN =
            new MultiRow("insert ignore into account (member_id, programme_id) values", "(?, ?)", "");

    private static final String JUDGED = """
            update account
            set frozen_until = ?, last_moved_at = ?, in_debt = ?, version = version + 1
            where member_id = ? and programme_id = ?
            """;

    private final JdbcTemplate jdbc;

    AccountStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks accounts until the end of the transaction, in key order, and opens those that do not exist yet. */
    Map<AccountKey, AccountState> lock(Collection<AccountKey> accounts) {
        List<AccountKey> inOrder = List.copyOf(new TreeSet<>(accounts));
        Map<AccountKey, AccountState> locked = new TreeMap<>();
        lockInto(locked, inOrder);
        List<AccountKey> missing =
                inOrder.stream().filter(key -> !locked.containsKey(key)).toList();
        if (OPEN.execute(jdbc, missing, AccountStore::bind) == missing.size()) {
            missing.forEach(key -> locked.put(key, AccountState.NEW));
        } else {
            // Another process has just opened one of them; what it left there has to be read.
            lockInto(locked, missing);
        }
        return locked;
    }

    private void lockInto(Map<AccountKey, AccountState> locked, List<AccountKey> accounts) {
        LOCK.query(jdbc, accounts, AccountStore::bind, row -> {
            AccountKey key = new AccountKey(row.getLong("member_id"), row.getLong("programme_id"));
            locked.put(
                    key,
                    new AccountState(
                            Optional.ofNullable(Cells.maybeInstant(row, "frozen_until")),
                            new Standing(
                                    Optional.ofNullable(Cells.maybeInstant(row, "last_moved_at")),
                                    row.getBoolean("in_debt"),
                                    Optional.ofNullable(Cells.maybeInstant(row, "last_activity_at")),
                                    Optional.ofNullable(Cells.maybeInstant(row, "clock_ends_at")))));
        });
    }

    void judged(Map<AccountKey, AccountState> states) {
        List<Object[]> rows = new ArrayList<>();
        states.forEach((key, state) -> rows.add(new Object[] {
            local(state.frozenUntil()),
            local(state.standing().lastMovedAt()),
            state.standing().hasOpenDebt(),
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
