package dev.bursar.database;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The server behind the tests of this JVM: the one that BURSAR_TEST_URL names (environment or system property), else an embedded
 * MariaDB of this JVM's own below {@code target/}, without fsync, killed with the JVM.
 */
record TestServer(String host, int port, String user, String password, boolean embedded) {

    private static final Path FOLDER = Path.of("target", "test-mariadb").toAbsolutePath();
    private static final String SECRET = "test";

    private static final class Holder {
        private static final TestServer SERVER = start();
    }

    static TestServer get() {
        return Holder.SERVER;
    }

    String url(String schema) {
        return "jdbc:mysql://" + host + ":" + port + "/" + schema;
    }

    Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(
                url(schema) + "?sslMode=PREFERRED&allowPublicKeyRetrieval=true", user, password);
    }

    private static TestServer start() {
        String configured = System.getProperty("BURSAR_TEST_URL", System.getenv("BURSAR_TEST_URL"));
        if (configured != null && !configured.isBlank()) {
            return parse(configured);
        }
        try {
            return startEmbedded();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the embedded MariaDB of the tests does not start, see " + FOLDER, e);
        }
    }

    private static TestServer parse(String url) {
        Matcher form = Pattern.compile("jdbc:mysql://([^:/]+):([0-9]+)/?\\?user=([^&]+)(?:&password=(.*))?")
                .matcher(url);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "BURSAR_TEST_URL is to look like jdbc:mysql://127.0.0.1:3307/?user=root");
        }
        String password = form.group(4);
        return new TestServer(
                form.group(1), Integer.parseInt(form.group(2)), form.group(3), password == null ? "" : password, false);
    }

    private static TestServer startEmbedded() throws IOException, InterruptedException {
        MariaDbBinaries binaries = unpackAlone();
        removeOrphans();
        Path folder = Files.createDirectories(
                FOLDER.resolve("jvm-" + ProcessHandle.current().pid()));
        MariaDbServer server = new MariaDbServer(binaries, folder.resolve("data"), folder.resolve("server.log"));
        server.install(SECRET);
        int port = MariaDbServer.freePort();
        Process process = server.start(
                port,
                List.of(
                        "--innodb-flush-log-at-trx-commit=0",
                        "--innodb-flush-method=nosync",
                        "--innodb-doublewrite=0"));
        Files.writeString(folder.resolve("pid"), Long.toString(process.pid()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process.toHandle(), folder), "end-test-mariadb"));
        TestServer started = new TestServer("127.0.0.1", port, MariaDbServer.USER, SECRET, true);
        started.await(process);
        return started;
    }

    private void await(Process process) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + SECONDS.toNanos(60); System.nanoTime() < end; Thread.sleep(20)) {
            try (Connection connection = connect("")) {
                return;
            } catch (SQLException e) {
                if (!process.isAlive()) {
                    throw new IOException("the server ended with " + process.exitValue(), e);
                }
            }
        }
        throw new IOException("the server did not answer within a minute");
    }

    static MariaDbBinaries unpackAlone() throws IOException {
        Files.createDirectories(FOLDER);
        try (FileChannel channel =
                        FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            return MariaDbBinaries.unpack(FOLDER);
        }
    }

    /** A JVM that was killed could not stop its server. */
    private static void removeOrphans() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            for (Path folder : folders.filter(f -> f.getFileName().toString().startsWith("jvm-"))
                    .toList()) {
                long jvm = Long.parseLong(folder.getFileName().toString().substring("jvm-".length()));
                if (ProcessHandle.of(jvm).isEmpty()) {
                    Path pid = folder.resolve("pid");
                    if (Files.exists(pid)) {
                        ProcessHandle.of(Long.parseLong(Files.readString(pid)))
                                .filter(TestServer::isMariaDb)
                                .ifPresent(orphan -> end(orphan, folder));
                    }
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
        }
    }

    private static boolean isMariaDb(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("mariadbd");
    }

    private static void end(ProcessHandle server, Path folder) {
        server.destroyForcibly();
        try {
            server.onExit().get(10, SECONDS);
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the tests' MariaDB does not end", e);
        }
    }
}
