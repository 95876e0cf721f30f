package dev.bursar.cli;

import dev.bursar.jobs.Steps;
import dev.bursar.policy.Suggestion;
import dev.bursar.shop.ImportJobs;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description = "Lists the latest runs, newest first: when, how long, what they posted and how they ended.",
        optionListHeading = "%nOptions:%n",
        footer = {"", "Examples:", "  bursar history", "  bursar history nightly --limit 7", ""})
final class HistoryCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "Only runs of this job, step or import.")
    private @Nullable String job;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            converter = Numbers.FromOne.class,
            description = "How many (default: 20).")
    private int limit;

    @Mixin
    private JsonOption json;

    HistoryCommand(Session session) {
        this.session = session;
    }

    record Runs(List<RunRow.View> runs) {}

    @Override
    public Integer call() {
        List<RunRow> runs = new RunStore(session.jdbc()).latest(Optional.ofNullable(job), limit);
        Console console = session.console();
        if (runs.isEmpty() && job != null) {
            requireToBeThere(job);
        }
        if (json.asked()) {
            console.print(
                    Json.of(new Runs(runs.stream().map(run -> run.view(false)).toList())));
        } else if (runs.isEmpty()) {
            console.print((job == null ? "No runs yet" : "\"" + job + "\" has not run yet") + ". Type \""
                    + console.command() + " jobs\" to see what there is to run.");
        } else {
            print(runs, console);
        }
        return ExitCode.DONE;
    }

    private void requireToBeThere(String name) {
        SortedSet<String> known = new TreeSet<>(Steps.NAMES);
        known.add(ImportJobs.JOB_NAME);
        session.jobs().forEach(file -> known.add(file.name()));
        if (!known.contains(name)) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "there is no job or step \"" + name + "\", and none of that name has run"
                            + Suggestion.of(name, known).replace('`', '"'),
                    "Type: " + session.console().command() + " jobs");
        }
    }

    private void print(List<RunRow> runs, Console console) {
        Table table = new Table(
                " run", "job", "of", "state", "started", " took", " posted", " waiting", " exceptions", " units");
        for (RunRow run : runs) {
            List<StepRow> steps = run.steps();
            table.row(
                    run.run(),
                    run.job(),
                    run.ofIn(session.zone()),
                    run.state(),
                    run.startedAt()
                            .map(start -> Texts.second(start, session.zone()))
                            .orElse("-"),
                    run.took().map(Texts::took).orElse("-"),
                    Texts.number(steps.stream().mapToLong(StepRow::written).sum()),
                    run.isImport()
                            ? ""
                            : Texts.number(
                                    steps.stream().mapToLong(StepRow::waiting).sum()),
                    run.isImport()
                            ? ""
                            : Texts.number(steps.stream()
                                    .mapToLong(StepRow::exceptions)
                                    .sum()),
                    run.isImport()
                            ? ""
                            : Texts.number(
                                    steps.stream().mapToLong(StepRow::units).sum()));
        }
        table.print(console);
        console.print("");
        console.print("Times are in " + session.zone() + ". More about one: " + console.command() + " show "
                + runs.get(0).run());
    }
}
