package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.LockTerms;
import dev.bursar.database.TestDatabase;
import dev.bursar.faults.FailingDataSource.Fault;
import dev.bursar.faults.FailingDataSource.Kind;
import dev.bursar.faults.FailingDataSource.Script;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.policy.Policy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * A small run is spoilt at each thing that it asks of the database, then run again: its books are to equal those of an
 * undisturbed run. The long form ({@code -Dbursar.long=true}) meets every request with every fault.
 */
class CrashPointsIT {

    private static final boolean LONG = Boolean.getBoolean("bursar.long");

    /** How often the short form meets the same statement: what goes wrong with one mostly goes wrong with the others. */
    private static final int ENOUGH = 2;

    /** Few: what the job repository is asked for each of them would be most of it. */
    private static final int PARTITIONS = 4;

    private static final JobPlan PLAN = new JobPlan(
            "credit-orders",
            List.of(
                    "credit-orders",
                    "credit-reviews",
                    "credit-activities",
                    "settle-accounts",
                    "follow-coupons",
                    "check-lapse",
                    "expire-coins",
                    "expire-points"),
            Optional.of(new LockTerms("books", Duration.ofMinutes(2), Duration.ZERO)));

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final List<Asked> requests = new ArrayList<>();
    private static final Policy policy = SmallBacklog.generousMarket();
    private static FailingDataSource faults;
    private static Bursary bursary;
    private static TableSnapshot before;
    private static BooksContent undisturbed;

    private record Asked(int number, Kind kind, String sql) {

        /** The statement, or the commit by what was asked before it: each step and each chunk asks much the same. */
        String what() {
            return kind == Kind.STATEMENT ? sql : kind + " " + requests.get(Math.max(0, number - 2)).sql;
        }
    }

    @BeforeAll
    static void run_once_undisturbed() {
        database.clear();
        SmallBacklog.fillWithAll(database.dataSource(), policy);
        before = TableSnapshot.of(database.dataSource());
        faults = FailingDataSource.counting(database.dataSource());
        bursary = Bursary.on(
                faults.dataSource(),
                policy,
                SmallBacklog.clock(),
                "bursar.threads=1",
                "bursar.chunk=5",
                "logging.level.root=off");
        requests.clear();
        faults.begin((asked, kind, sql) -> {
            requests.add(new Asked(asked, kind, sql));
            return Fault.NONE;
        });
        assertThat(run()).isInstanceOf(RunResult.Finished.class);
        undisturbed = BooksContent.of(database.jdbc());
        assertThat(undisturbed.count("lot")).isGreaterThan(10);
        assertThat(undisturbed.count("event")).isGreaterThan(15);
        assertThat(undisturbed.count("decision")).isEqualTo(5);
        assertThat(undisturbed.count("coupon-decision")).isEqualTo(3);
        assertThat(undisturbed.lines())
                .filteredOn(line -> line.contains(" SPENT ") || line.contains(" DEBT_INCURRED "))
                .hasSizeGreaterThan(5);
        assertThat(undisturbed.lines())
                .filteredOn(line -> line.contains(" LAPSED "))
                .hasSizeGreaterThan(1);
    }

    @AfterAll
    static void close() {
        bursary.close();
    }

    @Test
    void whatever_request_fails_the_next_run_comes_to_the_same_books() throws SQLException {
        spoil(
                1,
                requests,
                k -> FailingDataSource.onceAt(k, Fault.failing(new SQLException("disk full", "HY000", 1021))));
    }

    /** What a process had not committed when it died is as if it had never been asked: only commits make a difference. */
    @Test
    void wherever_the_process_dies_the_next_run_comes_to_the_same_books() throws SQLException {
        spoil(1, LONG ? requests : commits(), FailingDataSource::diesAt);
    }

    @Test
    void where_commits_succeed_unheard_the_next_run_comes_to_the_same_books() throws SQLException {
        spoil(2, commits(), k -> FailingDataSource.onceAt(k, Fault.CUT_AFTER));
    }

    @Test
    void wherever_the_connection_breaks_the_next_run_comes_to_the_same_books() throws SQLException {
        spoil(15, requests, k -> FailingDataSource.onceAt(k, Fault.CUT_BEFORE));
        spoil(15, requests, k -> FailingDataSource.onceAt(k, Fault.CUT_AFTER));
    }

    @Test
    void a_deadlock_anywhere_leads_to_the_same_books() throws SQLException {
        List<Asked> within = requests.stream()
                .filter(request -> request.kind() == Kind.STATEMENT)
                .toList();
        spoil(11, within, k -> FailingDataSource.onceAt(k, Fault.DEADLOCK));
    }

    private static List<Asked> commits() {
        return requests.stream()
                .filter(request -> request.kind() == Kind.COMMIT)
                .toList();
    }

    private static RunResult run() {
        return bursary.run(PLAN, RunIdentity.of(SmallBacklog.DAY, policy.zone()), PARTITIONS);
    }

    private static void spoil(int every, List<Asked> which, IntFunction<Script> script) throws SQLException {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> tried = new HashMap<>();
        int failed = 0;
        int rounds = 0;
        for (int i = 0; i < which.size(); i += LONG ? 1 : every) {
            Asked request = which.get(i);
            if (!LONG && tried.merge(request.what(), 1, Integer::sum) > ENOUGH) {
                continue;
            }
            before.putBack();
            faults.begin(script.apply(request.number()));
            String first = attempt();
            faults.begin((asked, kind, sql) -> Fault.NONE);
            faults.close();
            database.jdbc().sql("update shedlock set lock_until = '2000-01-01'").update();
            String second = attempt();
            rounds++;
            failed += first.equals("Finished") ? 0 : 1;
            fault(second).ifPresent(what -> wrong.add(request + ": first " + first + ", then " + what));
        }
        assertThat(wrong).as(rounds + " rounds").isEmpty();
        assertThat(failed).isPositive();
    }

    private static Optional<String> fault(String second) {
        if (!second.equals("Finished") && !second.equals("AlreadyDone")) {
            return Optional.of(second);
        }
        if (!BooksContent.of(database.jdbc()).equals(undisturbed)) {
            return Optional.of("other books");
        }
        return leftOpen().stream().findFirst();
    }

    private static String attempt() {
        try {
            RunResult result = run();
            String name = result.getClass().getSimpleName();
            return result instanceof RunResult.Failed failed ? name + " (" + failed.cause() + ")" : name;
        } catch (DataAccessException | TransactionException e) {
            return "database failure (" + e.getMessage() + ")";
        }
    }

    /** Executions that look as if they were still going on, or as if nobody knew. */
    private static List<String> leftOpen() {
        return database.jdbc().sql("""
                        select concat_ws(' ', 'job', job_execution_id, status)
                        from BATCH_JOB_EXECUTION
                        where status not in ('COMPLETED', 'FAILED', 'STOPPED')
                        union all
                        select concat_ws(' ', step_name, job_execution_id, status)
                        from BATCH_STEP_EXECUTION
                        where status not in ('COMPLETED', 'FAILED', 'STOPPED')
                        union all
                        select concat_ws(' ', 'no execution of', job_instance_id)
                        from BATCH_JOB_INSTANCE
                        where job_instance_id not in (select job_instance_id from BATCH_JOB_EXECUTION)
                        """).query(String.class).list();
    }
}
