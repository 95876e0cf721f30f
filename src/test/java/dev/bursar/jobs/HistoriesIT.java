package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Progress;
import dev.bursar.batch.StopSignal;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.RandomShop.Delivery;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.ImportFile;
import dev.bursar.shop.ImportJobs;
import dev.bursar.shop.ImportProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The same facts make the same books, however they are cut into deliveries and runs and in whatever order they arrive
 * within the grace ({@code docs/rules.md} §0): random histories go through the import and all steps that earn and settle.
 * Histories share a database, as they have no member in common, and a run costs the same for one and for twenty.
 *
 * <p>{@code -Dbursar.histories=200} makes so many, {@code -Dbursar.seed=N} starts at that seed.
 */
class HistoriesIT {

    private static final int HISTORIES = Integer.getInteger("bursar.histories", 4);
    private static final int AT_ONCE = 20;
    private static final int FACTS = 100;
    private static final long SEED = Long.getLong("bursar.seed", System.nanoTime() % 1_000_000);
    private static final List<String> STEPS = List.of(
            "credit-orders", "credit-reviews", "credit-activities", "settle-accounts", "expire-coins", "expire-points");
    private static final Duration WEEK = Duration.ofDays(7);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;

    @SuppressWarnings("NullAway.Init")
    private Bursary bursary;

    private int files;

    @BeforeEach
    void open() {
        bursary = Bursary.on(
                database.dataSource(),
                PolicyFiles.parse("market.yaml", RandomShop.POLICY),
                new Clock() {
                    @Override
                    public Instant instant() {
                        return now;
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        throw new UnsupportedOperationException();
                    }
                },
                "bursar.threads=1");
    }

    @AfterEach
    void close() {
        bursary.close();
    }

    /** Deliveries with the time at which each arrives, and the times of the runs. */
    private record Cut(List<Arrival> arrivals, List<Instant> runs, boolean twice) {}

    private record Arrival(Delivery delivery, Instant at) {}

    @Test
    void however_facts_are_cut_and_ordered_the_books_are_the_same() throws Exception {
        for (int first = 0; first < HISTORIES; first += AT_ONCE) {
            compare(IntStream.range(first, Math.min(HISTORIES, first + AT_ONCE))
                    .mapToLong(number -> SEED + number)
                    .toArray());
        }
    }

    private void compare(long[] seeds) throws Exception {
        String told = "histories of the seeds " + seeds[0] + " to " + seeds[seeds.length - 1];
        System.out.println("HistoriesIT: " + told);
        List<Delivery> deliveries = new ArrayList<>();
        for (int number = 0; number < seeds.length; number++) {
            deliveries.addAll(RandomShop.history(number, seeds[number], FACTS));
        }
        Random random = new Random(seeds[0]);
        List<Instant> hours = hours(random);
        List<Arrival> asTheyHappen = new ArrayList<>();
        List<Arrival> shuffled = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            asTheyHappen.add(new Arrival(delivery, delivery.at()));
            shuffled.add(new Arrival(delivery, delivery.at().plusSeconds(random.nextInt((int) WEEK.toSeconds()))));
        }
        Map<String, Cut> cuts = new LinkedHashMap<>();
        cuts.put("week by week", new Cut(asTheyHappen, everyWeek(), false));
        cuts.put("hour by hour", new Cut(asTheyHappen, hours, false));
        cuts.put("with missed hours", new Cut(asTheyHappen, missing(hours, random), false));
        cuts.put("shuffled", new Cut(shuffled, hours, false));
        cuts.put("everything twice", new Cut(asTheyHappen, missing(hours, random), true));

        Map<String, List<String>> books = new LinkedHashMap<>();
        for (Map.Entry<String, Cut> cut : cuts.entrySet()) {
            database.clear();
            play(cut.getValue());
            assertThat(proved()).as(told + ", " + cut.getKey()).isEmpty();
            books.put(cut.getKey(), books());
        }

