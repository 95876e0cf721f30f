package dev.bursar.bench;

import dev.bursar.batch.LockTerms;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Credits completed orders with credit-orders, and beside it the same rows in the same tables by hand-written SQL, on the
 * server that BURSAR_TEST_URL names. Prints both in rows a second and their ratio; start-up is not counted.
 */
public final class CreditBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private CreditBenchmark() {}

    /** @param arguments orders (default 1000000), members (100000) */
    public static void main(String[] arguments) {
        long orders = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        long members = arguments.length > 1 ? Long.parseLong(arguments[1]) : 100_000;
        System.out.printf(
                "%,d completed orders of %,d members, heap %d MB%n",
                orders, members, Runtime.getRuntime().maxMemory() >> 20);
        // Three schemas, filled before anything is measured: what a server still does for a table that was emptied or
        // filled a moment ago would count against whoever comes next.
        try (TestDatabase small = TestDatabase.migrated().open();
                TestDatabase byHand = TestDatabase.migrated().open();
                TestDatabase bySteps = TestDatabase.migrated().open()) {
            new BenchMarket(new JdbcTemplate(small.dataSource())).fill(20_000, 2_000);
            new BenchMarket(new JdbcTemplate(byHand.dataSource())).fill(orders, members);
            new BenchMarket(new JdbcTemplate(bySteps.dataSource())).fill(orders, members);
            ours(small.dataSource());
            report(orders, limit(byHand.dataSource(), members), ours(bySteps.dataSource()));
        }
    }

    private static void report(long orders, Measured limit, Measured ours) {
        if (!limit.books().equals(ours.books())) {
            throw new IllegalStateException("the books differ: by hand " + limit.books() + ", ours " + ours.books());
        }
        System.out.printf(
                "%-46s %8s %10s %6s %12s %22s%n",
                "way", "seconds", "orders/s", "share", "client CPU s", "statements/1000 orders");
        print("hand-written SQL, two connections: the limit", limit, orders, limit);
        print("credit-orders, two partitions at a time", ours, orders, limit);
        System.out.println("The books are equal: " + ours.books());
    }

    /**
     * @param cpu   what this process itself spent
     * @param asked statements that the server was sent
     */
    private record Measured(Duration took, Duration cpu, long asked, String books) {}

    private static void print(String way, Measured measured, long orders, Measured limit) {
        double seconds = measured.took().toMillis() / 1_000.0;
        System.out.printf(
                "%-46s %8.1f %,10.0f %6.2f %12.1f %22.1f%n",
                way,
                seconds,
                orders / seconds,
                limit.took().toMillis() / (double) measured.took().toMillis(),
                measured.cpu().toMillis() / 1_000.0,
                measured.asked() * 1_000.0 / orders);
    }

    /** Does the work and measures it. */
    private static Measured measure(JdbcTemplate jdbc, Runnable work) {
        long asked = asked(jdbc);
        Duration cpu = cpu();
        long start = System.nanoTime();
        work.run();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Measured(took, cpu().minus(cpu), asked(jdbc) - asked, books(jdbc));
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long asked(JdbcTemplate jdbc) {
        return Objects.requireNonNull(
                jdbc.queryForObject("show global status like 'Questions'", (row, number) -> row.getLong(2)));
    }

    private static Measured limit(DataSource database, long members) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        CreditLimit limit = new CreditLimit(jdbc, new JdbcTransactionManager(database));
        return measure(jdbc, () -> limit.run(members, 2));
    }

    private static Measured ours(DataSource database) {
        JobPlan plan = new JobPlan(
                "credit-orders",
                List.of("credit-orders"),
                Optional.of(new LockTerms("books", Duration.ofMinutes(2), Duration.ZERO)));
        try (Bursary bursary = Bursary.on(database, Bursary.plainMarket(), Clock.fixed(NOW, ZoneOffset.UTC))) {
            return measure(new JdbcTemplate(database), () -> {
                RunResult result = bursary.run(plan, RunIdentity.at(NOW));
                if (!(result instanceof RunResult.Finished)) {
                    throw new IllegalStateException("the run ended as " + result);
                }
            });
        }
    }

    /** Enough of the books to tell that both ways wrote the same. */
    private static String books(JdbcTemplate jdbc) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                select concat(
                  (select concat(count(*), ' lots, ', sum(remaining), ' units, ',
                     sum(cast(crc32(concat_ws('/', member_id, source_id, part, earned, earned_at)) as unsigned))) from lot), ', ',
                  (select concat(count(*), ' entries, ', sum(units), ' units, ',
                     sum(cast(crc32(concat_ws('/', member_id, fact_id, kind, units, effective_at, business_date)) as unsigned))) from entry), ', ',
                  (select count(*) from outcome), ' outcomes, ',
                  (select count(*) from account), ' accounts, ',
                  (select count(*) from shop_order where due_shard is not null), ' due')
                """, String.class));
    }
}
