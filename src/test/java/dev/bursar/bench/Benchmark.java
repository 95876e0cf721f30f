package dev.bursar.bench;

import dev.bursar.database.TestDatabase;
import java.io.IOException;
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
            description = {
                "One size or several, separated by commas (default: 1000000, unless other facts are asked for). The textbook"
                        + " and one partition at a time are measured for the first."
            })
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
            names = "--reviews",
            paramLabel = "N",
            description = "Measures credit-reviews, by two reviews a member; without --orders nothing else.")
    private Optional<Long> reviews = Optional.empty();

    @Option(
            names = "--activities",
            paramLabel = "N",
            description = "Measures credit-activities, by five activities a member; without --orders nothing else.")
    private Optional<Long> activities = Optional.empty();

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
        if (!sizes.isEmpty() || reviews.isEmpty() && activities.isEmpty() && redemptions.isEmpty()) {
            orders(report, sizes.isEmpty() ? List.of(1_000_000L) : sizes);
        }
        if (reviews.isPresent()) {
            rewards(report, RewardBenchmark.REVIEWS, reviews.get());
        }
        if (activities.isPresent()) {
            rewards(report, RewardBenchmark.ACTIVITIES, activities.get());
        }
        if (redemptions.isPresent()) {
            SettleBenchmark.warmUp(Math.min(6_000, redemptions.get()));
            SettleBenchmark.run(redemptions.get(), lotsPerMember, report::print);
            write(report);
        }
        return 0;
    }

    private void orders(BenchReport report, List<Long> of) throws IOException {
        CreditBenchmark.warmUp(Math.min(20_000, of.get(0)));
        keep(report, CreditBenchmark.runAllWays(of.get(0), members(of.get(0)), sample));
        for (long orders : of.subList(1, of.size())) {
            keep(report, CreditBenchmark.run(orders, members(orders), 0));
        }
        if (oldLots.isPresent()) {
            long most = of.stream().mapToLong(Long::longValue).max().orElseThrow();
            keep(report, CreditBenchmark.run(most, members(most), oldLots.get()));
        }
    }

    private void rewards(BenchReport report, RewardBenchmark benchmark, long facts) throws IOException {
        benchmark.warmUp(Math.min(20_000, facts));
        keep(report, benchmark.run(facts));
    }

    /** After each size, for a long run may be cut short. */
    private void keep(BenchReport report, List<BenchReport.Line> lines) throws IOException {
        report.print(lines);
        write(report);
    }

    private void write(BenchReport report) throws IOException {
        if (json.isPresent()) {
            report.writeJson(json.get(), server());
        }
        if (picture.isPresent()) {
            report.writePicture(picture.get());
        }
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
