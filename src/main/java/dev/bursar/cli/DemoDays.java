package dev.bursar.cli;

import java.util.List;
import java.util.Locale;

/** A table of what was delivered and what the run after it did, a line at a time, and the sums of all that was told. */
final class DemoDays {

    private final DemoStage stage;
    private long rows;
    private long setAside;
    private long units;

    DemoDays(DemoStage stage) {
        this.stage = stage;
    }

    void title(String first) {
        line(first, "rows", "set aside", "judged", "credited", "nothing due", "waiting", "exceptions", "units", "");
    }

    /** @param runs of an import and of the job after it */
    void tell(String first, List<RunRow> runs, String note) {
        long delivered = count(runs);
        List<StepRow> imported = steps(runs, true);
        List<StepRow> judged = steps(runs, false);
        line(
                first,
                Texts.number(delivered),
                Texts.number(imported.stream().mapToLong(StepRow::setAside).sum()),
                Texts.number(judged.stream().mapToLong(StepRow::read).sum()),
                Texts.number(judged.stream().mapToLong(StepRow::written).sum()),
                Texts.number(judged.stream().mapToLong(StepRow::nothingDue).sum()),
                Texts.number(judged.stream().mapToLong(StepRow::waiting).sum()),
                Texts.number(judged.stream().mapToLong(StepRow::exceptions).sum()),
                Texts.number(judged.stream().mapToLong(StepRow::units).sum()),
                note);
    }

    /** Adds to the sums what is shown elsewhere. @return the rows that were delivered */
    long count(List<RunRow> runs) {
        List<StepRow> imported = steps(runs, true);
        long delivered = imported.stream()
                .mapToLong(step -> step.written() + step.setAside())
                .sum();
        rows += delivered;
        setAside += imported.stream().mapToLong(StepRow::setAside).sum();
        units += steps(runs, false).stream().mapToLong(StepRow::units).sum();
        return delivered;
    }

    private static List<StepRow> steps(List<RunRow> runs, boolean imports) {
        return runs.stream()
                .filter(run -> run.isImport() == imports)
                .flatMap(run -> run.steps().stream())
                .toList();
    }

    private void line(Object... cells) {
        stage.say(String.format(Locale.ROOT, "%-10s  %5s  %9s  %6s  %8s  %11s  %7s  %10s  %6s  %s", cells)
                .stripTrailing());
    }

    /** Rows of all imports, those set aside among them. */
    long rows() {
        return rows;
    }

    long setAside() {
        return setAside;
    }

    /** What all runs posted. */
    long units() {
        return units;
    }
}
