package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bursar.batch.Progress;
import dev.bursar.batch.StopSignal;
import dev.bursar.database.TestDatabase;
import dev.bursar.ledger.Deviation;
import dev.bursar.shop.ImportFile;
import dev.bursar.shop.ImportJobs;
import dev.bursar.shop.ImportProgress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.PlatformTransactionManager;

/** Eighteen months of real purchases, imported and credited. Skipped where they are not at hand. */
class CdnowIT {

    private static final boolean LONG = Boolean.getBoolean("bursar.long");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    @Test
    void real_purchases_earn_a_coin_for_each_full_dollar_and_once() throws Exception {
        Optional<Path> source = CdnowFiles.source();
        assumeTrue(source.isPresent(), "cdnow-orders.csv is neither in $BURSAR_SHARED nor in ../shared/data");
        CdnowFiles files = CdnowFiles.read(source.get());
        assertThat(List.of(files.orders(), files.members().size(), files.coins(), files.ordersThatEarnNothing()))
                .containsExactly(69_659, 23_544, 2_453_159L, 80L);
        database.clear();
        try (Bursary bursary =
                Bursary.on(database.dataSource(), Bursary.plainMarket(), Clock.fixed(NOW, ZoneOffset.UTC))) {
            files.writeTo(folder.resolve("first"), "");
            importAll(bursary, folder.resolve("first"), RunResult.Finished.class);
            assertThat(bursary.step("credit-orders", NOW)).isInstanceOf(RunResult.Finished.class);

            assertThat(number("select sum(remaining) from lot")).isEqualTo(2_453_159);
            assertThat(number("select count(*) from lot")).isEqualTo(69_659 - 80);
            assertThat(number("select sum(units) from entry")).isEqualTo(2_453_159);
            assertThat(number("select count(*) from outcome where coins = 101")).isEqualTo(80);
            assertThat(number("select count(*) from outcome where coins in (1, 101)"))
                    .isEqualTo(69_659);
            assertThat(number("select count(*) from shop_order where changed_at is not null"))
                    .isZero();
            assertThat(deviations(bursary)).isEmpty();

            List<String> rows = checksums();
            importAll(bursary, folder.resolve("first"), RunResult.AlreadyDone.class);
            files.every(LONG ? 1 : 9).writeTo(folder.resolve("again"), "-again");
            importAll(bursary, folder.resolve("again"), RunResult.Finished.class);
            assertThat(bursary.step("credit-orders", NOW.plusSeconds(3600))).isInstanceOf(RunResult.Finished.class);
            assertThat(checksums()).isEqualTo(rows);
        }
    }

    private static void importAll(Bursary bursary, Path files, Class<? extends RunResult> expected)
            throws InterruptedException {
        ImportJobs imports = new ImportJobs(
                bursary.bean(JobRepository.class),
                bursary.bean(PlatformTransactionManager.class),
                bursary.bean(DataSource.class),
                bursary.bean(StopSignal.class));
        for (ImportFile file : imports.inspect(List.of(files), Optional.empty())) {
            RunResult result = bursary.bean(JobRunner.class)
                    .run(
                            imports.job(file, ImportProgress.SILENT),
                            file.parameters(),
                            Optional.empty(),
                            Progress.SILENT);
            assertThat(result).as(file.name()).isInstanceOf(expected);
            if (result instanceof RunResult.Finished finished) {
                assertThat(imports.result(finished.execution()).rejected()).isZero();
            }
        }
    }

    private static List<Deviation> deviations(Bursary bursary) {
        List<Deviation> found = new ArrayList<>();
        Verification.Summary summary =
                bursary.bean(Verification.class).run(new Verification.Scope.All(), found::add, Progress.SILENT);
        assertThat(summary.lots()).isEqualTo(69_659 - 80);
        return found;
    }

    private static long number(String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }

    private static List<String> checksums() {
        return database.jdbc()
                .sql(
                        "checksum table account, lot, entry, outcome, exception_item, shop_member, shop_store, shop_order, shop_order_line")
                .query((row, number) -> row.getString(1).replaceAll(".*\\.", "") + " " + row.getString(2))
                .list();
    }
}
