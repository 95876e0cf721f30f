package dev.bursar.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where the demo is told: commands as one would type them, with their output or only with what came of them. */
final class DemoStage {

    private static final int MOST_RUNS = 200;

    private final Session session;
    private final Curtain curtain;
    private final Console console;
    private final boolean debug;
    private int chapter;

    /** @param curtain in front of the session's output */
    DemoStage(Session session, Curtain curtain, boolean debug) {
        this.session = session;
        this.curtain = curtain;
        this.console = session.console();
        this.debug = debug;
    }

    void chapter(String title) {
        chapter++;
        console.print("");
        console.print(console.bold(chapter + ". " + title));
    }

    void say(String... lines) {
        Arrays.stream(lines).forEach(console::print);
    }

    /** A line as if it were typed. */
    void prompt(String... arguments) {
        console.print(console.faint("$ " + console.command() + " " + String.join(" ", arguments)));
    }

    /** Runs a command and shows all it says. */
    void type(int expected, String... arguments) {
        prompt(arguments);
        run(List.of(expected), arguments);
    }

    /**
     * Runs a command and shows nothing.
     *
     * @return the runs that came of it, the latest first
     */
    List<RunRow> behindTheCurtain(String... arguments) {
        RunStore runs = new RunStore(session.jdbc());
        long before = runs.latest(Optional.empty(), 1).stream()
                .mapToLong(RunRow::run)
                .max()
                .orElse(0);
        curtain.draw(true);
        try {
            run(List.of(ExitCode.DONE, ExitCode.SET_ASIDE), arguments);
        } finally {
            curtain.draw(false);
        }
        return runs.latest(Optional.empty(), MOST_RUNS).stream()
                .filter(run -> run.run() > before)
                .toList();
    }

    private void run(List<Integer> expected, String... arguments) {
        int exitCode = Bursar.commands(session, debug).execute(quietly(arguments));
        if (!expected.contains(exitCode)) {
            throw new CommandFailure(
                    exitCode == ExitCode.DONE ? ExitCode.FAILED : exitCode,
                    "the demo stops here: exit code " + exitCode + " of \"" + String.join(" ", arguments)
                            + "\" was not expected",
                    "Type the command again with --debug to see more.");
        }
    }

    /** Nothing here takes long enough to watch. */
    private static String[] quietly(String... arguments) {
        List<String> typed = new ArrayList<>(List.of(arguments));
        if (List.of("run", "import", "verify").contains(arguments[0])) {
            typed.add("--quiet");
        }
        return typed.toArray(String[]::new);
    }
}
