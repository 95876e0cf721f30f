package dev.bursar.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A schema of a test class's own, on the server that BURSAR_TEST_URL names or an embedded MariaDB. A test that changes tables, rather than
 * rows, is to start from {@link #empty()}: a migrated schema is emptied and handed to the next class.
 *
 * <pre>
 * &#64;RegisterExtension
 * static final TestDatabase database = TestDatabase.migrated();
 *
 * &#64;BeforeEach
 * void empty() {
 *     database.clear();
 * }
 * </pre>
 *
 * Without JUnit: {@code try (TestDatabase database = TestDatabase.migrated().open())}.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback, AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int CONNECTIONS = 12;

    private final boolean migrated;
    private final boolean reused;
    private @Nullable String schema;
    private @Nullable ConnectionPool pool;

    private TestDatabase(boolean migrated, boolean reused) {
        this.migrated = migrated;
        this.reused = reused;
    }

    /** With all tables, and in them only what the migrations put there. */
    public static TestDatabase migrated() {
        return new TestDatabase(true, true);
    }

    /** Without any table. */
    public static TestDatabase empty() {
        return new TestDatabase(false, false);
    }

    /** Like {@link #migrated}, for so many rows that taking them out again would take longer than making another schema. */
    public static TestDatabase forManyRows() {
        return new TestDatabase(true, false);
    }

    /** Creates the schema, or takes one that an earlier test class is done with. */
    public TestDatabase open() {
        schema = migrated ? TestTemplate.get().take() : create();
        pool = ConnectionPool.open(settings(), CONNECTIONS);
        return this;
    }

    private static String create() {
        String name = "bursar_test_%d_e%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
        execute("create database " + name + " character set utf8mb4");
        return name;
    }

    /** Pooled connections, set up as in production. */
    public DataSource dataSource() {
        return Objects.requireNonNull(pool, "not open").dataSource();
    }

    /** For looking and preparing, each statement on its own. */
    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource());
    }

    /** What a command needs in order to reach this schema. */
    public DatabaseSettings settings() {
        TestServer server = TestServer.get();
        return new DatabaseSettings(server.url(schema()), server.user(), server.password());
    }

    /** The same, as environment variables of a child process. */
    public Map<String, String> environment() {
        DatabaseSettings settings = settings();
        return Map.of(
                "BURSAR_DB_URL", settings.url(),
                "BURSAR_DB_USER", settings.user(),
                "BURSAR_DB_PASSWORD", settings.password());
    }

    public String schema() {
        return Objects.requireNonNull(schema, "not open");
    }

    /** Takes out all that tests have put into the tables; what the migrations put there comes back. */
    public void clear() {
        TestTemplate.get().restore(schema());
    }

    /** Closes the pool and clears the schema away. */
    @Override
    public void close() {
        Objects.requireNonNull(pool, "not open").close();
        if (reused) {
            TestTemplate.get().giveBack(schema());
        } else {
            execute("drop database if exists " + schema());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    private static void execute(String sql) {
        try (Connection connection = TestServer.get().connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
