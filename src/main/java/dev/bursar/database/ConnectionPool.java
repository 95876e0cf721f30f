package dev.bursar.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/** The pool that a run works with: READ COMMITTED, UTC, server-prepared statements that are kept. */
record ConnectionPool(HikariDataSource pool) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** @param connections at least two more than there are partitions: Batch takes its ids on a new connection */
    static ConnectionPool open(DatabaseSettings settings, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("bursar");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setDataSourceProperties(ConnectionProperties.forRuns());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setMaximumPoolSize(connections);
        // Connections are made when they are needed: most commands need one or two.
        config.setMinimumIdle(0);
        config.setConnectionTimeout(PATIENCE.toMillis());
        return new ConnectionPool(new HikariDataSource(config));
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
