package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.LockTerms;
import dev.bursar.database.TcpProxy;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.policy.Policy;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The server commits, and the line is cut before its answer comes: the run does not know whether it posted, and the next one
 * comes to the right books all the same. The long form loses each answer in turn.
 */
class LostCommitIT {

    private static final int LOST = Integer.getInteger("bursar.lost", Boolean.getBoolean("bursar.long") ? 0 : 8);
    private static final Policy policy = SmallBacklog.generousMarket();
    private static final Duration LEASE = Duration.ofMinutes(2);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @Test
    void whichever_answer_is_lost_the_next_run_comes_to_the_same_books() throws Exception {
        long seed = Long.getLong("bursar.seed", System.nanoTime());
        Random random = new Random(seed);
        database.clear();
        SmallBacklog.fillWithAll(database.dataSource(), policy);
        TableSnapshot before = TableSnapshot.of(database.dataSource());
        try (TcpProxy line = new TcpProxy(database, Duration.ofMillis(400));
                Bursary cut = bursary(line);
                Bursary sound = Bursary.on(
                        database.dataSource(),
                        policy,
                        SmallBacklog.clock(),
                        "bursar.chunk=3",
                        "logging.level.root=off")) {
            end(cut);
            before.putBack();
            int commitsBefore = line.commits();
            assertThat(end(cut)).isEqualTo("Finished");
            int commits = line.commits() - commitsBefore;
            assertThat(commits).as("commits of an undisturbed run").isGreaterThan(20);
            BooksContent undisturbed = BooksContent.of(database.jdbc());
            int failures = 0;
            int rounds = LOST == 0 ? commits : LOST;
            for (int round = 1; round <= rounds; round++) {
                before.putBack();
                int nth = LOST == 0 ? round : 1 + random.nextInt(commits);
                line.loseAnswerToCommit(nth);
                String end = end(cut);
                line.loseAnswerToCommit(Integer.MAX_VALUE);
                failures += end.equals("Finished") ? 0 : 1;
                database.jdbc()
                        .sql("update shedlock set lock_until = '2000-01-01'")
                        .update();
                assertThat(end(sound)).as("after " + end).isIn("Finished", "AlreadyDone");
                assertThat(BooksContent.of(database.jdbc()))
                        .as("-Dbursar.seed=%d, answer %d of %d lost: %s", seed, nth, commits, end)
                        .isEqualTo(undisturbed);
            }
            assertThat(failures).as("runs that noticed").isPositive();
        }
    }

    private static Bursary bursary(TcpProxy line) {
        return Bursary.on(line.dataSource(), policy, SmallBacklog.clock(), "bursar.chunk=3", "logging.level.root=off");
    }

    private static String end(Bursary bursary) {
        JobPlan plan = new JobPlan(
                "everything", SmallBacklog.POSTING_STEPS, Optional.of(new LockTerms("books", LEASE, Duration.ZERO)));
        try {
            RunResult result =
                    bursary.run(plan, RunIdentity.of(SmallBacklog.DAY, policy.zone()), SmallBacklog.PARTITIONS);
            return result instanceof RunResult.Failed failed
                    ? failed.cause()
                    : result.getClass().getSimpleName();
        } catch (DataAccessException | TransactionException e) {
            return e.getClass().getSimpleName();
        }
    }
}
