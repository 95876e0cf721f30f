package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.TimeZone;

/** Where the program starts: the only place that knows the machine's clock, terminal and environment. */
public final class Main {

    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        // Spring Batch notes times without a zone: by the process's own, which therefore is UTC.
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        Map<String, String> environment = System.getenv();
        Console console = Console.of(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
                environment,
                System.getProperties());
        boolean debug = Arrays.asList(arguments).contains("--debug")
                || !environment.getOrDefault("BURSAR_DEBUG", "").isBlank();
        Logging.configure(console.errTerminal(), debug, Bursar.version());
        System.exit(run(arguments, console, environment, debug));
    }

    private static int run(String[] arguments, Console console, Map<String, String> environment, boolean debug) {
        Interruption interruption = new Interruption(console);
        int exitCode;
        try (Session session = new Session(console, environment, System.getProperties(), clock(environment))) {
            interruption.watch(session::requestStop);
            exitCode = Bursar.commands(session, debug).execute(arguments);
        } catch (RuntimeException e) {
            exitCode = new Failures(console, debug).tell(e);
        }
        interruption.ended(exitCode);
        return exitCode;
    }

    /** BURSAR_NOW, for trials, is the time at which the command starts; its clock goes on from there. */
    private static Clock clock(Map<String, String> environment) {
        String now = environment.getOrDefault("BURSAR_NOW", "");
        if (now.isBlank()) {
            return Clock.systemUTC();
        }
        try {
            return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Instant.parse(now)));
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "BURSAR_NOW is \"" + now + "\", which is no instant",
                    "Write it such as 2026-11-21T08:00:00Z, or take it away for the real time.");
        }
    }
}
