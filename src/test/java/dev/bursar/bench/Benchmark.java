package dev.bursar.bench;

import dev.bursar.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** See {@code docs/performance.md}. Runs on the server that BURSAR_TEST_URL names, in schemas of its own. */
@Command(
        name = "bursar-bench",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        description = {
            "Measures Bursar's steps on MySQL, each beside hand-written set-based SQL that writes the same rows (the limit) and"
                    + " beside the textbook's pipeline, in one run on the same data.",
            "",
            "BURSAR_TEST_URL names the server, with its user (and password): it gets schemas of its own, dropped at the end."
                    + " Without it a server is brought up by .ci/mysql, durable. Nothing else should run on the machine.",
            ""
        })
public final class Benchmark implements Callable<Integer> {

    @Option(
            names = "--orders",
            split = ",",
            paramLabel = "N",
            description = "One size or several, separated by commas (default: 1000000).")
    private List<Long> sizes = List.of();

    @Option(
            names = "--orders-per-member",
            paramLabel = "N",
            defaultValue = "10",
            description = "On average (default: ${DEFAULT-VALUE}).")
    private long perMember;

    @Option(
            names = "--on-top-of",
            paramLabel = "LOTS",
            description = "Measures the largest size once more, on top of so many lots of before.")
    private Optional<Long> oldLots = Optional.empty();

    @Option(
            names = "--redemptions",
            paramLabel = "N",
            description =
                    "Measures settle-accounts by so many redemptions, a third as many members, and reads of the view"
                            + " member_spendable; without --orders nothing else.")
    private Optional<Long> redemptions = Optional.empty();

    @Option(
            names = "--lots-per-member",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "Lots of each member who redeems, all but eight of them long over (default: ${DEFAULT-VALUE}).")
    private int lotsPerMember;

    @Option(
            names = "--textbook",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Orders of the textbook's sample (default: ${DEFAULT-VALUE}).")
    private long sample;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--picture", paramLabel = "FILE", description = "Draws facts a second by size, as SVG.")
    private Optional<Path> picture = Optional.empty();

    private Benchmark() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new Benchmark()).execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        BenchReport report = new BenchReport();
        if (sizes.isEmpty() && redemptions.isEmpty()) {
            sizes = List.of(1_000_000L);
        }
        if (!sizes.isEmpty()) {
            CreditBenchmark.warmUp(Math.min(20_000, sizes.get(0)));
        }
        for (long orders : sizes) {
            report.print(CreditBenchmark.run(orders, members(orders), 0, sample));
        }
        if (oldLots.isPresent() && !sizes.isEmpty()) {
            long most = sizes.stream().mapToLong(Long::longValue).max().orElseThrow();
            report.print(CreditBenchmark.run(most, members(most), oldLots.get(), sample));
        }
        if (redemptions.isPresent()) {
            SettleBenchmark.warmUp(Math.min(6_000, redemptions.get()));
            SettleBenchmark.run(redemptions.get(), lotsPerMember, report::print);
        }
        if (json.isPresent()) {
            report.writeJson(json.get(), server());
        }
        if (picture.isPresent()) {
            report.writePicture(picture.get());
        }
        return 0;
    }

    private long members(long orders) {
        return Math.max(1, orders / perMember);
    }

    private static String server() {
        try (TestDatabase database = TestDatabase.empty().open()) {
            return database.jdbc().sql("select version()").query(String.class).single();
        }
    }
}
