package dev.bursar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.policy.Policy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real processes start at once and do everything that posts: the same run twice, two runs under one lock, and two under
 * different locks, as if there were none. The long form races a hundred times ({@code -Dbursar.races}).
 */
class RacesIT {

    private static final int RACES = Integer.getInteger("bursar.races", Boolean.getBoolean("bursar.long") ? 102 : 3);
    private static final Policy policy = SmallBacklog.generousMarket();
    private static final String DAY = SmallBacklog.DAY.toString();

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    @Test
    void whoever_is_first_the_books_are_those_of_an_undisturbed_run() throws Exception {
        long seed = Long.getLong("bursar.seed", System.nanoTime());
        Random random = new Random(seed);
        database.clear();
        SmallBacklog.fillWithAll(database.dataSource(), policy);
        TableSnapshot before = TableSnapshot.of(database.dataSource());
        BooksContent undisturbed = undisturbed();
        for (int race = 1; race <= RACES; race++) {
            before.putBack();
            String other = race % 3 == 0 ? "one" : "two";
            String otherLock = race % 3 == 1 ? "other" : "books";
            String which = "-Dbursar.seed=%d, race %d against %s under %s".formatted(seed, race, other, otherLock);
            try (CommandLine bursar = new CommandLine(database, folder.resolve("race-" + race), 3)) {
                bursar.policy(SmallBacklog.GENEROUS);
                bursar.job("one", "books", SmallBacklog.POSTING_STEPS);
                bursar.job(other, other.equals("one") ? "books" : otherLock, SmallBacklog.POSTING_STEPS);
                Process first = bursar.start("run", "one", "--date", DAY, "--partitions", "64");
                Thread.sleep(random.nextInt(60));
                Process second = bursar.start("run", other, "--date", DAY, "--partitions", "64");
                assertThat(bursar.end(first)).as(which).startsWith("0: ");
                assertThat(bursar.end(second)).as(which).startsWith("0: ");
            }
            assertThat(BooksContent.of(database.jdbc())).as(which).isEqualTo(undisturbed);
        }
    }

    private static BooksContent undisturbed() {
        try (Bursary bursary = Bursary.on(database.dataSource(), policy, SmallBacklog.clock())) {
            JobPlan plan = new JobPlan("alone", SmallBacklog.POSTING_STEPS, Optional.empty());
            assertThat(bursary.run(plan, RunIdentity.of(SmallBacklog.DAY, policy.zone())))
                    .isInstanceOf(RunResult.Finished.class);
        }
        return BooksContent.of(database.jdbc());
    }
}
