package dev.bursar.cli;

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
        try (Terminal terminal = new Terminal(environment, properties, clock)) {
            return terminal.type(arguments);
        }
    }

    /** Of what was said beside the data: where the next step stands. */
    String lastLine() {
        return err.lines().reduce("", (earlier, later) -> later);
    }

    static Map<String, String> jobsIn(Path folder) {
        return Map.of("BURSAR_JOBS", folder.toString());
    }
}