        List<String> expected = books.values().iterator().next();
        assertThat(expected).hasSizeGreaterThan(seeds.length * FACTS / 3);
        books.forEach((name, found) -> assertThat(difference(expected, found))
                .as(told + ": week by week (-) and " + name + " (+)")
                .isEmpty());
    }

    /** The last instant is the same in all. */
    private void play(Cut cut) throws Exception {
        List<Arrival> waiting = new ArrayList<>(cut.arrivals());
        for (Instant run : cut.runs()) {
            now = run;
            List<Delivery> arrived = waiting.stream()
                    .filter(arrival -> arrival.at().isBefore(run))
                    .map(Arrival::delivery)
                    .toList();
            waiting.removeIf(arrival -> arrival.at().isBefore(run));
            deliver(arrived);
            run(run);
            if (cut.twice()) {
                List<Delivery> again = new ArrayList<>(arrived);
                Collections.shuffle(again, new Random(arrived.size()));
                deliver(again);
                run(run.plusSeconds(1));
            }
        }
        assertThat(waiting).isEmpty();
        now = RandomShop.end().plusSeconds(3600);
        run(now);
    }

    private void run(Instant asOf) {
        RunResult result = bursary.run(new JobPlan("histories", STEPS, Optional.empty()), RunIdentity.at(asOf), 1);
        assertThat(result).isInstanceOf(RunResult.Finished.class);
    }

    private void deliver(List<Delivery> deliveries) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        deliveries.forEach(delivery ->
                rows.computeIfAbsent(delivery.kind(), kind -> new ArrayList<>()).add(delivery.row()));
        ImportJobs imports = new ImportJobs(
                bursary.bean(JobRepository.class),
                bursary.bean(PlatformTransactionManager.class),
                bursary.bean(DataSource.class),
                bursary.bean(StopSignal.class));
        for (Map.Entry<String, List<String>> kind : rows.entrySet()) {
            Path path = folder.resolve(kind.getKey() + "-" + ++files + ".csv");
            Files.writeString(
                    path, RandomShop.header(kind.getKey()) + "\n" + String.join("\n", kind.getValue()) + "\n");
            ImportFile file = imports.inspect(List.of(path), Optional.empty()).get(0);
            RunResult result = importing(imports, file);
            assertThat(result).isInstanceOf(RunResult.Finished.class);
            if (result instanceof RunResult.Finished finished) {
                assertThat(imports.result(finished.execution()).rejected())
                        .as(kind.toString())
                        .isZero();
            }
            Files.delete(path);
        }
    }

    private RunResult importing(ImportJobs imports, ImportFile file) {
        try {
            return bursary.bean(JobRunner.class)
                    .run(
                            imports.job(file, ImportProgress.SILENT),
                            file.parameters(),
                            Optional.empty(),
                            Progress.SILENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> proved() {
        List<String> found = new ArrayList<>();
        bursary.bean(Verification.class)
                .run(new Verification.Scope.All(), deviation -> found.add(deviation.toString()), Progress.SILENT);
        return found;
    }

    /** Every lot, and what each fact did to it in all. */
    private static List<String> books() {
        List<String> books =
                new ArrayList<>(database.jdbc().sql("""
                        select concat_ws(' ', 'lot', member_id, programme_id, source_kind, source_id, part, earned, remaining,
                          earned_at, available_at, ends_at, funder, origin, replace(line_units, ' ', ''))
                        from lot
                        where earned <> 0
                        order by member_id, programme_id, source_kind, source_id, part
                        """).query(String.class).list());
        books.addAll(database.jdbc().sql("""
                        select concat_ws(' ', 'net', member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id,
                          sum(units))
                        from entry
                        group by member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id
                        having sum(units) <> 0
                        order by member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id
                        """).query(String.class).list());
        books.addAll(database.jdbc().sql("""
                        select concat_ws(' ', 'outcome', fact_kind, fact_id, c.name, p.name, s.name)
                        from outcome
                        left join reason c on c.code = coins
                        left join reason p on p.code = points
                        left join reason s on s.code = spending
                        order by fact_kind, fact_id
                        """).query(String.class).list());
        books.addAll(database.jdbc().sql("""
                        select concat_ws(' ', 'decision', member_id, programme_id, fact_kind, fact_id, subject_kind, subject_id,
                          subject_part, units, so_far, of_units, replace(lines_read, ' ', ''), effective_at)
                        from decision
                        order by member_id, programme_id, fact_kind, fact_id, subject_kind, subject_id, subject_part
                        """).query(String.class).list());
        return books;
    }

    private static List<String> difference(List<String> expected, List<String> found) {
        List<String> difference = new ArrayList<>();
        expected.stream().filter(line -> !found.contains(line)).forEach(line -> difference.add("- " + line));
        found.stream().filter(line -> !expected.contains(line)).forEach(line -> difference.add("+ " + line));
        return difference;
    }

    private static List<Instant> hours(Random random) {
        List<Instant> hours = new ArrayList<>();
        Instant hour = RandomShop.FIRST;
        while (hour.isBefore(RandomShop.end())) {
            hour = hour.plus(Duration.ofHours(6 + random.nextInt(96)));
            hours.add(hour.isBefore(RandomShop.end()) ? hour : RandomShop.end());
        }
        return hours;
    }

    private static List<Instant> everyWeek() {
        List<Instant> weeks = new ArrayList<>();
        for (Instant week = RandomShop.FIRST.plus(WEEK); week.isBefore(RandomShop.end()); week = week.plus(WEEK)) {
            weeks.add(week);
        }
        weeks.add(RandomShop.end());
        return weeks;
    }

    /** Some runs did not take place, but never for longer than a week. */
    private static List<Instant> missing(List<Instant> hours, Random random) {
        List<Instant> kept = new ArrayList<>();
        Instant last = RandomShop.FIRST;
        for (int i = 0; i < hours.size(); i++) {
            boolean mustRun = i + 1 == hours.size() || hours.get(i + 1).isAfter(last.plus(WEEK));
            if (mustRun || random.nextInt(3) == 0) {
                kept.add(hours.get(i));
                last = hours.get(i);
            }
        }
        return kept;
    }
}
