package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that stands still past its lease, as one does on a machine that is moved or starved, and wakes up when another has
 * its lock: it ends without posting anything that the other does not, and spoils no later run. The long form does so 20 times
 * ({@code -Dbursar.pauses}).
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class PausedProcessIT {

    private static final int PAUSES = Integer.getInteger("bursar.pauses", Boolean.getBoolean("bursar.long") ? 20 : 2);
    private static final int ORDERS = 3_000;
    private static final String DAY = "2026-11-19";

    /** Longer than the two seconds of the lock. */
    private static final Duration PAUSE = Duration.ofMillis(2_500);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    @Test
    void it_wakes_up_loses_and_does_no_harm() throws Exception {
        long seed = Long.getLong("bursar.seed", System.nanoTime());
        Random random = new Random(seed);
        BooksContent undisturbed = undisturbed();
        for (int pause = 1; pause <= PAUSES; pause++) {
            String which = "-Dbursar.seed=" + seed + ", pause " + pause;
            database.clear();
            LargeBacklog.fill(database.dataSource(), ORDERS);
            try (CommandLine bursar = new CommandLine(database, folder.resolve("pause-" + pause), 40)) {
                bursar.job("night", "books");
                Process paused = bursar.start("run", "night", "--date", DAY);
                long wanted = 40L + random.nextInt(ORDERS / 3);
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> count("select count(*) from lot") >= wanted || !paused.isAlive());
                assertThat(paused.isAlive()).as(which + bursar.said(paused)).isTrue();
                signal("STOP", paused);
                Thread.sleep(PAUSE.toMillis());
                Process other = bursar.start("run", "night", "--date", DAY);
                awaitLock(other);
                // The paused one may hold rows that the other waits for: only awake can it let go of them.
                Thread.sleep(random.nextInt(1_500));
                signal("CONT", paused);
                String endOfPaused = bursar.end(paused);
                assertThat(bursar.end(other)).as(which + ": " + endOfPaused).startsWith("0: ");
                assertThat(endOfPaused).as(which).doesNotStartWith("0: ").doesNotContain("should not have happened");
                assertThat(BooksContent.of(database.jdbc())).as(which).isEqualTo(undisturbed);
                assertThat(bursar.end(bursar.start("run", "night", "--date", DAY)))
                        .as(which)
                        .startsWith("0: Nothing to do");
            }
            // The one that lost may call its own end unknown; that stands in nobody's way, as the run before has shown.
            assertThat(states()).as(which).contains("COMPLETED").doesNotContain("STARTED", "STARTING");
        }
    }

    private static void awaitLock(Process other) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        count("select count(*) from shedlock where name = 'books' and lock_until > utc_timestamp(6)"
                                                + " and locked_by like 'process " + other.pid() + " on %'")
                                        > 0
                                || !other.isAlive());
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static long count(String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }

    private static List<String> states() {
        return database.jdbc()
                .sql("select status from BATCH_JOB_EXECUTION union select status from BATCH_STEP_EXECUTION")
                .query(String.class)
                .list();
    }

    private static BooksContent undisturbed() {
        database.clear();
        LargeBacklog.fill(database.dataSource(), ORDERS);
        Clock noon = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
        try (Bursary bursary = Bursary.on(database.dataSource(), Bursary.plainMarket(), noon)) {
            assertThat(bursary.step("credit-orders", LocalDate.parse(DAY))).isInstanceOf(RunResult.Finished.class);
        }
        return BooksContent.of(database.jdbc());
    }
}
