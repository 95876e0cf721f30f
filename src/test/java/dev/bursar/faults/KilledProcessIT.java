package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.RunResult;
import dev.bursar.policy.Policy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real command, killed again and again while it credits a backlog: the next one waits until the dead one's lock has run
 * out, recovers its run and goes on. The long form kills a hundred times ({@code -Dbursar.kills}).
 */
class KilledProcessIT {

    private static final int KILLS = Integer.getInteger("bursar.kills", Boolean.getBoolean("bursar.long") ? 100 : 4);
    private static final int ORDERS = 2_000 + 1_500 * KILLS;
    private static final int CHUNK = 40;
    private static final String DAY = "2026-11-19";

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @RegisterExtension
    static final TestDatabase other = TestDatabase.migrated();

    @TempDir
    Path folder;

    @Test
    void killed_at_random_moments_it_comes_to_the_books_of_an_undisturbed_run() throws Exception {
        long seed = Long.getLong("bursar.seed", System.nanoTime());
        Random random = new Random(seed);
        database.clear();
        LargeBacklog.fill(database.dataSource(), ORDERS);
        List<Long> lotsAtDeath = new ArrayList<>();
        try (CommandLine bursar = new CommandLine(database, folder, CHUNK)) {
            bursar.job("night", "books");
            for (int kill = 1; kill <= KILLS; kill++) {
                int runsBefore = runs();
                long lotsWanted = lots() + random.nextInt(2_500) - 500;
                Process process = bursar.start("run", "night", "--date", DAY, "--quiet");
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> runs() > runsBefore && lots() >= lotsWanted || !process.isAlive());
                boolean ended = process.waitFor(random.nextInt(40), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
                lotsAtDeath.add(ended ? -1 : lots());
            }
            assertThat(bursar.end(bursar.start("run", "night", "--date", DAY))).startsWith("0: ");
        }
        String rounds = "-Dbursar.seed=" + seed + ", lots at each death (-1: it had ended): " + lotsAtDeath;

        assertThat(BooksContent.of(database.jdbc())).as(rounds).isEqualTo(undisturbed());
        assertThat(lotsAtDeath).as(rounds).anyMatch(lots -> lots > 0 && lots < lots());
        assertThat(ends()).as(rounds).startsWith("COMPLETED").doesNotContain("STARTED", "STARTING", "UNKNOWN");
        assertThat(instances()).isEqualTo(1);
    }

    private static int runs() {
        return count("BATCH_JOB_EXECUTION");
    }

    private static int instances() {
        return count("BATCH_JOB_INSTANCE");
    }

    private static long lots() {
        return count("lot");
    }

    private static int count(String table) {
        return database.jdbc()
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    /** The latest first. */
    private static List<String> ends() {
        return database.jdbc()
                .sql("select status from BATCH_JOB_EXECUTION order by job_execution_id desc")
                .query(String.class)
                .list();
    }

    private static BooksContent undisturbed() {
        other.clear();
        LargeBacklog.fill(other.dataSource(), ORDERS);
        Policy policy = Bursary.plainMarket();
        Clock noon = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
        try (Bursary bursary = Bursary.on(other.dataSource(), policy, noon)) {
            assertThat(bursary.step("credit-orders", LocalDate.parse(DAY))).isInstanceOf(RunResult.Finished.class);
        }
        return BooksContent.of(other.jdbc());
    }
}
