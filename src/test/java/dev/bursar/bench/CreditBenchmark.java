package dev.bursar.bench;

import dev.bursar.batch.LockTerms;
import dev.bursar.bench.BenchReport.Line;
import dev.bursar.bench.Meter.Measured;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The step {@code credit-orders} beside hand-written SQL and the textbook, on the same data. */
final class CreditBenchmark {

    private static final String STEP = "credit-orders";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private CreditBenchmark() {}

    /** Code that runs for the first time is slow; that is start-up, and not what is measured. */
    static void warmUp(long orders) {
        try (TestDatabase database = TestDatabase.forManyRows().open()) {
            market(database).fill(orders, Math.max(1, orders / 10), 0);
            ours(database.dataSource(), orders, 2);
        }
    }

    /**
     * The limit and ours.
     *
     * @param oldLots lots that are there before
     */
    static List<Line> run(long orders, long members, long oldLots) {
        // Schemas of their own, filled before anything is measured: what a server still does for a table that was
        // filled or emptied a moment ago would count against whoever comes next.
        try (TestDatabase byHand = TestDatabase.forManyRows().open();
                TestDatabase bySteps = TestDatabase.forManyRows().open()) {
            market(byHand).fill(orders, members, oldLots);
            market(bySteps).fill(orders, members, oldLots);
            return besideTheLimit(byHand, bySteps, orders, members, oldLots);
        }
    }

    /**
     * The limit, ours with one partition at a time as well, and the textbook.
     *
     * @param sample how many orders the textbook gets, at most
     */
    static List<Line> runAllWays(long orders, long members, long sample) {
        try (TestDatabase byHand = TestDatabase.forManyRows().open();
                TestDatabase bySteps = TestDatabase.forManyRows().open();
                TestDatabase byTheBook = TestDatabase.forManyRows().open()) {
            market(byHand).fill(orders, members, 0);
            market(bySteps).fill(orders, members, 0);
            List<Line> lines = new ArrayList<>(besideTheLimit(byHand, bySteps, orders, members, 0));
            market(bySteps).rewind();
            lines.add(line(orders, 0, BenchReport.OURS_ALONE, ours(bySteps.dataSource(), orders, 1)));
            requireEqual(byHand, bySteps);
            long some = Math.min(sample, orders);
            market(byTheBook).fill(some, Math.max(1, members * some / orders), 0);
            lines.add(line(orders, 0, "textbook, 1 connection", textbook(byTheBook.dataSource(), some)));
            return lines;
        }
    }

    private static List<Line> besideTheLimit(
            TestDatabase byHand, TestDatabase bySteps, long orders, long members, long oldLots) {
        Line limit = line(orders, oldLots, BenchReport.LIMIT, limit(byHand.dataSource(), orders, members));
        Line ours = line(orders, oldLots, BenchReport.OURS, ours(bySteps.dataSource(), orders, 2));
        requireEqual(byHand, bySteps);
        return List.of(limit, ours);
    }

    private static BenchMarket market(TestDatabase database) {
        return new BenchMarket(new JdbcTemplate(database.dataSource()));
    }

    private static Line line(long orders, long oldLots, String way, Measured measured) {
        return new Line(STEP, orders, oldLots, way, measured);
    }

    private static void requireEqual(TestDatabase one, TestDatabase other) {
        String expected = BenchBooks.of(new JdbcTemplate(one.dataSource()));
        String found = BenchBooks.of(new JdbcTemplate(other.dataSource()));
        if (!expected.equals(found)) {
            throw new IllegalStateException("the books differ: by hand " + expected + ", ours " + found);
        }
    }

    private static Measured limit(DataSource database, long orders, long members) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        CreditLimit limit = new CreditLimit(jdbc, new JdbcTransactionManager(database));
        return new Meter(jdbc).measure(orders, () -> limit.run(members, 2));
    }

    private static Measured ours(DataSource database, long orders, int threads) {
        JobPlan plan = new JobPlan(
                STEP, List.of(STEP), Optional.of(new LockTerms("books", Duration.ofMinutes(2), Duration.ZERO)));
        try (Bursary bursary = Bursary.on(
                database, Bursary.plainMarket(), Clock.fixed(NOW, ZoneOffset.UTC), "bursar.threads=" + threads)) {
            // Each way is another run of the same job.
            RunIdentity identity = RunIdentity.at(NOW.plusSeconds(threads));
            return new Meter(new JdbcTemplate(database)).measure(orders, () -> {
                RunResult result = bursary.run(plan, identity);
                if (!(result instanceof RunResult.Finished)) {
                    throw new IllegalStateException("the run ended as " + result);
                }
            });
        }
    }

    private static Measured textbook(DataSource database, long orders) {
        try (Bursary bursary = Bursary.on(database, Bursary.plainMarket(), Clock.fixed(NOW, ZoneOffset.UTC))) {
            CreditTextbook textbook = new CreditTextbook(
                    database,
                    bursary.bean(JobRepository.class),
                    bursary.bean(JobOperator.class),
                    bursary.bean(PlatformTransactionManager.class));
            return new Meter(new JdbcTemplate(database)).measure(orders, textbook::run);
        }
    }
}
