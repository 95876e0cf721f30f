package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.LockTerms;
import dev.bursar.batch.StopSignal;
import dev.bursar.database.TestDatabase;
import dev.bursar.faults.FailingDataSource.Fault;
import dev.bursar.faults.FailingDataSource.Script;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.policy.Policy;
import dev.bursar.shop.ShopTables;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Running again what failed, stopped, is finished, or is under way elsewhere. */
class RestartIT {

    private static final Policy policy = Bursary.plainMarket();
    private static final RunIdentity NIGHT = RunIdentity.of(SmallBacklog.DAY, policy.zone());

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private FailingDataSource faults;
    private Bursary bursary;

    @BeforeEach
    void open() {
        database.clear();
        SmallBacklog.fill(database.dataSource(), policy);
        faults = FailingDataSource.counting(database.dataSource());
        bursary = bursary();
    }

    private Bursary bursary() {
        return Bursary.on(
                faults.dataSource(),
                policy,
                SmallBacklog.clock(),
                "bursar.threads=1",
                "bursar.chunk=3",
                "logging.level.root=off");
    }

    @AfterEach
    void close() {
        bursary.close();
    }

    private RunResult run() {
        return run(SmallBacklog.PARTITIONS, Duration.ZERO);
    }

    private RunResult run(int partitions, Duration patience) {
        JobPlan plan = new JobPlan(
                "credit-orders",
                List.of("credit-orders"),
                Optional.of(new LockTerms("books", Duration.ofMinutes(2), patience)));
        return bursary.run(plan, NIGHT, partitions);
    }

    /** @param statement a part of it */
    private static Script failing(String statement, int nth) {
        AtomicInteger counted = new AtomicInteger();
        return (asked, kind, sql) -> sql.contains(statement) && counted.incrementAndGet() == nth
                ? Fault.failing(new SQLException("disk full", "HY000", 1021))
                : Fault.NONE;
    }

    private void mend() {
        faults.begin((asked, kind, sql) -> Fault.NONE);
    }

    private long lots() {
        return BooksContent.of(database.jdbc()).count("lot");
    }

    @Test
    void where_finding_the_work_failed_running_again_does_the_work() {
        faults.begin(failing("select distinct due_shard", 1));
        assertThat(run()).isInstanceOf(RunResult.Failed.class);
        assertThat(lots()).isEqualTo(2);
        mend();

        assertThat(run()).isInstanceOf(RunResult.Finished.class);

        assertThat(lots()).isEqualTo(15);
    }

    @Test
    void a_failure_names_its_cause_in_one_line() {
        faults.begin(failing("insert into lot", 1));

        assertThat(run())
                .isInstanceOfSatisfying(
                        RunResult.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo("disk full"));
    }

    @Test
    void a_run_that_goes_on_keeps_its_partitions_whatever_is_asked_for() {
        faults.begin(failing("insert into lot", 2));
        assertThat(run()).isInstanceOf(RunResult.Failed.class);
        mend();

        assertThat(run(4, Duration.ZERO)).isInstanceOf(RunResult.Finished.class);

        assertThat(database.jdbc()
                        .sql(
                                "select distinct step_name from BATCH_STEP_EXECUTION where step_name like '%:p%' and step_name not like '%of-08' order by step_name")
                        .query(String.class)
                        .list())
                .containsExactly("credit-orders:p05-of-64", "credit-orders:p09-of-64");
    }

    @Test
    void a_partition_that_was_done_looks_again_when_the_run_goes_on() {
        faults.begin(failing("insert into lot", 4));
        assertThat(run()).isInstanceOf(RunResult.Failed.class);
        List<String> ends = partitionEnds();
        assertThat(ends).containsExactlyInAnyOrder("COMPLETED", "FAILED");
        ShopTables shop = new ShopTables(database.dataSource());
        for (int order = 200; order < 220; order++) {
            shop.order(order, SmallBacklog.id(order % 9 + 1), "2026-11-19T06:00:00Z")
                    .line(1, "3.00")
                    .insert();
        }
        mend();

        assertThat(run()).isInstanceOf(RunResult.Finished.class);

        assertThat(lots()).isEqualTo(35);
    }

    private List<String> partitionEnds() {
        return database.jdbc()
                .sql("select status from BATCH_STEP_EXECUTION where step_name like '%:p%of-64'")
                .query(String.class)
                .list();
    }

    @Test
    void a_finished_run_is_not_repeated() {
        run();
        BooksContent books = BooksContent.of(database.jdbc());
        new ShopTables(database.dataSource())
                .order(200, SmallBacklog.id(1), "2026-11-19T06:00:00Z")
                .line(1, "3.00")
                .insert();

        assertThat(run()).isInstanceOf(RunResult.AlreadyDone.class);

        assertThat(BooksContent.of(database.jdbc()).count("entry")).isEqualTo(books.count("entry"));
    }

    @Test
    void a_busy_lock_is_told_with_its_holder_and_nothing_is_noted() {
        heldElsewhere();

        assertThat(run()).isInstanceOfSatisfying(RunResult.Busy.class, busy -> {
            assertThat(busy.skip()).isTrue();
            assertThat(busy.holder()).get().satisfies(holder -> {
                assertThat(holder.by()).isEqualTo("pod-7");
                assertThat(holder.since()).isEqualTo("2026-11-20T11:00:00Z");
            });
        });
        assertThat(run(64, Duration.ofMillis(600)))
                .isInstanceOfSatisfying(
                        RunResult.Busy.class, busy -> assertThat(busy.skip()).isFalse());
        assertThat(database.jdbc()
                        .sql("select count(*) from BATCH_JOB_INSTANCE where job_key <> ''")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private void heldElsewhere() {
        database.jdbc()
                .sql(
                        "insert into shedlock (name, lock_until, locked_at, locked_by) values ('books', '2100-01-01', '2026-11-20 11:00:00', 'pod-7')")
                .update();
    }

    @Test
    void a_run_that_was_asked_to_stop_while_it_waited_for_its_lock_was_stopped_and_not_busy() {
        heldElsewhere();
        bursary.bean(StopSignal.class).request("it was asked to stop");

        assertThat(run(64, Duration.ofMinutes(1))).isInstanceOfSatisfying(RunResult.Stopped.class, stopped -> {
            assertThat(stopped.execution()).isEmpty();
            assertThat(stopped.why()).isEqualTo("it was asked to stop");
        });
    }

    @Test
    void a_run_that_was_asked_to_stop_does_so_after_its_chunk_and_goes_on_when_run_again() {
        faults.begin((asked, kind, sql) -> {
            if (sql.contains("insert into lot")) {
                bursary.bean(StopSignal.class).request("it was asked to stop");
            }
            return Fault.NONE;
        });
        assertThat(run()).isInstanceOf(RunResult.Stopped.class);
        assertThat(lots()).isBetween(3L, 8L);
        mend();
        bursary.close();
        bursary = bursary();

        assertThat(run()).isInstanceOf(RunResult.Finished.class);

        assertThat(lots()).isEqualTo(15);
    }
}
