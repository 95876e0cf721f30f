package dev.bursar.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/** The pool that a run works with: READ COMMITTED, UTC, server-prepared statements that are kept. */
record ConnectionPool(HikariDataSource pool, DataSource dataSource) implements AutoCloseable {

    /** Longer than a fail-over's pause, shorter than an operator's patience; then the run ends and says so. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * @param connections at least two more than there are partitions: Batch takes its ids, and the lock its extensions, on connections
     *                    of their own, and a pool without a spare one waits for itself
     */
    static ConnectionPool open(DatabaseSettings settings, int connections) {
        return open(settings, connections, PATIENCE);
    }

    static ConnectionPool open(DatabaseSettings settings, int connections, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("bursar");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setDataSourceProperties(ConnectionProperties.forRuns(settings));
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(connections);
        // Connections are made when they are needed: most commands need one or two.
        config.setMinimumIdle(0);
        config.setConnectionTimeout(patience.toMillis());
        HikariDataSource pool = new HikariDataSource(config);
        return new ConnectionPool(pool, new PatientOnce(pool));
    }

    @Override
    public void close() {
        pool.close();
    }
}
