package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.LockTerms;
import dev.bursar.batch.Recovery;
import dev.bursar.database.KillableServer;
import dev.bursar.database.TcpProxy;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** The database, or the way to it, goes away under a run. */
class DatabaseLostIT {

    private static final int CUTS = Integer.getInteger("bursar.cuts", Boolean.getBoolean("bursar.long") ? 300 : 12);
    private static final Policy policy = Bursary.plainMarket();

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static Bursary bursary(DataSource dataSource) {
        return Bursary.on(dataSource, policy, SmallBacklog.clock(), "bursar.chunk=3", "logging.level.root=off");
    }

    private static RunResult run(Bursary bursary, Duration lease, Duration patience) {
        JobPlan plan = new JobPlan(
                "credit-orders", List.of("credit-orders"), Optional.of(new LockTerms("books", lease, patience)));
        return bursary.run(plan, RunIdentity.of(SmallBacklog.DAY, policy.zone()), SmallBacklog.PARTITIONS);
    }

    /** @return how it ended, or why it failed, in the words that an operator reads */
    private static String end(Bursary bursary, Duration lease) {
        try {
            RunResult result = run(bursary, lease, Duration.ZERO);
            return result instanceof RunResult.Failed failed
                    ? failed.cause()
                    : result.getClass().getSimpleName();
        } catch (DataAccessException | TransactionException e) {
            return Recovery.words(e);
        }
    }

    @Test
    void wherever_the_line_is_cut_the_next_run_comes_to_the_same_books() throws Exception {
        long seed = Long.getLong("bursar.seed", System.nanoTime());
        Random random = new Random(seed);
        database.clear();
        SmallBacklog.fill(database.dataSource(), policy);
        TableSnapshot before = TableSnapshot.of(database.dataSource());
        try (TcpProxy line = new TcpProxy(database, Duration.ofMillis(400));
                Bursary cut = bursary(line.dataSource());
                Bursary sound = bursary(database.dataSource())) {
            end(cut, Duration.ofMinutes(2));
            before.putBack();
            long atFirst = line.sent();
            assertThat(end(cut, Duration.ofMinutes(2))).isEqualTo("Finished");
            long bytes = line.sent() - atFirst;
            BooksContent undisturbed = BooksContent.of(database.jdbc());
            for (int round = 1; round <= CUTS; round++) {
                before.putBack();
                String what = oneCut(random, bytes, round % 4 == 0, sound);
                assertThat(BooksContent.of(database.jdbc()))
                        .as("-Dbursar.seed=%d, round %d: %s", seed, round, what)
                        .isEqualTo(undisturbed);
            }
        }
    }

    private static String oneCut(Random random, long bytes, boolean staysOff, Bursary sound) throws Exception {
        String end;
        try (TcpProxy line = new TcpProxy(database, Duration.ofMillis(400));
                Bursary cut = bursary(line.dataSource())) {
            line.cut(random.nextLong(bytes), staysOff);
            end = end(cut, Duration.ofMinutes(2));
        }
        assertThat(end).doesNotContain("\n").isNotBlank();
        database.jdbc().sql("update shedlock set lock_until = '2000-01-01'").update();
        assertThat(end(sound, Duration.ofMinutes(2))).as("after " + end).isIn("Finished", "AlreadyDone");
        return end;
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void where_the_server_is_killed_the_run_says_so_and_the_next_one_completes_once_the_lock_has_run_out()
            throws Exception {
        Duration lease = Duration.ofSeconds(2);
        try (KillableServer server = new KillableServer()) {
            try (KillableServer.Client client = server.client(Duration.ofSeconds(1))) {
                SmallBacklog.fill(client.dataSource(), policy);
                FailingDataSource pausing = FailingDataSource.counting(client.dataSource());
                try (Bursary bursary = bursary(pausing.dataSource())) {
                    Gate gate = new Gate("insert into lot", 3);
                    pausing.begin(gate);
                    CompletableFuture<String> end = CompletableFuture.supplyAsync(() -> end(bursary, lease));
                    gate.awaitReached();
                    server.kill();
                    gate.open();
                    assertThat(end.get(20, TimeUnit.SECONDS))
                            .doesNotContain("\n")
                            .containsIgnoringCase("connection");
                }
            }
            server.startAgain();
            try (KillableServer.Client client = server.client(Duration.ofSeconds(10));
                    Bursary next = bursary(client.dataSource())) {
                assertThat(run(next, lease, Duration.ofSeconds(20))).isInstanceOf(RunResult.Finished.class);
                assertThat(BooksContent.of(JdbcClient.create(client.dataSource())))
                        .isEqualTo(undisturbed());
            }
        }
    }

    private static BooksContent undisturbed() {
        database.clear();
        SmallBacklog.fill(database.dataSource(), policy);
        try (Bursary bursary = bursary(database.dataSource())) {
            assertThat(run(bursary, Duration.ofMinutes(2), Duration.ZERO)).isInstanceOf(RunResult.Finished.class);
        }
        return BooksContent.of(database.jdbc());
    }
}
