package dev.bursar.cli;

import dev.bursar.earning.CreditOrdersStep;
import dev.bursar.earning.RewardStep;
import dev.bursar.spending.SettleAccountsStep;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A table of what was delivered and what the run after it did, a line at a time, and the sums of all that was told. */
final class DemoDays {

    private static final Set<String> CREDITING =
            Set.of(CreditOrdersStep.NAME, RewardStep.REVIEWS, RewardStep.ACTIVITIES);

    private final DemoStage stage;
    private long rows;
    private long setAside;
    private long units;
    private long spent;

    DemoDays(DemoStage stage) {
        this.stage = stage;
    }

    void title(String first) {
        line(
                first,
                "rows",
                "set aside",
                "judged",
                "credited",
                "nothing due",
                "waiting",
                "exceptions",
                "units",
                "spent",
                "");
    }

    /** @param runs of an import and of the job after it */
    void tell(String first, List<RunRow> runs, String note) {
        long delivered = count(runs);
        List<StepRow> imported = imports(runs);
        List<StepRow> judged = steps(runs, CREDITING);
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
                Texts.number(spent(runs)),
                note);
    }

    /** Adds to the sums what is shown elsewhere. @return the rows that were delivered */
    long count(List<RunRow> runs) {
        List<StepRow> imported = imports(runs);
        long delivered = imported.stream()
                .mapToLong(step -> step.written() + step.setAside())
                .sum();
        rows += delivered;
        setAside += imported.stream().mapToLong(StepRow::setAside).sum();
        units += steps(runs, CREDITING).stream().mapToLong(StepRow::units).sum();
        spent += spent(runs);
        return delivered;
    }

    private static List<StepRow> imports(List<RunRow> runs) {
        return runs.stream()
                .filter(RunRow::isImport)
                .flatMap(run -> run.steps().stream())
                .toList();
    }

    private static List<StepRow> steps(List<RunRow> runs, Set<String> names) {
        return runs.stream()
                .flatMap(run -> run.steps().stream())
                .filter(step -> names.contains(step.name()))
                .toList();
    }

    private static long spent(List<RunRow> runs) {
        return -steps(runs, Set.of(SettleAccountsStep.NAME)).stream()
                .mapToLong(StepRow::units)
                .sum();
    }

    private void line(Object... cells) {
        stage.say(String.format(Locale.ROOT, "%-10s  %5s  %9s  %6s  %8s  %11s  %7s  %10s  %6s  %5s  %s", cells)
                .stripTrailing());
    }

    /** Rows of all imports, those set aside among them. */
    long rows() {
        return rows;
    }

    long setAside() {
        return setAside;
    }

    /** What all runs credited. */
    long units() {
        return units;
    }

    /** What members spent of them. */
    long spent() {
        return spent;
    }
}
