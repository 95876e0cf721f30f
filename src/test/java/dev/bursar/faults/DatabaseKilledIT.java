package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.LockTerms;
import dev.bursar.batch.Recovery;
import dev.bursar.database.KillableServer;
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
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** The server is killed and started again under each step that posts, in the middle of a transaction. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class DatabaseKilledIT {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Policy policy = SmallBacklog.generousMarket();

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @Test
    void under_whichever_step_it_is_killed_the_books_are_those_of_an_undisturbed_run() throws Exception {
        try (KillableServer server = new KillableServer()) {
            try (KillableServer.Client client = server.client(Duration.ofSeconds(10))) {
                SmallBacklog.fillWithAll(client.dataSource(), policy);
            }
            for (String step : SmallBacklog.POSTING_STEPS) {
                assertThat(killedUnder(step, server))
                        .as(step)
                        .doesNotContain("\n")
                        .containsIgnoringCase("connection");
                server.startAgain();
                try (KillableServer.Client client = server.client(Duration.ofSeconds(10));
                        Bursary next = bursary(client.dataSource())) {
                    assertThat(end(next, step, Duration.ofSeconds(20))).as(step).isEqualTo("Finished");
                }
            }
            try (KillableServer.Client client = server.client(Duration.ofSeconds(10))) {
                assertThat(BooksContent.of(JdbcClient.create(client.dataSource())))
                        .isEqualTo(undisturbed());
            }
        }
    }

    private static String killedUnder(String step, KillableServer server) throws Exception {
        try (KillableServer.Client client = server.client(Duration.ofSeconds(1))) {
            FailingDataSource pausing = FailingDataSource.counting(client.dataSource());
            try (Bursary bursary = bursary(pausing.dataSource())) {
                Gate gate = new Gate("insert into entry", 1);
                pausing.begin(gate);
                CompletableFuture<String> end = CompletableFuture.supplyAsync(() -> end(bursary, step, Duration.ZERO));
                gate.awaitReached();
                server.kill();
                gate.open();
                return end.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static Bursary bursary(DataSource dataSource) {
        return Bursary.on(dataSource, policy, SmallBacklog.clock(), "bursar.chunk=3", "logging.level.root=off");
    }

    private static String end(Bursary bursary, String step, Duration patience) {
        JobPlan plan = new JobPlan(step, List.of(step), Optional.of(new LockTerms("books", LEASE, patience)));
        try {
            RunResult result =
                    bursary.run(plan, RunIdentity.of(SmallBacklog.DAY, policy.zone()), SmallBacklog.PARTITIONS);
            return result instanceof RunResult.Failed failed
                    ? failed.cause()
                    : result.getClass().getSimpleName();
        } catch (DataAccessException | TransactionException e) {
            return Recovery.words(e);
        }
    }

    private static BooksContent undisturbed() {
        database.clear();
        SmallBacklog.fillWithAll(database.dataSource(), policy);
        try (Bursary bursary = bursary(database.dataSource())) {
            for (String step : SmallBacklog.POSTING_STEPS) {
                assertThat(end(bursary, step, Duration.ZERO)).isEqualTo("Finished");
            }
        }
        return BooksContent.of(database.jdbc());
    }
}
