package dev.bursar.cli;

import dev.bursar.batch.LockTerms;
import dev.bursar.batch.Progress;
import dev.bursar.batch.RunParameters;
import dev.bursar.jobs.RunResult;
import dev.bursar.shop.ImportFile;
import dev.bursar.shop.ImportJobs;
import dev.bursar.shop.ImportResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Takes in the shop's facts from CSV files, plain or gzipped.",
            "A file's name says its kind: orders.csv, orders-2026-11-20.csv.gz. Rows that cannot be read are set aside with"
                    + " line and reason, the others go in. The same file again changes nothing; an import that was killed goes on."
                    + " docs/intake.md lists the columns, docs/examples has a file of each kind.",
            "",
            "Kinds: members, stores, store_terms, orders, order_lines, reviews, activities, redemptions, refunds, refund_lines,"
                    + " coupons, coupon_uses, notices."
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  bursar import shop-export/",
            "  bursar import orders-2026-11-20.csv order_lines-2026-11-20.csv",
            ""
        })
final class ImportCommand implements Callable<Integer> {

    private static final LockTerms LOCK = new LockTerms("import", Duration.ofMinutes(2), Duration.ofMinutes(10));

    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Files, or folders of files.")
    private List<Path> paths = List.of();

    @Option(
            names = "--rejects",
            paramLabel = "DIR",
            description = "Where rows that cannot be read are set aside (default: beside their file).")
    private @Nullable Path rejects;

    @Option(
            names = "--strict",
            description = "End with 6 also if rows of a file were set aside when it was imported before.")
    private boolean strict;

    @Mixin
    private QuietOption quiet;

    @Mixin
    private JsonOption json;

    ImportCommand(Session session) {
        this.session = session;
    }

    record Imported(List<Item> files) {}

    /** @param state finished, or already-done for a file that was imported before */
    record Item(String file, String kind, String state, long rows, long setAside, Optional<Path> rejects, long run) {}

    @Override
    public Integer call() throws InterruptedException {
        ImportJobs imports = session.engine().imports();
        List<ImportFile> files = imports.inspect(paths, Optional.ofNullable(rejects));
        Progress progress = quiet.progress(session);
        List<Item> items = new ArrayList<>();
        for (ImportFile file : files) {
            try {
                items.add(item(file, run(imports, file, progress)));
            } finally {
                progress.end();
            }
        }
        tell(items);
        boolean setAside = items.stream()
                .anyMatch(item -> item.setAside() > 0 && (strict || item.state().equals("finished")));
        return setAside ? ExitCode.SET_ASIDE : ExitCode.DONE;
    }

    private RunResult run(ImportJobs imports, ImportFile file, Progress progress) throws InterruptedException {
        // Begun with its first lines: a wait for the lock is no part of it.
        long[] before = {-1};
        return session.engine()
                .runner()
                .run(
                        imports.job(file, (unused, done, planned) -> {
                            if (before[0] < 0) {
                                progress.begin(file.name(), planned);
                                before[0] = 0;
                            }
                            progress.advance(done - before[0]);
                            before[0] = done;
                        }),
                        RunParameters.under(LOCK.name(), file.parameters()),
                        Optional.of(LOCK),
                        progress);
    }

    private Item item(ImportFile file, RunResult result) {
        String again = "What was taken in stands. To go on, type the same command again.";
        if (result instanceof RunResult.Finished finished) {
            return item(file, "finished", finished.execution());
        }
        if (result instanceof RunResult.AlreadyDone done) {
            return item(file, "already-done", done.execution());
        }
        if (result instanceof RunResult.Stopped stopped) {
            throw new CommandFailure(ExitCode.STOPPED, file.name() + " was stopped: " + stopped.why(), again);
        }
        if (result instanceof RunResult.Failed failed) {
            throw new CommandFailure(ExitCode.FAILED, file.name() + " failed: " + failed.cause(), again);
        }
        throw new CommandFailure(
                ExitCode.BUSY,
                "another import is under way",
                "See it with \"" + session.console().command() + " history import\"; when it is through, type the same"
                        + " command again.");
    }

    private Item item(ImportFile file, String state, JobExecution execution) {
        ImportResult result = session.engine().imports().result(execution);
        return new Item(
                file.name(), file.kind(), state, result.rows(), result.rejected(), result.rejects(), execution.getId());
    }

    private void tell(List<Item> items) {
        Console console = session.console();
        if (json.asked()) {
            console.print(Json.of(new Imported(items)));
            return;
        }
        Table table = new Table("file", " rows", " set aside", "");
        for (Item item : items) {
            table.row(
                    item.file(),
                    Texts.number(item.rows()),
                    Texts.number(item.setAside()),
                    item.state().equals("finished") ? "" : "imported before: nothing to do");
        }
        table.print(console);
        items.stream()
                .flatMap(item -> item.rejects().stream())
                .forEach(file -> console.print("Rows set aside, with line and reason: " + readable(file)));
    }

    private static String readable(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
    }
}
