package dev.bursar.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run in words and figures. */
record RunReport(Console console, ZoneId zone) {

    /** How a run that was just started ended. */
    void printEnd(RunRow run) {
        console.print(console.bold(title(run)) + ", " + run.state()
                + run.took().map(took -> " in " + Texts.took(took)).orElse(""));
        steps(run, false);
        next(run).ifPresent(console::print);
    }

    /** All there is to know about a run. */
    void print(RunRow run) {
        console.print(console.bold(title(run)) + ", " + run.state());
        run.startedAt()
                .ifPresent(start -> console.print("Started " + Texts.second(start, zone) + " (" + zone + ")"
                        + run.took().map(took -> ", took " + Texts.took(took)).orElse("")));
        console.print("");
        if (run.isImport()) {
            imported(run);
        } else {
            steps(run, true);
        }
        run.cause().ifPresent(cause -> {
            console.print("");
            console.print("It failed: " + cause);
        });
        next(run).ifPresent(line -> {
            console.print("");
            console.print(line);
        });
    }

    private String title(RunRow run) {
        return "Run " + run.run() + ": " + run.title(zone);
    }

    private void imported(RunRow run) {
        Table table = new Table("file", " rows", " set aside", " rows/s");
        for (StepRow step : run.steps()) {
            table.row(
                    run.of(),
                    Texts.number(step.written() + step.setAside()),
                    Texts.number(step.setAside()),
                    rate(step.written(), step.took()));
        }
        table.print(console);
    }

    private void steps(RunRow run, boolean withPartitions) {
        Table table = new Table(
                "step",
                " judged",
                " posted",
                " nothing due",
                " waiting",
                " exceptions",
                " units",
                " took",
                " judged/s");
        for (StepRow step : run.steps()) {
            row(table, step.name(), step);
            List<StepRow> partitions = withPartitions ? run.partitions(step) : List.of();
            partitions.forEach(partition ->
                    row(table, "  " + partition.name().substring(step.name().length() + 1), partition));
        }
        table.print(console);
    }

    private static void row(Table table, String name, StepRow step) {
        table.row(
                name
                        + (step.status().equals("COMPLETED")
                                ? ""
                                : " (" + step.status().toLowerCase(Locale.ROOT) + ")"),
                Texts.number(step.read()),
                Texts.number(step.written()),
                Texts.number(step.nothingDue()),
                Texts.number(step.waiting()),
                Texts.number(step.exceptions()),
                Texts.signed(step.units()),
                step.took().map(Texts::took).orElse("-"),
                rate(step.read(), step.took()));
    }

    private static String rate(long rows, Optional<Duration> took) {
        return took.filter(span -> span.toMillis() > 0)
                .map(span -> Texts.number(rows * 1_000 / span.toMillis()))
                .orElse("-");
    }

    private Optional<String> next(RunRow run) {
        String command = console.command();
        if (run.state().equals("failed") || run.state().equals("stopped")) {
            return Optional.of("What was posted stands. To go on: " + command + " "
                    + run.again().orElse("import, with the same file"));
        }
        boolean exceptions = run.steps().stream().anyMatch(step -> step.exceptions() > 0);
        boolean waiting = run.steps().stream().anyMatch(step -> step.waiting() > 0);
        String needsALook = "What needs a look: " + command + " exceptions";
        String waits = "What waits: " + command + " exceptions --waiting";
        if (exceptions) {
            return Optional.of(waiting ? needsALook + "\n" + waits : needsALook);
        }
        return waiting ? Optional.of(waits) : Optional.empty();
    }
}
