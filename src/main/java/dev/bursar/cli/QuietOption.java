package dev.bursar.cli;

import dev.bursar.batch.Progress;
import picocli.CommandLine.Option;

/** {@code --quiet}, for commands that take their time. */
final class QuietOption {

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    Progress progress(Session session) {
        if (quiet) {
            return Progress.SILENT;
        }
        Console console = session.console();
        PacedProgress.Style style = console.errTerminal() ? PacedProgress.bar(console) : PacedProgress.lines(console);
        return new PacedProgress(style, System::nanoTime, session.zone());
    }
}
