package dev.bursar.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes rows of a kind in the transaction around it, newer ones replacing older ones. Statements have few fixed sizes,
 * so that the server parses each once; rows go in the order of their keys, so that two writers do not block each other
 * crosswise.
 */
final class RowWriter {
    private static final int[] SIZES = {500, 25, 1};

    private final JdbcTemplate jdbc;
    private final String[] statements = new String[SIZES.length];
    private final Comparator<@Nullable Object[]> byKey;

    RowWriter(DataSource dataSource, Kind kind) {
        jdbc = new JdbcTemplate(dataSource);
        byKey = byKey(kind.keyColumns());
        String row = "(" + String.join(", ", Collections.nCopies(kind.columns().size(), "?")) + ")";
        for (int i = 0; i < SIZES.length; i++) {
            statements[i] = kind.upsert().replace(row, String.join(", ", Collections.nCopies(SIZES[i], row)));
        }
    }

    /** @param rows sorted here; of rows with the same key and time the first is kept, as if each came alone */
    void write(List<@Nullable Object[]> rows) {
        rows.sort(byKey);
        jdbc.execute((ConnectionCallback<Integer>) connection -> {
            int written = 0;
            for (int i = 0; i < SIZES.length; i++) {
                written = write(connection, statements[i], SIZES[i], rows, written);
            }
            return written;
        });
    }

    private static int write(Connection connection, String sql, int size, List<@Nullable Object[]> rows, int from)
            throws SQLException {
        if (rows.size() - from < size) {
            return from;
        }
        int next = from;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            while (rows.size() - next >= size) {
                int placeholder = 1;
                for (@Nullable Object[] row : rows.subList(next, next + size)) {
                    for (Object value : row) {
                        statement.setObject(placeholder++, value);
                    }
                }
                statement.executeUpdate();
                next += size;
            }
        }
        return next;
    }

    @SuppressWarnings("unchecked") // ids, numbers and dates
    private static Comparator<@Nullable Object[]> byKey(int keyColumns) {
        return (left, right) -> {
            int order = 0;
            for (int i = 0; i < keyColumns && order == 0; i++) {
                Object one = left[i];
                Object other = right[i];
                order = one == null || other == null ? 0 : ((Comparable<Object>) one).compareTo(other);
            }
            return order;
        };
    }
}
