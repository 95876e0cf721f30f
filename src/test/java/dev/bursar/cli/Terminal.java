package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;

/** Where several commands are typed in one process, so that Spring starts once. */
final class Terminal implements AutoCloseable {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Session session;

    Terminal(Map<String, String> environment, Properties properties, Clock clock) {
        Console console = Console.of(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment, properties);
        session = new Session(console, environment, properties, clock);
    }

    Typed type(String... arguments) {
        out.reset();
        err.reset();
        int exitCode = Bursar.commands(session, false).execute(arguments);
        return new Typed(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** As a signal does, from another thread or before the command. */
    boolean requestStop() {
        return session.requestStop();
    }

    @Override
    public void close() {
        session.close();
    }
}
