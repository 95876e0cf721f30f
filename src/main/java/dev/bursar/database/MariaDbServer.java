package dev.bursar.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A data directory and the server for it.
 *
 * @param data where the tables are
 * @param log  gets all that the server has to say
 */
record MariaDbServer(MariaDbBinaries binaries, Path data, Path log) {

    static final String USER = "bursar";
    static final String SCHEMA = "bursar";

    private static final List<String> SYSTEM_TABLES = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql");

    // Anonymous access ends here: whoever can reach the port still needs the password, which only the owner of the
    // folder can read.
    private static final String ACCOUNTS = """

            delete from global_priv where User in ('root', '');
            delete from proxies_priv;
            flush privileges;
            create user '%1$s'@'127.0.0.1' identified by '%2$s';
            grant all on *.* to '%1$s'@'127.0.0.1' with grant option;
            create database %3$s character set utf8mb4;
            """;

    /** Fills an empty data directory; nothing needs to be durable until it is whole. */
    void install(String password) throws IOException, InterruptedException {
        Files.createDirectories(data);
        List<String> command =
                command("--bootstrap", "--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync");
        Process process = process(command).start();
        try (OutputStream sql = process.getOutputStream()) {
            sql.write("create database if not exists mysql;\nuse mysql;\nset @auth_root_socket = null;\n"
                    .getBytes(UTF_8));
            for (String script : SYSTEM_TABLES) {
                Files.copy(binaries.share().resolve(script), sql);
            }
            sql.write(ACCOUNTS.formatted(USER, password, SCHEMA).getBytes(UTF_8));
        } catch (IOException e) {
            // It died and took the pipe along; its exit code and its log say more than "broken pipe".
            process.waitFor();
        }
        if (process.waitFor() != 0) {
            throw new IOException("the data directory cannot be filled");
        }
    }

    /** Starts it; it goes on when this process ends, and a Ctrl-C at the terminal, which reaches it too, does not touch it. */
    Process start(int port, List<String> options) throws IOException {
        List<String> command =
                command("--port=" + port, "--bind-address=127.0.0.1", "--pid-file=" + data.resolve("server.pid"));
        command.addAll(options);
        return process(command).redirectInput(new File("/dev/null")).start();
    }

    private ProcessBuilder process(List<String> command) {
        return new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(
                binaries.server().toString(),
                "--no-defaults",
                "--basedir=" + binaries.folder(),
                "--lc-messages-dir=" + binaries.share(),
                "--datadir=" + data,
                "--socket=",
                // Making a certificate takes the server up to seven seconds of its start.
                "--skip-ssl",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--default-time-zone=+00:00",
                "--transaction-isolation=READ-COMMITTED",
                "--sql-mode=STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
                "--max-allowed-packet=64M",
                "--max-connections=100",
                "--innodb-buffer-pool-size=128M",
                "--innodb-log-file-size=48M",
                "--innodb-temp-data-file-path=ibtmp1:1M:autoextend"));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root unless told to.
            command.add("--user=root");
        }
        command.addAll(List.of(options));
        return command;
    }

    /** A port that nobody listens on now; another process may take it before the server does. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
