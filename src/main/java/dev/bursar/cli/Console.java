package dev.bursar.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command talks: data on {@code out}, all else on {@code err}.
 *
 * @param command     how the program was called, so that what it tells to type works as typed
 * @param outTerminal whether a person sees {@code out} as it comes
 * @param errTerminal whether a person sees {@code err} as it comes
 * @param colours     whether they want colours
 */
record Console(
        PrintStream out, PrintStream err, String command, boolean outTerminal, boolean errTerminal, boolean colours) {

    /** The launcher knows what is a terminal; Java 17 cannot tell for each stream. */
    static Console of(PrintStream out, PrintStream err, Map<String, String> environment, Properties properties) {
        Set<String> terminals =
                Set.of(properties.getProperty("bursar.terminal", "").split(","));
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Console(
                out,
                err,
                properties.getProperty("bursar.command", "bursar"),
                terminals.contains("out"),
                terminals.contains("err"),
                colours);
    }

    Console called(String otherCommand) {
        return new Console(out, err, otherCommand, outTerminal, errTerminal, colours);
    }

    Console printingTo(PrintStream otherOut) {
        return new Console(otherOut, err, command, outTerminal, errTerminal, colours);
    }

    void print(String line) {
        out.println(line);
    }

    /** Names the program in a text as it was called: {@code "bursar migrate"} may be {@code "./bursar migrate"} here. */
    String asCalled(String text) {
        return text.replace("\"bursar ", "\"" + command + " ");
    }

    /** A line beside the data. */
    void tell(String line) {
        err.println(line);
    }

    String bold(String text) {
        return outAnsi().string("@|bold " + text + "|@");
    }

    String faint(String text) {
        return outAnsi().string("@|faint " + text + "|@");
    }

    Ansi outAnsi() {
        return outTerminal && colours ? Ansi.ON : Ansi.OFF;
    }
}
