package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator types at three in the morning, and what he is told. */
class OperatorsIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    /** Half past midnight of 2026-11-21 in the market's zone. */
    private static final Instant NOW = Instant.parse("2026-11-21T08:30:00Z");

    private final Map<String, String> environment = new HashMap<>();
    private Terminal terminal = new Terminal(Map.of(), new Properties(), Clock.systemUTC());

    @BeforeEach
    void open() {
        database.clear();
        environment.putAll(database.environment());
        at(NOW);
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    private void at(Instant now) {
        terminal.close();
        terminal = new Terminal(environment, new Properties(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private Typed type(String line) {
        return terminal.type(line.split(" "));
    }

    @Test
    void where_nothing_has_happened_the_status_says_so_and_what_is_late() {
        assertThat(type("status").out()).isEqualTo("""
                2026-11-21 00:30 (America/Los_Angeles)
                running     nothing
                unfinished  nothing
                late        hourly of 2026-11-21T05:00:00Z should be completed; none ever was
                            to make up for it: bursar run hourly
                            housekeeping of 2026-11-14 should be completed; none ever was
                            to make up for it: bursar run housekeeping
                            nightly of 2026-11-19 should be completed; none ever was
                            to make up for it: bursar run nightly
                unjudged    0 facts
                exceptions  0 open
                closed      no day yet
                """);
    }

    @Test
    void nights_that_were_missed_are_run_in_order_before_the_last() {
        type("run nightly --date 2026-11-17");

        Typed run = type("run nightly");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEqualTo("""
                first nightly of 2026-11-18, which was missed ...
                first nightly of 2026-11-19, which was missed ...
                """);
        assertThat(nights()).containsExactly("2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20");
        assertThat(type("status").out()).doesNotContain("late        nightly", "nightly of");
    }

    @Test
    void a_missed_night_that_fails_ends_it_before_the_next() {
        type("run nightly --date 2026-11-17");
        order(1);
        Typed run = spoilt("run nightly");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("nightly of 2026-11-18 failed: the books are spoilt");
        assertThat(nights()).containsExactly("2026-11-17", "2026-11-18");
    }

    @Test
    void what_failed_stands_in_the_status_until_it_is_rerun() {
        order(1);
        spoilt("run nightly --date 2026-11-19");
        long run = lastRun();

        assertThat(type("status").out())
                .contains("unfinished  run " + run + ", nightly of 2026-11-19: failed: the books are spoilt\n"
                        + "            to go on: bursar rerun " + run + "\n")
                .contains("unjudged    1 fact, the oldest since");
        Typed again = type("rerun " + run);

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("nightly of 2026-11-19, completed").containsPattern("credit-orders +1 +1 ");
        assertThat(type("status").out()).contains("unfinished  nothing", "unjudged    0 facts");
        assertThat(type("rerun nightly --date 2026-11-19").out()).startsWith("Nothing to do: nightly of 2026-11-19");
    }

    @Test
    void an_hour_that_failed_is_made_up_for_by_a_later_one() {
        order(1);
        spoilt("run hourly --hour 2026-11-21T05");
        assertThat(type("status").out()).contains("unfinished  run ");

        type("run hourly --hour 2026-11-21T06");

        assertThat(type("status").out()).contains("unfinished  nothing");
    }

    @Test
    void a_rerun_of_what_there_is_not_is_refused_with_what_to_type() {
        assertThat(type("rerun 4711").lastLine()).isEqualTo("Type: bursar history");
        assertThat(type("rerun nightly").lastLine()).isEqualTo("Type: bursar history nightly");
        Typed never = type("rerun nightly --date 2026-11-19");
        assertThat(never.exitCode()).isEqualTo(2);
        assertThat(never.err()).isEqualTo("""
                bursar: nightly of 2026-11-19 has not been run yet
                Type: bursar run nightly --date 2026-11-19
                """);
    }

    @Test
    void a_run_whose_process_died_is_recovered_by_hand_once_its_lock_has_ended() {
        type("run nightly --date 2026-11-19");
        long run = lastRun();
        database.jdbc()
                .sql("update BATCH_JOB_EXECUTION set STATUS = 'UNKNOWN', EXIT_CODE = 'UNKNOWN'")
                .update();
        assertThat(type("status").out())
                .contains("run " + run + ", nightly of 2026-11-19: unknown", "to go on: bursar recover " + run);
        database.jdbc()
                .sql("update shedlock set lock_until = '2100-01-01', locked_by = 'pod-7' where name = 'books'")
                .update();
        Typed busy = type("recover " + run);
        assertThat(busy.exitCode()).isEqualTo(75);
        assertThat(busy.err()).contains("the lock of run " + run + " is held by pod-7 since");
        database.jdbc().sql("update shedlock set lock_until = '2000-01-01'").update();

        assertThat(type("recover " + run).out()).isEqualTo("""
                Run %1$d, nightly of 2026-11-19: was unknown, is failed.
                To go on: bursar rerun %1$d
                """.formatted(run));
        assertThat(type("rerun " + run).exitCode()).isZero();
        assertThat(type("recover 4711").exitCode()).isEqualTo(2);
    }

    @Test
    void a_run_that_goes_on_is_shown_with_its_progress_and_its_holder() {
        type("run nightly --date 2026-11-19");
        order(1);
        database.jdbc()
                .sql(
                        "update BATCH_JOB_EXECUTION set STATUS = 'STARTED', END_TIME = null, START_TIME = '2026-11-21 08:29:00'")
                .update();
        database.jdbc()
                .sql(
                        "update BATCH_STEP_EXECUTION set STATUS = 'STARTED', START_TIME = '2026-11-21 08:29:50' where STEP_NAME = 'settle-accounts'")
                .update();
        assertThat(type("status").out()).contains("; its process is gone, and the next run recovers it\n");
        database.jdbc()
                .sql("update shedlock set lock_until = '2100-01-01', locked_by = 'pod-7' where name = 'books'")
                .update();

        assertThat(type("status").out())
                .contains("running     run " + lastRun() + ", nightly of 2026-11-19 for 1 min 00 s, by pod-7\n"
                        + "            settle-accounts: 0 of 0, 0/s\n");
        assertThat(type("stop --wait 0").out())
                .startsWith("Run " + lastRun() + " is asked to stop, and has not ended yet.");
        assertThat(database.jdbc()
                        .sql("select run_id from stop_request")
                        .query(Long.class)
                        .list())
                .containsExactly(lastRun());
    }

    @Test
    void where_nothing_runs_there_is_nothing_to_stop() {
        type("run nightly --date 2026-11-19");

        assertThat(type("stop").err()).startsWith("bursar: nothing runs\n");
        assertThat(type("stop " + lastRun()).out()).startsWith("Nothing to do: run " + lastRun() + " does not go on");
    }

    @Test
    void housekeeping_keeps_what_failed_and_the_last_completed_run_of_each_job() {
        for (int day = 10; day <= 14; day++) {
            type("run nightly --date 2026-11-" + day);
        }
        order(1);
        spoilt("run nightly --date 2026-11-16");
        type("run hourly --hour 2026-11-21T05");
        allEndedAtNow();
        at(NOW.plus(Duration.ofDays(91)));

        Typed purge = type("housekeeping");

        assertThat(purge.exitCode()).isZero();
        assertThat(purge.out()).containsPattern("purge-history +4 ");
        assertThat(nights()).containsExactly("2026-11-14", "2026-11-16");
        assertThat(type("status").out()).contains("nightly of 2026-11-16: failed");
        assertThat(rows("BATCH_JOB_INSTANCE")).isEqualTo(4);
        assertThat(rows("BATCH_JOB_EXECUTION")).isEqualTo(4);
        assertThat(type("housekeeping").out()).doesNotContainPattern("purge-history +[1-9]");
    }

    @Test
    void what_is_younger_than_the_days_to_keep_stays() {
        environment.put("BURSAR_KEEP_DAYS", "120");
        at(NOW);
        type("run nightly --date 2026-11-18");
        type("run nightly --date 2026-11-19");
        allEndedAtNow();
        at(NOW.plus(Duration.ofDays(91)));

        type("housekeeping");

        assertThat(nights()).containsExactly("2026-11-18", "2026-11-19");
    }

    @Test
    void a_purge_posts_nothing_that_could_be_shown_before() {
        Typed dry = type("run purge-history --dry-run");

        assertThat(dry.exitCode()).isEqualTo(2);
        assertThat(dry.err()).startsWith("bursar: step purge-history posts nothing");
    }

    @Test
    void jobs_tell_what_was_last_completed_and_what_is_late() {
        type("run nightly --date 2026-11-18");

        assertThat(type("jobs").out())
                .contains("  done   up to 2026-11-18; late: 2026-11-19 should be completed\n")
                .contains("  done   never; late: ");
        assertThat(type("jobs --json").out()).contains("\"lastCompleted\": \"2026-11-18\"", "\"late\": \"2026-11-19\"");
    }

    /** Batch notes the machine's own time, whatever the test's clock says. */
    private static void allEndedAtNow() {
        database.jdbc()
                .sql("update BATCH_JOB_EXECUTION set END_TIME = '2026-11-21 08:30:00'")
                .update();
    }

    private static void order(long id) {
        ShopTables shop = new ShopTables(database.dataSource());
        shop.store(1);
        shop.member(7);
        shop.order(id, 7, "2026-11-16T10:00:00Z").line(1, "5.00").insert();
    }

    private Typed spoilt(String command) {
        database.jdbc().sql("""
                create trigger spoilt before insert on entry for each row
                signal sqlstate '45000' set message_text = 'the books are spoilt'
                """).update();
        try {
            return type(command);
        } finally {
            database.jdbc().sql("drop trigger spoilt").update();
        }
    }

    private static List<String> nights() {
        return database.jdbc().sql("""
                        select distinct p.PARAMETER_VALUE
                        from BATCH_JOB_EXECUTION_PARAMS p
                        where p.PARAMETER_NAME = 'business-date'
                        order by 1
                        """).query(String.class).list();
    }

    private static long lastRun() {
        return database.jdbc()
                .sql("select max(JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION")
                .query(Long.class)
                .single();
    }

    private static long rows(String table) {
        return database.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
