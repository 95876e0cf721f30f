package dev.bursar.cli;

import dev.bursar.database.DatabaseSettings;
import dev.bursar.market.Market;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;

/**
 * Where the demo lives: a schema of its own beside the real one, and a folder of its own with facts, jobs, policy and the
 * time. Commands that are typed behind {@code bursar demo} work in it.
 */
final class DemoWorld {

    /** For the story: with two, what it shows would not always come in the same order. */
    static final Map<String, String> ONE_THREAD = Map.of("BURSAR_THREADS", "1");

    private static final String SCHEMA = "bursar_demo";

    private static final String PROMOTIONS = """
            # The demo's own: double coins for what was bought on the day of the sale. An order earns when it is completed,
            # which is days after it was placed. So the event says what was bought on that day, and the window stays open
            # until it has come.

            promotions:
              - id: 1
                name: Singles' Day 2026
                from: 2026-11-11
                to: 2026-12-01
                programme: coins
                activity: order
                events: [singles-day]
                multiplier: 2
            """;

    private final Session real;
    private final Path folder;

    DemoWorld(Session real) {
        this.real = real;
        this.folder = real.home().resolve(".bursar").resolve("demo");
    }

    /** The facts' folder, as one would type it. */
    Path facts() {
        return typed(folder.resolve("facts"));
    }

    /** The folder of the demo's jobs and policy, as one would type it. */
    Path jobs() {
        return typed(folder.resolve("jobs"));
    }

    private static Path typed(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    boolean exists() {
        return Files.exists(offset());
    }

    /** Throws away what an earlier demo left, and begins anew. */
    void create() {
        DatabaseSettings server = real.database().settings();
        sql(server, "drop database if exists " + SCHEMA);
        sql(server, "create database " + SCHEMA + " character set utf8mb4");
        try {
            FileSystemUtils.deleteRecursively(folder);
            copyJobs();
            Files.writeString(folder.resolve("jobs/policy/promotions.yaml"), PROMOTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's folder " + folder + " cannot be written", e);
        }
    }

    /** The facts of two weeks, of another size if a test asks for it. */
    DemoMarket deliver(Market market) {
        return DemoMarket.write(folder.resolve("facts"), market);
    }

    private static void sql(DatabaseSettings server, String statement) {
        Properties login = new Properties();
        login.setProperty("user", server.user());
        login.setProperty("password", server.password());
        try (Connection connection = DriverManager.getConnection(server.url(), login);
                Statement running = connection.createStatement()) {
            running.execute(statement);
        } catch (SQLException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "the demo needs a schema of its own, " + SCHEMA + ", on " + server + ": " + e.getMessage(),
                    "Let that user create and drop it, or take BURSAR_DB_URL away for the embedded database.");
        }
    }

    private void copyJobs() throws IOException {
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath*:jobs/**/*.yaml")) {
            String path = resource.getURL().getPath();
            Path copy = folder.resolve(path.substring(path.lastIndexOf("/jobs/") + 1));
            Files.createDirectories(copy.resolveSibling("."));
            try (InputStream text = resource.getInputStream()) {
                Files.copy(text, copy);
            }
        }
    }

    /** A session in it, for the commands of the same process. */
    Session open(DemoClock clock) {
        return open(clock, real.console(), Map.of());
    }

    /**
     * A session in it that talks elsewhere.
     *
     * @param settings beside or instead of those of the environment
     */
    Session open(DemoClock clock, Console console, Map<String, String> settings) {
        DatabaseSettings database = real.database().settings().inSchema(SCHEMA);
        Properties properties = new Properties();
        properties.putAll(real.properties());
        properties.setProperty("bursar.db.url", database.url());
        properties.setProperty("bursar.db.user", database.user());
        properties.setProperty("bursar.db.password", database.password());
        Map<String, String> environment = new HashMap<>(real.environment());
        environment.put("BURSAR_JOBS", folder.resolve("jobs").toString());
        environment.putAll(settings);
        return new Session(console.called(real.console().command() + " demo"), environment, properties, clock);
    }

    /** The clock as the last command left it. */
    DemoClock clock() {
        try {
            return new DemoClock(
                    real.clock(),
                    exists() ? Duration.parse(Files.readString(offset()).strip()) : Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's clock cannot be read from " + offset(), e);
        }
    }

    void keep(DemoClock clock) {
        try {
            Files.writeString(offset(), clock.offset() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's clock cannot be kept in " + offset(), e);
        }
    }

    /** How far the demo's time is from the real one. */
    private Path offset() {
        return folder.resolve("clock");
    }
}
