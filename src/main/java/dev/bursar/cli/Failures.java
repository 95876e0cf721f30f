package dev.bursar.cli;

import dev.bursar.batch.StoppedException;
import dev.bursar.database.DatabaseRefusedException;
import dev.bursar.market.MarketRefusedException;
import dev.bursar.policy.FaultsException;
import dev.bursar.policy.Suggestion;
import dev.bursar.shop.ImportRefused;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong in a sentence or two, of which the last says what to type next, and chooses the exit code. */
final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final Console console;
    private final boolean debug;

    Failures(Console console, boolean debug) {
        this.console = console;
        this.debug = debug;
    }

    /** For what a command throws; picocli's signature. */
    int handle(Exception failure, CommandLine command, ParseResult parsed) {
        return tell(failure);
    }

    int tell(Throwable failure) {
        if (debug) {
            log.error("The command failed", failure);
        }
        if (failure instanceof CommandFailure known) {
            return tell(known.exitCode(), sentence(known), known.next());
        }
        if (failure instanceof FaultsException faults) {
            faults.faults().forEach(fault -> console.tell(fault.toString()));
            return tell(
                    ExitCode.REFUSED,
                    Texts.count(faults.faults().size(), "fault") + " in the files, and nothing was done",
                    "Mend them, then type the same command again.");
        }
        if (failure instanceof StoppedException) {
            return tell(
                    ExitCode.STOPPED,
                    "stopped before the end: " + sentence(failure),
                    "Nothing was changed. Type the same command again.");
        }
        if (failure instanceof DatabaseRefusedException) {
            return tell(
                    ExitCode.REFUSED,
                    sentence(failure),
                    "Once the database is as it should be, type the same command again.");
        }
        if (failure instanceof ImportRefused) {
            return tell(
                    ExitCode.REFUSED,
                    sentence(failure),
                    "Nothing was taken in. Put that right, then type the same command again.");
        }
        if (failure instanceof MarketRefusedException) {
            return tell(
                    ExitCode.REFUSED,
                    sentence(failure),
                    "Nothing was generated. Put that right, then type the same command again.");
        }
        if (failure instanceof DataAccessException
                || failure instanceof TransactionException
                || failure instanceof SQLException) {
            return tell(
                    ExitCode.FAILED,
                    "the database failed: " + sentence(deepest(failure)),
                    "What was committed stands. See that the database runs, then type the same command again.");
        }
        if (!debug) {
            log.error("The command failed", failure);
        }
        return tell(
                ExitCode.FAILED,
                "this should not have happened: " + deepest(failure).getClass().getSimpleName() + ": "
                        + sentence(deepest(failure)),
                "Type the same command with --debug to see where, and tell the people who keep Bursar.");
    }

    private int tell(int exitCode, String what, String next) {
        console.tell("bursar: " + console.asCalled(what));
        console.tell(console.asCalled(next));
        return exitCode;
    }

    /** For arguments that cannot be understood; picocli's signature. */
    int refuse(ParameterException failure, String[] arguments) {
        CommandSpec spec = failure.getCommandLine().getCommandSpec();
        // Of an argument that has a name of its own, picocli's position tells nothing more.
        String message = sentence(failure).replaceFirst("^Invalid value for positional parameter .*?\\): ", "");
        if (failure instanceof UnmatchedArgumentException unmatched) {
            message = unknown(unmatched.getUnmatched().get(0), spec);
        }
        console.tell("bursar: " + message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1));
        String name = spec.qualifiedName().replaceFirst("^bursar", Matcher.quoteReplacement(console.command()));
        console.tell("To see how it is used, type: " + name + " --help");
        return ExitCode.REFUSED;
    }

    private static String unknown(String unmatched, CommandSpec spec) {
        boolean option = unmatched.startsWith("-");
        String argument = option ? unmatched.replaceFirst("=.*", "") : unmatched;
        Collection<String> known = option
                ? spec.optionsMap().keySet().stream()
                        .filter(name -> name.startsWith("--"))
                        .toList()
                : spec.subcommands().keySet();
        String what = option ? "unknown option" : known.isEmpty() ? "one argument too many:" : "unknown command";
        return what + " \"" + argument + "\"" + Suggestion.of(argument, known).replace('`', '"');
    }

    private static String sentence(Throwable failure) {
        String message = failure.getMessage();
        List<String> lines = message == null
                ? List.of()
                : message.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? failure.getClass().getSimpleName() : String.join("\n", lines);
    }

    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
