package dev.bursar.cli;

import dev.bursar.batch.StopRequestStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        description = {
            "Asks a run to stop, wherever it goes: it ends after its transaction, with exit 4.",
            "What it posted stands, and \"bursar rerun\" goes on. Waits until it has ended."
        },
        optionListHeading = "%nOptions:%n",
        footer = {"", "Examples:", "  bursar stop", "  bursar stop 12", ""})
final class StopCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            converter = Numbers.RunNumber.class,
            description = "The run's number; may be left out where only one runs.")
    private @Nullable Long run;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for its end (default: 60; 0: do not wait).")
    private int seconds;

    StopCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        RunStore runs = new RunStore(session.jdbc());
        RunRow asked = which(runs);
        Console console = session.console();
        if (!asked.state().equals("running")) {
            console.print("Nothing to do: run " + asked.run() + " does not go on, it is " + asked.state() + ".");
            return ExitCode.DONE;
        }
        new StopRequestStore(session.jdbc()).ask(asked.run(), session.clock().instant());
        for (long waited = 0; waited < seconds * 1_000L; waited += POLL.toMillis()) {
            RunRow now = runs.find(asked.run()).orElse(asked);
            if (!now.state().equals("running")) {
                console.print("Run " + now.run() + ", " + now.title(session.zone()) + ", is " + now.state() + ".");
                now.again().ifPresent(again -> console.print("To go on: " + console.command() + " rerun " + now.run()));
                return ExitCode.DONE;
            }
            Thread.sleep(POLL.toMillis());
        }
        console.print("Run " + asked.run() + " is asked to stop, and has not ended yet. If its process is gone, type: "
                + console.command() + " recover " + asked.run());
        return ExitCode.DONE;
    }

    private RunRow which(RunStore runs) {
        Console console = session.console();
        Long chosen = run;
        if (chosen != null) {
            return runs.find(chosen)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.REFUSED, "there is no run " + chosen, "Type: " + console.command() + " history"));
        }
        List<RunRow> running = runs.unfinished().stream()
                .filter(row -> row.state().equals("running"))
                .toList();
        if (running.size() != 1) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    running.isEmpty() ? "nothing runs" : running.size() + " runs go on; say which",
                    "Type: " + console.command() + " status");
        }
        return running.get(0);
    }
}
