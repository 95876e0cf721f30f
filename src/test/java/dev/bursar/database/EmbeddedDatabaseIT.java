package dev.bursar.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** With real processes, each a {@link DatabaseUser}. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class EmbeddedDatabaseIT {

    private static final Path HOMES = Path.of("target", "embedded-homes").toAbsolutePath();

    private final List<User> users = new ArrayList<>();
    private final Path home = HOMES.resolve(UUID.randomUUID().toString());

    @BeforeEach
    void have_the_server_unpacked_already() throws IOException {
        Path folder = Files.createDirectories(home.resolve(".bursar"));
        MariaDbBinaries binaries = TestServer.unpackAlone();
        Files.createSymbolicLink(folder.resolve(binaries.folder().getFileName()), binaries.folder());
    }

    @AfterEach
    void end_what_is_left() throws IOException {
        users.forEach(user -> user.process.destroyForcibly());
        server().ifPresent(ProcessHandle::destroyForcibly);
        FileSystemUtils.deleteRecursively(home);
    }

    @Test
    void commands_share_a_server_that_ends_with_the_last_and_keeps_the_data() throws Exception {
        User first = launch();
        String url = first.awaitOpen();
        User second = launch();
        assertThat(second.awaitOpen()).isEqualTo(url);

        first.leave();
        assertThat(server().filter(EmbeddedDatabaseIT::isRunning)).isPresent();
        ProcessHandle running = server().orElseThrow();
        second.leave();
        assertThat(isRunning(running)).isFalse();

        try (Database third = open()) {
            assertThat(rows(third)).isEqualTo(2);
            assertThatItIsDurableAndClosedToStrangers(third);
        }
        assertThat(server()).isEmpty();
    }

    @Test
    void the_next_command_takes_over_from_one_that_was_killed_and_recovers_a_server_that_was() throws Exception {
        User killed = launch();
        String url = killed.awaitOpen();
        killed.process.destroyForcibly().waitFor();
        ProcessHandle running = server().orElseThrow();

        Database next = open();
        assertThat(next.settings().url()).isEqualTo(url);
        assertThat(rows(next)).isEqualTo(1);

        running.destroyForcibly();
        running.onExit().get(10, SECONDS);
        next.close();

        try (Database afterwards = open()) {
            assertThat(rows(afterwards)).isEqualTo(1);
        }
        assertThat(server()).isEmpty();
    }

    private void assertThatItIsDurableAndClosedToStrangers(Database database) throws IOException {
        assertThat(single(
                        database, "select concat_ws(' ', @@innodb_flush_log_at_trx_commit, @@bind_address, @@socket)"))
                .isEqualTo("1 127.0.0.1 ");
        assertThat(single(database, "select count(*) from mysql.user where user not in ('bursar', 'mariadb.sys')"))
                .isEqualTo("0");
        assertThat(Files.getPosixFilePermissions(home.resolve(".bursar/password")))
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    }

    @Test
    void a_server_that_does_not_start_is_told_with_its_cause_and_its_log() throws Exception {
        open().close();
        Path files = home.resolve(".bursar/data");
        Files.write(files.resolve("ibdata1"), new byte[12 << 20]);

        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(this::open)
                .withMessageContaining("the embedded MariaDB does not start: ")
                .withMessageContaining("InnoDB")
                .withMessageContaining("(log: " + home.resolve(".bursar/server.log"))
                .withMessageNotContaining("\n");
    }

    @Test
    void a_missing_library_is_named_with_its_package() throws Exception {
        Path linked = home.resolve(".bursar")
                .resolve(TestServer.unpackAlone().folder().getFileName());
        Files.delete(linked);
        Path program = Files.createDirectories(linked.resolve("bin")).resolve("mariadbd");
        Files.createDirectories(linked.resolve("share"));
        Files.writeString(
                program,
                "#!/bin/sh\necho \"mariadbd: error while loading shared libraries: libcrypt.so.1: cannot open shared object file\"\nexit 127\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(this::open)
                .withMessageContaining(
                        "it needs libcrypt.so.1; install it (Debian, Ubuntu: libcrypt1; Fedora: libxcrypt-compat)");
    }

    private Database open() {
        Properties properties = new Properties();
        properties.setProperty("bursar.home", home.toString());
        return Database.open(Map.of(), properties, line -> {});
    }

    private Optional<ProcessHandle> server() throws IOException {
        Path note = home.resolve(".bursar/server");
        return Files.exists(note)
                ? ProcessHandle.of(Long.parseLong(Files.readString(note).split(" ")[0]))
                : Optional.empty();
    }

    /** In a container whose first process does not collect its orphans, an ended one stays in the table, without a command. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static int rows(Database database) {
        return Integer.parseInt(single(database, "select count(*) from shedlock"));
    }

    private static String single(Database database, String sql) {
        return JdbcClient.create(database.pool(2)).sql(sql).query(String.class).single();
    }

    private User launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dbursar.home=" + home,
                DatabaseUser.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("BURSAR_"));
        User user = new User(builder.redirectErrorStream(true).start());
        users.add(user);
        return user;
    }

    private record User(Process process, BufferedReader output) {

        User(Process process) {
            this(process, new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)));
        }

        String awaitOpen() throws IOException {
            return await("open ").split(" ")[1];
        }

        void leave() throws IOException, InterruptedException {
            process.getOutputStream().close();
            await("closed");
            assertThat(process.waitFor()).isZero();
        }

        private String await(String start) throws IOException {
            List<String> said = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(start)) {
                    return line;
                }
                said.add(line);
            }
            throw new IllegalStateException("it ended without \"" + start + "\": " + said);
        }
    }
}
