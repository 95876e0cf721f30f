package dev.bursar.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * All rows of a schema, kept in memory, to be put back before each round of a test. Locks are let go of instead of put
 * back: ShedLock remembers that their rows exist.
 */
final class TableSnapshot {

    private static final String TABLES = """
            select table_name
            from information_schema.tables
            where table_schema = database() and table_type = 'BASE TABLE' and table_name <> 'shedlock'
            """;

    private static final String STORED_COLUMNS = """
            select column_name
            from information_schema.columns
            where table_schema = database() and table_name = ? and extra not like '% generated'
            order by ordinal_position
            """;

    private static final String RELEASE = "update shedlock set lock_until = '2000-01-01'";

    private final DataSource database;
    private final List<String> tables;
    private final List<Rows> kept = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record Rows(String insert, Object[] values) {}

    private TableSnapshot(DataSource database) {
        this.database = database;
        JdbcTemplate jdbc = new JdbcTemplate(database);
        this.tables = jdbc.queryForList(TABLES, String.class);
        tables.forEach(table -> keep(jdbc, table));
    }

    static TableSnapshot of(DataSource database) {
        return new TableSnapshot(database);
    }

    private void keep(JdbcTemplate jdbc, String table) {
        List<String> columns = jdbc.queryForList(STORED_COLUMNS, String.class, table);
        String names = "`" + String.join("`, `", columns) + "`";
        List<Object> values = new ArrayList<>();
        jdbc.query("select " + names + " from `" + table + "`", row -> {
            for (int column = 1; column <= columns.size(); column++) {
                values.add(row.getObject(column));
            }
        });
        if (!values.isEmpty()) {
            String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
            String rows = String.join(", ", Collections.nCopies(values.size() / columns.size(), row));
            kept.add(new Rows("insert into `" + table + "` (" + names + ") values " + rows, values.toArray()));
        }
    }

    void putBack() {
        try (Connection connection = database.getConnection()) {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            jdbc.execute("set foreign_key_checks = 0");
            tables.forEach(table -> jdbc.execute("delete from `" + table + "`"));
            kept.forEach(rows -> jdbc.update(rows.insert(), rows.values()));
            jdbc.execute("set foreign_key_checks = 1");
            jdbc.execute(RELEASE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
