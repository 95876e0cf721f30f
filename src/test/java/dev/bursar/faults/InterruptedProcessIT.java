package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real command, asked to end as Kubernetes or Ctrl-C does: it ends in order, says what to type, and can go on. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals: destroying a process kills it")
class InterruptedProcessIT {

    /** Three of the import's transactions. */
    private static final int STORES = 12_000;

    /** Takes longer to credit than it takes to stop it. */
    private static final int BACKLOG = 8_000;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        database.clear();
    }

    @Test
    void an_import_ends_after_its_transaction_and_the_next_one_goes_on() throws Exception {
        Path file = folder.resolve("stores.csv");
        Files.writeString(
                file,
                IntStream.rangeClosed(1, STORES)
                        .mapToObj(store -> store + ",Store,2026-01-01T00:00:00Z\n")
                        .collect(Collectors.joining("", "store_id,name,updated_at\n", "")));
        try (CommandLine bursar = new CommandLine(database, folder, 40)) {
            bursar.job("night", "books");
            try (Connection other = database.dataSource().getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                // The second transaction has to wait for this one.
                statement.execute(
                        "insert into shop_store (store_id, name, updated_at) values (6000, 'x', '2020-01-01')");
                Process process = bursar.start("import", file.toString());
                awaitOf(process, () -> stores() == 5_000);
                process.destroy();
                awaitOf(process, () -> bursar.said(process).contains("bursar: stopping ..."));
                other.rollback();

                assertThat(bursar.end(process))
                        .startsWith("4: ")
                        .contains("bursar: stores.csv was stopped: it was asked to stop")
                        .endsWith("What was taken in stands. To go on, type the same command again.\n");
            }
            assertThat(stores()).isEqualTo(10_000);
            assertThat(state()).isEqualTo("STOPPED");

            assertThat(bursar.end(bursar.start("import", file.toString()))).startsWith("0: ");

            assertThat(stores()).isEqualTo(STORES);
            assertThat(database.jdbc()
                            .sql("select write_count from BATCH_STEP_EXECUTION order by step_execution_id")
                            .query(Long.class)
                            .list())
                    .containsExactly(10_000L, 2_000L);
        }
    }

    @Test
    void a_run_that_waits_for_its_lock_says_for_whom_and_ends_without_having_begun() throws Exception {
        database.jdbc().sql("""
                insert into shedlock (name, lock_until, locked_at, locked_by)
                values ('books', '2100-01-01', '2026-11-20 11:00:00', 'pod-7')
                """).update();
        try (CommandLine bursar = new CommandLine(database, folder, 40)) {
            bursar.job("night", "books");
            Process process = bursar.start("run", "night", "--date", "2026-11-19");
            awaitOf(process, () -> bursar.said(process).contains("waiting for the lock"));
            process.destroy();

            assertThat(bursar.end(process))
                    .startsWith("4: ")
                    .containsPattern("waiting for the lock \"books\" until 2026-11-20 04:01:\\d\\d: it is held by pod-7"
                            + " since 2026-11-20 03:00:00 \\(America/Los_Angeles\\)\n")
                    .contains("bursar: night of 2026-11-19 was stopped: it was asked to stop\n")
                    .endsWith("It had not begun. Type: bursar run night --date 2026-11-19\n");
        }
        assertThat(database.jdbc()
                        .sql("select count(*) from BATCH_JOB_EXECUTION")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_run_that_an_operator_stops_from_elsewhere_ends_after_its_transaction_and_is_rerun() throws Exception {
        LargeBacklog.fill(database.dataSource(), BACKLOG);
        try (CommandLine bursar = new CommandLine(database, folder, 20)) {
            bursar.job("night", "books");
            Process process = bursar.start("run", "night", "--date", "2026-11-19");
            awaitOf(process, () -> lots() > 100);

            String stop = bursar.end(bursar.start("stop"));

            assertThat(bursar.end(process))
                    .startsWith("4: ")
                    .contains("bursar: night of 2026-11-19 was stopped: an operator asked it to\n");
            assertThat(stop)
                    .startsWith("0: Run ")
                    .contains("night of 2026-11-19, is stopped.\nTo go on: bursar rerun ");
            assertThat(state()).isEqualTo("STOPPED");
            long lotsWhenStopped = lots();
            assertThat(bursar.end(bursar.start("rerun", "night", "--date", "2026-11-19")))
                    .startsWith("0: ");
            assertThat(lots()).isGreaterThan(lotsWhenStopped);
        }
        assertThat(database.jdbc()
                        .sql("select count(*) from stop_request")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static long lots() {
        return database.jdbc().sql("select count(*) from lot").query(Long.class).single();
    }

    private interface Question {
        boolean answer() throws IOException;
    }

    private static void awaitOf(Process process, Question question) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> question.answer() || !process.isAlive());
    }

    private static long stores() {
        return database.jdbc()
                .sql("select count(*) from shop_store")
                .query(Long.class)
                .single();
    }

    private static String state() {
        return database.jdbc()
                .sql("select status from BATCH_JOB_EXECUTION order by job_execution_id desc limit 1")
                .query(String.class)
                .single();
    }
}
