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
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The step {@code settle-accounts} beside hand-written SQL, and what a checkout's look at a member costs then. */
final class SettleBenchmark {

    static final String STEP = "settle-accounts";
    static final String VIEW = "member_spendable";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final int LOOKS = 1_000;

    private SettleBenchmark() {}

    static void warmUp(long redemptions) {
        try (TestDatabase database = TestDatabase.forManyRows().open()) {
            fill(database, redemptions, SettleMarket.OPEN_LOTS + 2);
            ours(database.dataSource(), redemptions, 2);
        }
    }

    /** @param report is given the lines of each table */
    static void run(long redemptions, int lotsPerMember, Consumer<List<Line>> report) {
        long lots = members(redemptions) * lotsPerMember;
        try (TestDatabase byHand = TestDatabase.forManyRows().open();
                TestDatabase bySteps = TestDatabase.forManyRows().open();
                TestDatabase alone = TestDatabase.forManyRows().open()) {
            fill(byHand, redemptions, lotsPerMember);
            fill(bySteps, redemptions, lotsPerMember);
            fill(alone, redemptions, lotsPerMember);
            Measured limit = limit(byHand.dataSource(), redemptions);
            Measured ours = ours(bySteps.dataSource(), redemptions, 2);
            requireEqual(byHand, bySteps);
            Measured one = ours(alone.dataSource(), redemptions, 1);
            requireEqual(byHand, alone);
            report.accept(List.of(
                    new Line(STEP, redemptions, lots, BenchReport.LIMIT, limit),
                    new Line(STEP, redemptions, lots, BenchReport.OURS, ours),
                    new Line(STEP, redemptions, lots, "Bursar, 1 partition at a time", one)));
            report.accept(List.of(
                    new Line(VIEW, LOOKS, lots, "a query for each member", looks(bySteps.dataSource(), redemptions))));
        }
    }

    private static long members(long redemptions) {
        return Math.max(1, redemptions / 3);
    }

    private static void fill(TestDatabase database, long redemptions, int lots) {
        new SettleMarket(new JdbcTemplate(database.dataSource())).fill(redemptions, members(redemptions), lots);
    }

    private static Measured limit(DataSource database, long redemptions) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        SettleLimit limit = new SettleLimit(jdbc, new JdbcTransactionManager(database));
        return new Meter(jdbc).measure(redemptions, () -> limit.run(members(redemptions), 2));
    }

    private static Measured ours(DataSource database, long redemptions, int threads) {
        JobPlan plan = new JobPlan(
                STEP, List.of(STEP), Optional.of(new LockTerms("books", Duration.ofMinutes(2), Duration.ZERO)));
        try (Bursary bursary =
                Bursary.on(database, policy(), Clock.fixed(NOW, ZoneOffset.UTC), "bursar.threads=" + threads)) {
            return new Meter(new JdbcTemplate(database)).measure(redemptions, () -> {
                RunResult result = bursary.run(plan, RunIdentity.at(NOW));
                if (!(result instanceof RunResult.Finished)) {
                    throw new IllegalStateException("the run ended as " + result);
                }
            });
        }
    }

    private static Policy policy() {
        return PolicyFiles.parse("market.yaml", """
                version: 1
                market: bench
                time-zone: America/Los_Angeles
                grace: P35D
                coins:
                  rates: [{currency: USD, rate: 1}]
                spending:
                  time-out: P3D
                  coin-values: [{currency: USD, value: 0.01}]
                """);
    }

    /** The query of docs/feeds.md, of members at random. */
    private static Measured looks(DataSource database, long redemptions) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        SplittableRandom random = new SplittableRandom(1);
        return new Meter(jdbc).measure(LOOKS, () -> {
            for (int i = 0; i < LOOKS; i++) {
                jdbc.queryForList(
                        "select programme_id, units from member_spendable where member_id = ?",
                        1 + random.nextLong(members(redemptions)));
            }
        });
    }

    private static void requireEqual(TestDatabase one, TestDatabase other) {
        String expected = books(new JdbcTemplate(one.dataSource()));
        String found = books(new JdbcTemplate(other.dataSource()));
        if (!expected.equals(found)) {
            throw new IllegalStateException("the books differ: by hand " + expected + ", ours " + found);
        }
    }

    /** What the redemptions brought, in a line by which two ways can be told to have written the same. */
    private static String books(JdbcTemplate jdbc) {
        return Objects.requireNonNull(jdbc.queryForObject("""
                select concat(
                  (select concat(count(*), ' lots, ', sum(remaining), ' units, ',
                     sum(cast(crc32(concat_ws('/', member_id, source_id, part, earned, remaining)) as unsigned)))
                   from lot), ', ',
                  (select count(*) from reservation), ' reservations, ',
                  (select concat(count(*), ' entries, ', sum(units), ' units, ',
                     sum(cast(crc32(concat_ws('/', member_id, source_id, fact_kind, fact_id, kind, nth, units, effective_at,
                       business_date)) as unsigned)))
                   from entry), ', ',
                  (select concat(count(*), ' bookings, ',
                     sum(cast(crc32(concat_ws('/', redemption_id, member_id, units, effective_at, paid_at, times_out_at,
                       cast(line_units as char))) as unsigned)))
                   from spending), ', ',
                  (select concat(count(*), ' accounts, ',
                     sum(cast(crc32(concat_ws('/', member_id, frozen_until, judged_as_of, last_moved_at, in_debt,
                       last_activity_at, clock_ends_at)) as unsigned)))
                   from account), ', ',
                  (select concat(count(*), ' spent') from outcome where spending = 20), ', ',
                  (select count(*) from exception_item), ' exceptions, ',
                  (select count(*) from shop_redemption where due_shard is not null), ' due')
                """, String.class));
    }
}
