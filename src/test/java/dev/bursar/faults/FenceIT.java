package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bursar.batch.LockTerms;
import dev.bursar.batch.StopSignal;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that was only paused, and comes back after another has taken its place. */
class FenceIT {

    /** The first statement of a chunk's transaction that locks anything: a run held here keeps nobody waiting. */
    private static final String LOCKING = "from account";

    private static final Policy policy = Bursary.plainMarket();
    private static final RunIdentity NIGHT = RunIdentity.of(SmallBacklog.DAY, policy.zone());

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private FailingDataSource pausing;
    private Bursary paused;
    private Bursary other;

    @BeforeEach
    void open() {
        database.clear();
        SmallBacklog.fill(database.dataSource(), policy);
        pausing = FailingDataSource.counting(database.dataSource());
        paused = on(pausing.dataSource());
        other = on(database.dataSource());
    }

    @AfterEach
    void close() {
        paused.close();
        other.close();
    }

    private static Bursary on(DataSource dataSource) {
        return Bursary.on(
                dataSource,
                policy,
                SmallBacklog.clock(),
                "bursar.threads=1",
                "bursar.chunk=3",
                "logging.level.root=off");
    }

    private static JobPlan plan(Duration atMost) {
        return new JobPlan(
                "credit-orders",
                List.of("credit-orders"),
                Optional.of(new LockTerms("books", atMost, Duration.ofSeconds(10))));
    }

    private static RunResult run(Bursary bursary, Duration atMost) {
        return bursary.run(plan(atMost), NIGHT, SmallBacklog.PARTITIONS);
    }

    private BooksContent books() {
        return BooksContent.of(database.jdbc());
    }

    private BooksContent undisturbed() {
        database.clear();
        SmallBacklog.fill(database.dataSource(), policy);
        // ShedLock remembers that the lock's row exists, and it has just been taken away.
        try (Bursary fresh = on(database.dataSource())) {
            assertThat(run(fresh, Duration.ofMinutes(2))).isInstanceOf(RunResult.Finished.class);
        }
        return books();
    }

    @Test
    void a_run_that_was_recovered_while_it_was_paused_posts_nothing_more() throws Exception {
        Gate gate = new Gate(LOCKING, 2);
        pausing.begin(gate);
        CompletableFuture<RunResult> first = CompletableFuture.supplyAsync(() -> run(paused, Duration.ofMinutes(2)));
        gate.awaitReached();
        failAllThatRuns();
        BooksContent whenRecovered = books();

        gate.open();
        awaitEnd(first);
        assertThat(books()).isEqualTo(whenRecovered);

        database.jdbc().sql("update shedlock set lock_until = '2000-01-01'").update();
        assertThat(run(other, Duration.ofMinutes(2))).isInstanceOf(RunResult.Finished.class);
        assertThat(books()).isEqualTo(undisturbed());
    }

    @Test
    void the_run_that_took_its_place_completes_and_is_not_disturbed() throws Exception {
        Gate gate = new Gate(LOCKING, 2);
        pausing.begin(gate);
        CompletableFuture<RunResult> first = CompletableFuture.supplyAsync(() -> run(paused, Duration.ofMinutes(2)));
        gate.awaitReached();
        database.jdbc().sql("update shedlock set lock_until = '2000-01-01'").update();

        assertThat(run(other, Duration.ofMinutes(2))).isInstanceOf(RunResult.Finished.class);
        BooksContent afterOther = books();
        List<Long> judgedIn = judgedIn();
        gate.open();
        awaitEnd(first);

        assertThat(books()).isEqualTo(afterOther);
        assertThat(judgedIn()).isEqualTo(judgedIn);
        assertThat(run(other, Duration.ofMinutes(2))).isInstanceOf(RunResult.AlreadyDone.class);
        assertThat(afterOther).isEqualTo(undisturbed());
    }

    @Test
    void a_run_that_loses_its_lock_stops_after_its_chunk_and_leaves_the_lock_alone() throws Exception {
        Gate gate = new Gate(LOCKING, 1);
        pausing.begin(gate);
        CompletableFuture<RunResult> first = CompletableFuture.supplyAsync(() -> run(paused, Duration.ofSeconds(1)));
        gate.awaitReached();
        long lotsBefore = books().count("lot");
        database.jdbc()
                .sql("update shedlock set locked_by = 'another', lock_until = '2100-01-01'")
                .update();
        await().until(() -> paused.bean(StopSignal.class).requested().isPresent());

        gate.open();

        RunResult result = first.get(30, TimeUnit.SECONDS);
        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Stopped.class,
                        stopped -> assertThat(stopped.why()).isEqualTo("it lost the lock books to another process"));
        assertThat(database.jdbc()
                        .sql("select locked_by from shedlock where lock_until > utc_timestamp()")
                        .query(String.class)
                        .list())
                .containsExactly("another");
        assertThat(books().count("lot")).isBetween(lotsBefore + 1, undisturbedLots() - 1);
    }

    private long undisturbedLots() {
        return undisturbed().count("lot");
    }

    /** As the recovery of another process does. */
    private void failAllThatRuns() {
        database.jdbc()
                .sql(
                        "update BATCH_STEP_EXECUTION set status = 'FAILED', version = version + 1 where status in ('STARTING', 'STARTED')")
                .update();
        database.jdbc()
                .sql(
                        "update BATCH_JOB_EXECUTION set status = 'FAILED', version = version + 1 where status in ('STARTING', 'STARTED')")
                .update();
    }

    private List<Long> judgedIn() {
        return database.jdbc()
                .sql("select run_id from outcome order by fact_id")
                .query(Long.class)
                .list();
    }

    private static void awaitEnd(CompletableFuture<RunResult> run) throws InterruptedException {
        try {
            assertThat(run.get(30, TimeUnit.SECONDS)).isInstanceOf(RunResult.Failed.class);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the paused run did not end as failed", e);
        }
    }
}
