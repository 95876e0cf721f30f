package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bursar.database.TestDatabase;
import dev.bursar.faults.FailingDataSource.Fault;
import dev.bursar.faults.FailingDataSource.Script;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.policy.Policy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two runs credit the same backlog at once, as if there were no lock: right all the same. */
class TwoAtOnceIT {

    private static final int ROUNDS = Integer.getInteger("bursar.rounds", Boolean.getBoolean("bursar.long") ? 200 : 8);
    private static final int ORDERS = 3_000;
    private static final Policy policy = SmallBacklog.generousMarket();

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @RegisterExtension
    static final TestDatabase other = TestDatabase.migrated();

    @TempDir
    Path folder;

    @Test
    void two_processes_under_different_locks_credit_each_order_once() throws Exception {
        database.clear();
        LargeBacklog.fill(database.dataSource(), ORDERS);
        try (CommandLine bursar = new CommandLine(database, folder, 40)) {
            bursar.job("one", "one");
            bursar.job("two", "two");
            try (Connection books = database.dataSource().getConnection();
                    Statement statement = books.createStatement()) {
                books.setAutoCommit(false);
                statement.execute("select * from books for update");
                Process one = bursar.start("run", "one", "--date", "2026-11-19");
                Process two = bursar.start("run", "two", "--date", "2026-11-19");
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> jobsWithOpenChunks() == 2 || !one.isAlive() || !two.isAlive());
                books.rollback();
                assertThat(bursar.end(one)).startsWith("0: ");
                assertThat(bursar.end(two)).startsWith("0: ");
            }
        }

        assertThat(BooksContent.of(database.jdbc())).isEqualTo(undisturbed());
        assertThat(database.jdbc()
                        .sql("select distinct run_id from entry")
                        .query(Long.class)
                        .list())
                .hasSize(2);
    }

    private static int jobsWithOpenChunks() {
        return database.jdbc()
                .sql(
                        "select count(distinct job_execution_id) from BATCH_STEP_EXECUTION where step_name like '%:p%' and commit_count > 0")
                .query(Integer.class)
                .single();
    }

    private static BooksContent undisturbed() {
        other.clear();
        LargeBacklog.fill(other.dataSource(), ORDERS);
        try (Bursary bursary = Bursary.on(other.dataSource(), policy, SmallBacklog.clock())) {
            assertThat(bursary.step("credit-orders", LocalDate.parse("2026-11-19")))
                    .isInstanceOf(RunResult.Finished.class);
        }
        return BooksContent.of(other.jdbc());
    }

    @Test
    void however_the_statements_of_two_runs_fall_between_each_other_each_order_is_credited_once() throws Exception {
        long seed = Long.getLong("bursar.seed", System.nanoTime());
        database.clear();
        SmallBacklog.fillWithAll(database.dataSource(), policy);
        TableSnapshot before = TableSnapshot.of(database.dataSource());
        FailingDataSource slowOne = FailingDataSource.counting(database.dataSource());
        FailingDataSource slowTwo = FailingDataSource.counting(database.dataSource());
        try (Bursary one = bursary(slowOne.dataSource());
                Bursary two = bursary(slowTwo.dataSource())) {
            assertThat(run(one, "alone")).isInstanceOf(RunResult.Finished.class);
            BooksContent undisturbed = BooksContent.of(database.jdbc());
            for (int round = 1; round <= ROUNDS; round++) {
                before.putBack();
                slowOne.begin(dawdling(seed + round));
                slowTwo.begin(dawdling(-seed - round));
                CompletableFuture<RunResult> first = CompletableFuture.supplyAsync(() -> run(one, "one"));
                CompletableFuture<RunResult> second = CompletableFuture.supplyAsync(() -> run(two, "two"));
                assertThat(first.get(1, TimeUnit.MINUTES)).isInstanceOf(RunResult.Finished.class);
                assertThat(second.get(1, TimeUnit.MINUTES)).isInstanceOf(RunResult.Finished.class);
                assertThat(BooksContent.of(database.jdbc()))
                        .as("-Dbursar.seed=%d, round %d", seed, round)
                        .isEqualTo(undisturbed);
            }
        }
    }

    private static Bursary bursary(DataSource dataSource) {
        return Bursary.on(dataSource, policy, SmallBacklog.clock(), "bursar.chunk=3", "logging.level.root=off");
    }

    private static RunResult run(Bursary bursary, String name) {
        JobPlan plan = new JobPlan(
                "credit-orders",
                List.of(
                        "credit-orders",
                        "credit-reviews",
                        "credit-activities",
                        "settle-accounts",
                        "follow-coupons",
                        "expire-coins",
                        "expire-points"),
                Optional.empty());
        RunIdentity night = RunIdentity.of(SmallBacklog.DAY, policy.zone());
        return bursary.run(plan, new RunIdentity("instant", name, night.asOf()), SmallBacklog.PARTITIONS);
    }

    /** Some statements are slow, so that the other run's fall between them. */
    private static Script dawdling(long seed) {
        Random random = new Random(seed);
        return (asked, kind, sql) -> {
            if (random.nextInt(6) == 0) {
                LockSupport.parkNanos(random.nextInt(5_000_000));
            }
            return Fault.NONE;
        };
    }
}
