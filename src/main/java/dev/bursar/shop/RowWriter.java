package dev.bursar.shop;

import dev.bursar.sql.MultiRow;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes rows of a kind in the transaction around it, in the order of their keys, so that two writers do not block each
 * other crosswise.
 */
final class RowWriter {
    private final JdbcTemplate jdbc;
    private final Kind kind;
    private final Marks marks;
    private final MultiRow upsert;
    private final Comparator<@Nullable Object[]> byKey;

    RowWriter(DataSource dataSource, Kind kind) {
        jdbc = new JdbcTemplate(dataSource);
        marks = new Marks(jdbc);
        this.kind = kind;
        upsert = Upsert.of(kind);
        byKey = byKey((int) kind.columns().stream().filter(Column::key).count());
    }

    /** @param rows sorted here; of rows with the same key and time the first is kept, as if each came alone */
    void write(List<@Nullable Object[]> rows) {
        rows.sort(byKey);
        upsert.execute(jdbc, rows, (cells, row) -> {
            for (Object value : row) {
                cells.value(value);
            }
        });
        if (kind == Kind.ORDER_LINES) {
            marks.putOnWhereLinesAreTooMany(
                    rows.stream().map(row -> (Long) row[0]).distinct().toList());
        }
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
