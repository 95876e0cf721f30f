package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;

/** What a command that was typed said, and its exit code. */
record Typed(int exitCode, String out, String err) {

    static final Instant NOW = Instant.parse("2026-11-21T08:10:00Z");

    static Typed command(String... arguments) {
        return in(Map.of(), new Properties(), Clock.fixed(NOW, ZoneOffset.UTC), arguments);
    }

    static Typed in(Map<String, String> environment, Properties properties, Clock clock, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = Console.of(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), environment, properties);
        int exitCode;
        try (Session session = new Session(console, environment, properties, clock)) {
            exitCode = Bursar.commands(session, false).execute(arguments);
        }
        return new Typed(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Of what was said beside the data: where the next step stands. */
    String lastLine() {
        return err.lines().reduce("", (earlier, later) -> later);
    }

    static Map<String, String> jobsIn(Path folder) {
        return Map.of("BURSAR_JOBS", folder.toString());
    }
}
