package dev.bursar.database;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.util.FileSystemUtils;

/** An embedded server of a test's own, as durable as in production, that can be killed and started again. */
public final class KillableServer implements AutoCloseable {

    private static final Path FOLDERS = Path.of("target", "killable-servers").toAbsolutePath();
    private static final String PASSWORD = "test";
    private static final int CONNECTIONS = 12;

    private final Path folder = FOLDERS.resolve(UUID.randomUUID().toString());
    private final MariaDbServer server;
    private final int port;
    private Process process;

    /** With a migrated schema. */
    public KillableServer() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        server = new MariaDbServer(TestServer.unpackAlone(), folder.resolve("data"), folder.resolve("server.log"));
        server.install(PASSWORD);
        port = MariaDbServer.freePort();
        process = startServer();
        try (ConnectionPool pool = open(Duration.ofSeconds(30))) {
            new Migrations(pool.dataSource()).migrate();
        }
    }

    private Process startServer() throws IOException {
        Process started = server.start(port, List.of());
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            try (Connection connection =
                    DriverManager.getConnection(settings().url(), ConnectionProperties.forChecks(settings()))) {
                return connection.isValid(1);
            }
        });
        return started;
    }

    private DatabaseSettings settings() {
        String url = "jdbc:mysql://127.0.0.1:" + port + "/" + MariaDbServer.SCHEMA + "?sslMode=DISABLED";
        return new DatabaseSettings(url, MariaDbServer.USER, PASSWORD);
    }

    private ConnectionPool open(Duration patience) {
        return ConnectionPool.open(settings(), CONNECTIONS, patience);
    }

    /** Its connections, to be closed before the next one opens its own. */
    public record Client(DataSource dataSource, AutoCloseable pool) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            pool.close();
        }
    }

    /** @param patience how long a connection is waited for */
    public Client client(Duration patience) {
        ConnectionPool pool = open(patience);
        return new Client(pool.dataSource(), pool);
    }

    /** Without a word, as the machine's end would. */
    public void kill() throws Exception {
        process.destroyForcibly().onExit().get(30, SECONDS);
    }

    public void startAgain() throws IOException {
        process = startServer();
    }

    @Override
    public void close() throws Exception {
        kill();
        FileSystemUtils.deleteRecursively(folder);
    }
}
