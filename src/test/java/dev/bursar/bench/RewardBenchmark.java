package dev.bursar.bench;

import dev.bursar.batch.LockTerms;
import dev.bursar.bench.BenchReport.Line;
import dev.bursar.bench.Meter.Measured;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The steps {@code credit-reviews} and {@code credit-activities}, each beside hand-written SQL on the same data. */
enum RewardBenchmark {
    REVIEWS(
            "credit-reviews",
            ReviewMarket.REVIEWS,
            (jdbc, reviews) -> new ReviewMarket(jdbc).fill(reviews),
            ReviewMarket::members,
            ReviewLimit.STATEMENTS),
    ACTIVITIES(
            "credit-activities",
            ActivityMarket.ACTIVITIES,
            (jdbc, activities) -> new ActivityMarket(jdbc).fill(activities),
            ActivityMarket::members,
            ActivityLimit.STATEMENTS);

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** What the limits and the markets know by heart. */
    private static final Policy POLICY = PolicyFiles.parse("market.yaml", """
            version: 1
            market: bench
            time-zone: America/Los_Angeles
            grace: P35D
            coins:
              rates: [{currency: USD, rate: 1}]
            activities:
              reviews:
                - {programme: coins, units: 4, cap-a-day: 5}
                - {programme: points, units: 2, cap-a-day: 5}
              check-ins:
                - {programme: coins, units: [1, 2, 3, 5, 8], life: P90D}
              tasks:
                - {name: complete-profile, programme: coins, units: 50, cap: 1}
              shares:
                - {programme: coins, units: 1, cap-a-day: 3, cap: 7}
                - {programme: points, units: 2, cap-a-day: 3}
              games:
                - {name: spin-the-wheel, programme: coins, units: 3, cap-a-day: 1}
            """);

    private final String step;
    private final int block;
    private final ObjLongConsumer<JdbcTemplate> market;
    private final LongUnaryOperator members;
    private final List<String> limit;

    RewardBenchmark(
            String step,
            int block,
            ObjLongConsumer<JdbcTemplate> market,
            LongUnaryOperator members,
            List<String> limit) {
        this.step = step;
        this.block = block;
        this.market = market;
        this.members = members;
        this.limit = limit;
    }

    /** Code that runs for the first time is slow; that is start-up, and not what is measured. */
    void warmUp(long facts) {
        try (TestDatabase database = TestDatabase.forManyRows().open()) {
            fill(database, wholeBlocks(facts));
            ours(database.dataSource(), wholeBlocks(facts), 2);
        }
    }

    /** The limit, and ours with two partitions at a time and with one; of whole blocks of the market. */
    List<Line> run(long most) {
        long facts = wholeBlocks(most);
        try (TestDatabase byHand = TestDatabase.forManyRows().open();
                TestDatabase bySteps = TestDatabase.forManyRows().open();
                TestDatabase oneByOne = TestDatabase.forManyRows().open()) {
            fill(byHand, facts);
            fill(bySteps, facts);
            fill(oneByOne, facts);
            Measured limited = byHand(byHand.dataSource(), facts);
            Measured ours = ours(bySteps.dataSource(), facts, 2);
            requireEqual(byHand, bySteps);
            Measured single = ours(oneByOne.dataSource(), facts, 1);
            requireEqual(byHand, oneByOne);
            return List.of(
                    new Line(step, facts, 0, BenchReport.LIMIT, limited),
                    new Line(step, facts, 0, BenchReport.OURS, ours),
                    new Line(step, facts, 0, BenchReport.OURS_ALONE, single));
        }
    }

    private long wholeBlocks(long facts) {
        return Math.max(1, facts / block) * block;
    }

    private void fill(TestDatabase database, long facts) {
        market.accept(new JdbcTemplate(database.dataSource()), facts);
    }

    private Measured byHand(DataSource database, long facts) {
        RewardLimit statements = new RewardLimit(database, limit);
        return new Meter(new JdbcTemplate(database))
                .measure(facts, () -> statements.run(members.applyAsLong(facts), 2));
    }

    private Measured ours(DataSource database, long facts, int threads) {
        JobPlan plan = new JobPlan(
                step, List.of(step), Optional.of(new LockTerms("books", Duration.ofMinutes(2), Duration.ZERO)));
        try (Bursary bursary =
                Bursary.on(database, POLICY, Clock.fixed(NOW, ZoneOffset.UTC), "bursar.threads=" + threads)) {
            return new Meter(new JdbcTemplate(database)).measure(facts, () -> {
                RunResult result = bursary.run(plan, RunIdentity.at(NOW));
                if (!(result instanceof RunResult.Finished)) {
                    throw new IllegalStateException("the run ended as " + result);
                }
            });
        }
    }

    private static void requireEqual(TestDatabase one, TestDatabase other) {
        String expected = RewardBooks.of(new JdbcTemplate(one.dataSource()));
        String found = RewardBooks.of(new JdbcTemplate(other.dataSource()));
        if (!expected.equals(found)) {
            throw new IllegalStateException("the books differ: by hand " + expected + ", ours " + found);
        }
    }
}
