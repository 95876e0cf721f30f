package dev.bursar.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * A query or an update of the rows of many keys, in a few fixed sizes that the server prepares once. A list between two sizes is
 * filled up with its last key, which changes nothing in an {@code in (...)}.
 */
public final class KeyedQuery {

    private static final int[] SIZES = {500, 50, 5, 1};
    private static final String KEYS = ":keys";

    private final String[] statements = new String[SIZES.length];

    /**
     * @param sql  the query, with {@code :keys} where the list of keys belongs: {@code where id in (:keys)}
     * @param key  the placeholders of one key: {@code ?} or {@code (?, ?)}
     */
    public KeyedQuery(String sql, String key) {
        if (!sql.contains(KEYS)) {
            throw new IllegalArgumentException("no " + KEYS + " in: " + sql);
        }
        for (int i = 0; i < SIZES.length; i++) {
            statements[i] = sql.replace(KEYS, String.join(", ", Collections.nCopies(SIZES[i], key)));
        }
    }

    /** Hands every row found to {@code rows}; on the transaction's connection. */
    public <K> void query(JdbcTemplate jdbc, List<K> keys, MultiRow.Binder<K> binder, RowCallbackHandler rows) {
        query(jdbc, cells -> {}, keys, binder, rows);
    }

    /** Fills the placeholders that stand before the keys, the same for all. */
    @FunctionalInterface
    public interface Before {
        void bind(Cells cells) throws SQLException;
    }

    /** As above, for a query with placeholders before its keys. */
    public <K> void query(
            JdbcTemplate jdbc, Before before, List<K> keys, MultiRow.Binder<K> binder, RowCallbackHandler rows) {
        execute(jdbc, before, keys, binder, statement -> {
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.processRow(found);
                }
            }
        });
    }

    /** Updates or deletes; on the transaction's connection. */
    public <K> void update(JdbcTemplate jdbc, List<K> keys, MultiRow.Binder<K> binder) {
        update(jdbc, cells -> {}, keys, binder);
    }

    /**
     * As above, for a statement with placeholders before its keys.
     *
     * @return how many rows it affected
     */
    public <K> long update(JdbcTemplate jdbc, Before before, List<K> keys, MultiRow.Binder<K> binder) {
        long[] affected = {0};
        execute(jdbc, before, keys, binder, statement -> affected[0] += statement.executeUpdate());
        return affected[0];
    }

    /** Executes one statement whose placeholders are filled. */
    @FunctionalInterface
    private interface Execution {
        void run(PreparedStatement statement) throws SQLException;
    }

    private <K> void execute(
            JdbcTemplate jdbc, Before before, List<K> keys, MultiRow.Binder<K> binder, Execution execution) {
        for (int from = 0; from < keys.size(); ) {
            int left = keys.size() - from;
            int index = smallestThatHolds(left);
            List<K> some = keys.subList(from, from + Math.min(left, SIZES[index]));
            jdbc.execute(statements[index], (PreparedStatement statement) -> {
                Cells cells = new Cells(statement);
                before.bind(cells);
                for (int i = 0; i < SIZES[index]; i++) {
                    binder.bind(cells, some.get(Math.min(i, some.size() - 1)));
                }
                execution.run(statement);
                return true;
            });
            from += some.size();
        }
    }

    private static int smallestThatHolds(int keys) {
        for (int i = SIZES.length - 1; i > 0; i--) {
            if (SIZES[i] >= keys) {
                return i;
            }
        }
        return 0;
    }
}
