package dev.bursar.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description =
                "Shows one run: its steps and partitions, what they judged and posted, how fast, and why it failed.",
        optionListHeading = "%nOptions:%n",
        footer = {"", "Example:", "  bursar show 12", ""})
final class ShowCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "RUN",
            converter = Numbers.RunNumber.class,
            description = "The run's number, as \"bursar history\" lists it.")
    private long run;

    @Mixin
    private JsonOption json;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Console console = session.console();
        RunRow found = new RunStore(session.jdbc())
                .find(run)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.REFUSED,
                        "there is no run " + run,
                        "Type \"" + console.command() + " history\" to see which there are."));
        if (json.asked()) {
            console.print(Json.of(found.view(true)));
        } else {
            new RunReport(console, session.zone()).print(found);
        }
        return ExitCode.DONE;
    }
}
