package dev.bursar.cli;

import dev.bursar.jobs.RunResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "recover",
        description = {
            "Makes a run startable again whose process died, or whose end could not be noted (state unknown).",
            "The next run of a job does so by itself; this is for one that nothing will start soon. It takes the run's lock,"
                    + " which proves that no process is at it, and posts nothing."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Example:", "  bursar recover 12", ""})
final class RecoverCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "RUN",
            converter = Numbers.RunNumber.class,
            description = "The run's number, as \"bursar history\" lists it.")
    private long run;

    RecoverCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        Console console = session.console();
        RunStore runs = new RunStore(session.jdbc());
        RunRow before = find(runs);
        Optional<RunResult.Busy> busy = session.engine().runner().recover(run);
        if (busy.isPresent()) {
            throw new CommandFailure(
                    ExitCode.BUSY,
                    "the lock of run " + run + " is held"
                            + busy.get()
                                    .holder()
                                    .map(holder -> Texts.holder(holder, session.zone()))
                                    .orElse(" by another run"),
                    "A dead process's lock ends by itself within minutes; then type: " + console.command() + " recover "
                            + run);
        }
        RunRow after = find(runs);
        console.print("Run " + run + ", " + before.title(session.zone()) + ": was " + before.state() + ", is "
                + after.state() + ".");
        if (!after.state().equals("completed")) {
            console.print("To go on: " + console.command() + " "
                    + (after.isImport() ? "import, with the same file" : "rerun " + run));
        }
        return ExitCode.DONE;
    }

    private RunRow find(RunStore runs) {
        return runs.find(run)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.REFUSED,
                        "there is no run " + run,
                        "Type \"" + session.console().command() + " history\" to see which there are."));
    }
}
