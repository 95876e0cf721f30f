package dev.bursar.cli;

import dev.bursar.batch.StopSignal;
import dev.bursar.database.Database;
import dev.bursar.database.DatabaseSettings;
import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.JobFiles;
import dev.bursar.jobs.Steps;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a command needs of the world, each opened when it is first asked for: most commands need no database, and few need
 * Spring.
 */
final class Session implements AutoCloseable {

    private static final int THREADS = 2;

    /** A quarter: how far back finance asks for a run. */
    private static final int KEEP_DAYS = 90;

    private final Console console;
    private final Map<String, String> environment;
    private final Properties properties;
    private final Clock clock;
    private final StopSignal stop = new StopSignal();
    private @Nullable Policy policy;
    private @Nullable Database database;
    private @Nullable Engine engine;
    private volatile boolean working;
    private volatile @Nullable Session inner;

    Session(Console console, Map<String, String> environment, Properties properties, Clock clock) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.properties = properties;
        this.clock = clock;
    }

    Console console() {
        return console;
    }

    Map<String, String> environment() {
        return environment;
    }

    Properties properties() {
        return properties;
    }

    Clock clock() {
        return clock;
    }

    /** The folder that holds {@code jobs/} and {@code .bursar/}. */
    Path home() {
        return Path.of(properties.getProperty("bursar.home", "")).toAbsolutePath();
    }

    Path jobsFolder() {
        String chosen = environment.getOrDefault("BURSAR_JOBS", "");
        return chosen.isBlank() ? home().resolve("jobs") : Path.of(chosen).toAbsolutePath();
    }

    /** Where a run reads its policy. */
    Path policyFolder() {
        return jobsFolder().resolve("policy");
    }

    /** @throws dev.bursar.policy.FaultsException with all that is wrong with the files */
    List<JobFile> jobs() {
        return JobFiles.read(jobsFolder(), Steps.NAMES, zone());
    }

    /** @throws dev.bursar.policy.FaultsException with all that is wrong with the files */
    Policy policy() {
        Policy read = policy;
        if (read == null) {
            read = PolicyFiles.read(policyFolder());
            policy = read;
        }
        return read;
    }

    /** The market's, in which times are shown. */
    ZoneId zone() {
        return policy().zone();
    }

    /** @throws dev.bursar.database.DatabaseRefusedException if there is none, or it is not fit */
    Database database() {
        Database open = database;
        if (open == null) {
            open = Database.open(environment, properties, console::tell);
            database = open;
        }
        return open;
    }

    /** Whether a database is named, so that none has to be started to ask it something. */
    boolean hasConfiguredDatabase() {
        return DatabaseSettings.find(environment, properties).isPresent();
    }

    DataSource pool() {
        return database().pool(connections());
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(pool());
    }

    /** Starts Spring, which takes a second or two. */
    Engine engine() {
        Engine started = engine;
        if (started == null) {
            Policy checked = policy();
            DataSource pool = database().pool(connections());
            working = true;
            started = Engine.start(
                    pool, checked, clock, stop, Map.of("bursar.threads", threads(), "bursar.keep-days", keepDays()));
            engine = started;
        }
        return started;
    }

    /** Where the figures of runs go; empty: nowhere. */
    Optional<Pushgateway> pushgateway() {
        return Optional.of(environment.getOrDefault("BURSAR_PUSHGATEWAY", ""))
                .filter(address -> !address.isBlank())
                .map(Pushgateway::new);
    }

    /** Two more than threads that hold one each: for Batch's ids and for extending the lock; and two to spare. */
    private int connections() {
        return threads() + 4;
    }

    private int threads() {
        String chosen = environment.getOrDefault("BURSAR_THREADS", "");
        if (chosen.isBlank()) {
            return THREADS;
        }
        if (!chosen.matches("[1-9]|[1-5]\\d|6[0-4]")) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "BURSAR_THREADS is how many partitions work at once, from 1 to 64, and not \"" + chosen + "\"",
                    "Set it to the number of the database's processors, or take it away.");
        }
        return Integer.parseInt(chosen);
    }

    private int keepDays() {
        String chosen = environment.getOrDefault("BURSAR_KEEP_DAYS", "");
        if (chosen.isBlank()) {
            return KEEP_DAYS;
        }
        if (!chosen.matches("[7-9]|[1-9]\\d{1,3}")) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "BURSAR_KEEP_DAYS is for how many days a completed run stays in the history, from 7 to 9999, and not \""
                            + chosen + "\"",
                    "Set it to such a number, or take it away for " + KEEP_DAYS + ".");
        }
        return Integer.parseInt(chosen);
    }

    /** A signal is meant for a session within this one. */
    void handSignalsTo(Session session) {
        inner = session;
    }

    /**
     * Asks what runs here to stop; from another thread, on a signal.
     *
     * @return whether something runs that ends by itself now: a run or an import after its transaction, a proof or a dry run
     *     where it stands. What else a command does can be cut off at any moment
     */
    boolean requestStop() {
        Session within = inner;
        if (within != null) {
            return within.requestStop();
        }
        stop.request("it was asked to stop");
        return working;
    }

    @Override
    public void close() {
        try (Database open = database;
                Engine running = engine) {
            working = false;
            engine = null;
            database = null;
        }
    }
}
