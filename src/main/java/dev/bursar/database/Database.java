package dev.bursar.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The database of one command: the configured one, else an embedded MariaDB in {@code .bursar/}. Opened, checked, used, closed:
 *
 * <pre>
 * try (Database database = Database.open(System.getenv(), System.getProperties(), terminal::println)) {
 *     DataSource pool = database.pool(partitions + 4);
 * </pre>
 *
 * Needs no Spring context, so that a command can refuse before it starts one.
 */
public final class Database implements AutoCloseable {

    private static final String HOME = "bursar.home";

    private final DatabaseSettings settings;
    private final Optional<EmbeddedDatabase> embedded;
    private @Nullable ConnectionPool pool;

    private Database(DatabaseSettings settings, Optional<EmbeddedDatabase> embedded) {
        this.settings = settings;
        this.embedded = embedded;
    }

    /**
     * Finds the database and checks that Bursar can work with the server and the schema. The embedded one is started, or shared with
     * the commands that use it now, and migrated.
     *
     * @param environment see {@link DatabaseSettings#find}
     * @param properties  the same; {@code bursar.home} is the folder that gets {@code .bursar/}, by default the working directory
     * @param news        gets a line when the embedded database makes the user wait
     * @throws DatabaseRefusedException if there is none, or it is not fit
     */
    public static Database open(Map<String, String> environment, Properties properties, Consumer<String> news) {
        Optional<DatabaseSettings> configured = DatabaseSettings.find(environment, properties);
        if (configured.isPresent()) {
            Database database = new Database(configured.get(), Optional.empty());
            database.check();
            return database;
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.open(
                Path.of(properties.getProperty(HOME, "")).toAbsolutePath().resolve(".bursar"), news);
        Database database = new Database(embedded.settings(), Optional.of(embedded));
        try {
            database.check();
            if (!database.isMigrated()) {
                database.migrate();
            }
            return database;
        } catch (RuntimeException e) {
            try (database) {
                throw e;
            }
        }
    }

    private void check() {
        try (Connection connection = connect()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            ServerState.read(connection).refuseUnlessFit(JdbcUrl.parse(settings.url()));
        } catch (SQLException e) {
            throw ConnectionRefused.explain(e, settings);
        }
    }

    private boolean isMigrated() {
        return history().steps().stream()
                .filter(SchemaHistory.Step::success)
                .map(SchemaHistory.Step::version)
                .toList()
                .equals(Migrations.known());
    }

    private SchemaHistory history() {
        try (Connection connection = connect()) {
            return SchemaHistory.read(connection);
        } catch (SQLException e) {
            throw ConnectionRefused.explain(e, settings);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), ConnectionProperties.forChecks(settings));
    }

    /**
     * Brings the schema to what this build needs.
     *
     * @return the versions that were applied, none if there was nothing to do
     * @throws DatabaseRefusedException if a migration fails, or the schema belongs to a newer build
     */
    public List<Integer> migrate() {
        return new Migrations(new DriverManagerDataSource(settings.url(), ConnectionProperties.forMigrations(settings)))
                .migrate();
    }

    /**
     * The connections that a run works with, made at the first call and closed with this database.
     *
     * @param connections at least two more than there are partitions
     * @throws DatabaseRefusedException unless the schema is exactly at this build's version
     */
    public DataSource pool(int connections) {
        ConnectionPool open = pool;
        if (open == null) {
            history().refuseUnlessAt(Migrations.known());
            open = ConnectionPool.open(settings, connections);
            pool = open;
        }
        return open.dataSource();
    }

    /** For a child process; the embedded database's differ from start to start. */
    public DatabaseSettings settings() {
        return settings;
    }

    /** Whether this is the embedded database. */
    public boolean isEmbedded() {
        return embedded.isPresent();
    }

    /** Closes the connections; the embedded server ends with the last command that uses it. */
    @Override
    public void close() {
        ConnectionPool open = pool;
        if (open != null) {
            open.close();
        }
        embedded.ifPresent(EmbeddedDatabase::close);
    }
}
