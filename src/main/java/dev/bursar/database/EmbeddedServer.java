package dev.bursar.database;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.util.FileSystemUtils;

/**
 * The server process of {@code .bursar/}: found running, or started. Everything here happens behind the gate of
 * {@link EmbeddedDatabase}.
 *
 * @param pid  of the server
 * @param port on the loopback interface
 */
record EmbeddedServer(Path folder, long pid, int port, String password) {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 3;
    private static final long LOG_LIMIT = 4_000_000;

    static EmbeddedServer runningOrStarted(Path folder, Consumer<String> news)
            throws IOException, InterruptedException {
        Optional<EmbeddedServer> running = running(folder);
        return running.isPresent() ? running.get() : start(folder, news);
    }

    DatabaseSettings settings() {
        return new DatabaseSettings(
                "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED".formatted(port, MariaDbServer.SCHEMA),
                MariaDbServer.USER,
                password);
    }

    /** One that an earlier command started, perhaps only just before it was killed. */
    private static Optional<EmbeddedServer> running(Path folder) throws IOException, InterruptedException {
        Path note = note(folder);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        String[] pidAndPort = Files.readString(note).strip().split(" ");
        EmbeddedServer noted = new EmbeddedServer(
                folder, Long.parseLong(pidAndPort[0]), Integer.parseInt(pidAndPort[1]), password(folder));
        return noted.isAlive() && noted.answersBefore(START) ? Optional.of(noted) : Optional.empty();
    }

    private static EmbeddedServer start(Path folder, Consumer<String> news) throws IOException, InterruptedException {
        Path log = folder.resolve("server.log");
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, folder.resolve("server.log.old"), REPLACE_EXISTING);
        }
        long from = Files.exists(log) ? Files.size(log) : 0;
        MariaDbServer server = new MariaDbServer(binaries(folder, news), folder.resolve("data"), log);
        try {
            if (!Files.isDirectory(server.data())) {
                install(folder, server);
            }
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                int port = MariaDbServer.freePort();
                Process process = server.start(port, List.of());
                EmbeddedServer started = new EmbeddedServer(folder, process.pid(), port, password(folder));
                // Noted before it answers: should this process be killed now, the next one waits for this server.
                Files.writeString(note(folder), process.pid() + " " + port);
                if (started.answersBefore(START)) {
                    return started;
                }
            }
        } catch (IOException e) {
            throw refused(log, from, e);
        }
        throw refused(log, from, new IOException("it did not answer"));
    }

    private static MariaDbBinaries binaries(Path folder, Consumer<String> news) throws IOException {
        if (!Files.exists(folder.resolve("data"))) {
            news.accept("No database is configured: setting up an embedded MariaDB in %s (once, some seconds)"
                    .formatted(folder));
        }
        return MariaDbBinaries.unpack(folder);
    }

    private static void install(Path folder, MariaDbServer server) throws IOException, InterruptedException {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        Path file = folder.resolve("password");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(secret));

        Path half = folder.resolve("data.part");
        FileSystemUtils.deleteRecursively(half);
        new MariaDbServer(server.binaries(), half, server.log()).install(password(folder));
        Files.move(half, server.data(), ATOMIC_MOVE);
    }

    private static DatabaseRefusedException refused(Path log, long from, IOException e) {
        return new DatabaseRefusedException(
                "the embedded MariaDB does not start: %s (log: %s); or %s"
                        .formatted(MariaDbLog.cause(log, from), log, EmbeddedDatabase.INSTEAD),
                e);
    }

    /** Stops it cleanly; one that is gone already is fine. */
    void stop() throws IOException, InterruptedException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown");
        } catch (SQLException e) {
            // It was killed, or ends while it answers: waiting shows which.
        }
        for (long end = System.nanoTime() + STOP.toNanos(); isAlive(); Thread.sleep(10)) {
            if (System.nanoTime() > end) {
                throw new IOException("server %d has not ended within a minute".formatted(pid));
            }
        }
        Files.deleteIfExists(note(folder));
    }

    private boolean answersBefore(Duration patience) throws InterruptedException {
        for (long end = System.nanoTime() + patience.toNanos();
                isAlive() && System.nanoTime() < end;
                Thread.sleep(20)) {
            try (Connection connection = connect()) {
                return connection.isValid(1);
            } catch (SQLException e) {
                // Not yet.
            }
        }
        return false;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings().url(), ConnectionProperties.forChecks(settings()));
    }

    /** A number alone may have gone to another process since. */
    private boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("mariadbd"))
                .isPresent();
    }

    private static Path note(Path folder) {
        return folder.resolve("server");
    }

    private static String password(Path folder) throws IOException {
        return Files.readString(folder.resolve("password"));
    }
}
