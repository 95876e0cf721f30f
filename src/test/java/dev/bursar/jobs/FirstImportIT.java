package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Progress;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Verification.Scope;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** History that a shop delivers when it begins with Bursar (README.md, "Your own data"). */
class FirstImportIT {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void deliver() {
        database.clear();
        ShopTables shop = new ShopTables(database.dataSource());
        shop.store(1);
        shop.member(7);
        shop.order(42, 7, "2025-03-01T20:00:00Z").line(1, "12.34").insert();
    }

    /** Credits what is due and proves the books. */
    private static void run(String grace, Instant asOf) {
        Policy policy = PolicyFiles.parse("market.yaml", Bursary.MARKET.replace("P10Y", grace));
        List<String> deviations = new ArrayList<>();
        try (Bursary bursary = Bursary.on(database.dataSource(), policy, Clock.fixed(NOW, ZoneOffset.UTC))) {
            assertThat(bursary.step("credit-orders", asOf)).isInstanceOf(RunResult.Finished.class);
            bursary.bean(Verification.class)
                    .run(new Scope.All(), deviation -> deviations.add(deviation.toString()), Progress.SILENT);
        }
        assertThat(deviations).isEmpty();
    }

    private static List<String> texts(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }

    private static List<String> lots() {
        return texts("select concat(earned, ' at ', earned_at) from lot");
    }

    private static List<String> lateOnes() {
        return texts("select fact_id from exception_item where reason = 401");
    }

    @Test
    void what_is_older_than_the_grace_is_late_and_counts_from_its_edge() {
        run("P35D", NOW);

        assertThat(lots()).containsExactly("12 at 2026-10-16 07:00:00.000000");
        assertThat(lateOnes()).containsExactly("42");
    }

    @Test
    void a_grace_that_reaches_back_takes_history_in_as_of_its_own_time_and_may_be_shortened_then() {
        run("P10Y", NOW.minusSeconds(3_600));
        run("P35D", NOW);

        assertThat(lots()).containsExactly("12 at 2025-03-01 20:00:00.000000");
        assertThat(lateOnes()).isEmpty();
    }
}
