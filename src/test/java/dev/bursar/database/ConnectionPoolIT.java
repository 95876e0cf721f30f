package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectionPoolIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.empty();

    @Test
    void a_session_is_read_committed_utc_and_strict_whatever_the_url_says() throws SQLException {
        DatabaseSettings settings = withUrlEnding(
                "?connectionTimeZone=Asia/Tokyo&jdbcCompliantTruncation=false"
                        + "&sessionVariables=time_zone='-03:00',sql_mode='',transaction_isolation='SERIALIZABLE',innodb_lock_wait_timeout=7");
        try (ConnectionPool pool = ConnectionPool.open(settings, 2);
                Connection connection = pool.dataSource().getConnection()) {
            ServerState state = ServerState.read(connection);

            assertThat(state.timeZone()).isEqualTo("+00:00");
            assertThat(state.isolation()).isEqualTo("READ-COMMITTED");
            assertThat(state.sqlMode()).contains("STRICT_TRANS_TABLES");
            assertThat(single(connection, "select @@innodb_lock_wait_timeout")).isEqualTo("7");
        }
    }

    @Test
    void an_instant_is_stored_in_utc_even_where_the_jvm_is_elsewhere() throws SQLException {
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
        try (ConnectionPool pool = ConnectionPool.open(database.settings(), 2);
                Connection connection = pool.dataSource().getConnection();
                Statement ddl = connection.createStatement()) {
            ddl.execute("create table moment (at datetime(6))");
            try (PreparedStatement statement = connection.prepareStatement("insert into moment values (?)")) {
                statement.setTimestamp(1, Timestamp.from(Instant.parse("2026-11-01T08:30:00.123456Z")));
                statement.executeUpdate();
            }

            assertThat(single(connection, "select concat(at) from moment")).isEqualTo("2026-11-01 08:30:00.123456");
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void an_insert_of_500_rows_is_prepared_once_and_kept() throws SQLException {
        String insert = "insert into wide values " + "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?),".repeat(499)
                + "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
        try (ConnectionPool pool = ConnectionPool.open(database.settings(), 2);
                Connection connection = pool.dataSource().getConnection();
                Statement ddl = connection.createStatement()) {
            StringBuilder columns = new StringBuilder("id bigint");
            for (int column = 1; column < 20; column++) {
                columns.append(", c").append(column).append(" bigint");
            }
            ddl.execute("create table wide (" + columns + ")");
            for (int round = 0; round < 3; round++) {
                try (PreparedStatement statement = connection.prepareStatement(insert)) {
                    for (int parameter = 1; parameter <= 500 * 20; parameter++) {
                        statement.setLong(parameter, round);
                    }
                    assertThat(statement.executeUpdate()).isEqualTo(500);
                }
            }

            assertThat(status(connection, "Com_stmt_prepare")).isEqualTo(1);
            assertThat(status(connection, "Com_stmt_execute")).isEqualTo(3);
        }
    }

    @Test
    void a_second_statement_cannot_be_smuggled_in() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("select 1; select 2"))
                    .withMessageContaining("syntax");
        }
    }

    private static DatabaseSettings withUrlEnding(String ending) {
        DatabaseSettings plain = database.settings();
        return new DatabaseSettings(plain.url() + ending, plain.user(), plain.password());
    }

    private static String single(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static int status(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show session status like '" + name + "'")) {
            row.next();
            return row.getInt(2);
        }
    }
}
