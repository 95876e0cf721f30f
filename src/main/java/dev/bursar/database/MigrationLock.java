package dev.bursar.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Lets one process migrate a schema at a time. Flyway's own lock begins only after it has looked at, and perhaps created, its
 * history table. The server frees a named lock when its connection ends, however that comes about.
 */
record MigrationLock(Connection connection) implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 600;
    private static final String TAKE = "select get_lock(concat('bursar migrate ', left(sha2(database(), 256), 20)), ?)";
    private static final String RELEASE =
            "select release_lock(concat('bursar migrate ', left(sha2(database(), 256), 20)))";

    static MigrationLock take(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setInt(1, PATIENCE_SECONDS);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || row.getInt(1) != 1) {
                    throw new DatabaseRefusedException(
                            "another process has been migrating this schema for " + PATIENCE_SECONDS / 60
                                    + " minutes: wait for it to end, then run \"bursar migrate\" again");
                }
            }
        }
        return new MigrationLock(connection);
    }

    @Override
    public void close() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELEASE);
                ResultSet row = statement.executeQuery()) {
            row.next();
        }
    }
}
