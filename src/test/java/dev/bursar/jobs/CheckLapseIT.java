package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Progress;
import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** docs/rules.md §4, circuit breaker: 200 coins have ended of 1,000, of which a tenth may lapse at once. */
class CheckLapseIT {

    private static final Instant NIGHT = Instant.parse("2026-12-10T08:00:00Z");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static Bursary bursary;

    @BeforeAll
    static void start() {
        bursary = Bursary.on(
                database.dataSource(),
                PolicyFiles.parse("market.yaml", Bursary.MARKET + """
                        lapse:
                          floor: 50
                        """),
                Clock.fixed(NIGHT, ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() {
        bursary.close();
    }

    @BeforeEach
    void credit() {
        database.clear();
        ShopTables shop = new ShopTables(database.dataSource());
        shop.store(1);
        shop.member(7);
        shop.member(8);
        shop.order(1, 7, "2026-11-01T00:00:00Z").line(1, "200.00").insert();
        shop.order(2, 8, "2026-11-01T00:00:00Z").line(1, "800.00").insert();
        assertThat(bursary.step("credit-orders", Instant.parse("2026-11-02T00:00:00Z")))
                .isInstanceOf(RunResult.Finished.class);
        end(7, "2026-12-10 08:00:00");
    }

    private static void end(long member, String at) {
        database.jdbc()
                .sql("update lot set ends_at = ? where member_id = ?")
                .params(at, member)
                .update();
        database.jdbc()
                .sql("update account set next_end_at = ? where member_id = ?")
                .params(at, member)
                .update();
    }

    private static RunResult night(Optional<Long> confirmed) throws InterruptedException {
        return bursary.bean(JobRunner.class)
                .run(
                        new JobPlan("night", List.of("check-lapse", "expire-coins", "expire-points"), Optional.empty()),
                        RunIdentity.at(NIGHT),
                        8,
                        confirmed,
                        Progress.SILENT);
    }

    private static RunResult check() {
        return bursary.run(new JobPlan("check", List.of("check-lapse"), Optional.empty()), RunIdentity.at(NIGHT));
    }

    private static long lapsed() {
        return database.jdbc()
                .sql("select coalesce(-sum(units), 0) from entry where kind = 'LAPSED'")
                .query(Long.class)
                .single();
    }

    @Test
    void more_than_the_share_stops_the_run_before_anything_lapses() throws InterruptedException {
        assertThat(night(Optional.empty())).isInstanceOfSatisfying(RunResult.Refused.class, refused -> {
            assertThat(refused.why())
                    .isEqualTo("200 of 1,000 outstanding coins have ended by 2026-12-10T08:00:00Z and would lapse"
                            + " at once, which is 20.0% of them; the policy lets no more than 100 lapse"
                            + " (lapse.share 0.1, by default)");
            assertThat(refused.confirmation()).isEqualTo("--confirm-lapse 200");
        });
        assertThat(lapsed()).isZero();
    }

    @Test
    void confirmed_it_goes_on_where_it_stopped() throws InterruptedException {
        night(Optional.empty());
        assertThat(night(Optional.of(199L))).isInstanceOf(RunResult.Refused.class);
        assertThat(night(Optional.of(200L))).isInstanceOf(RunResult.Finished.class);
        assertThat(lapsed()).isEqualTo(200);
        assertThat(night(Optional.empty())).isInstanceOf(RunResult.AlreadyDone.class);
    }

    @Test
    void what_is_reserved_is_not_due() throws InterruptedException {
        database.jdbc()
                .sql(
                        "insert into reservation (member_id, programme_id, source_kind, source_id, part, redemption_id, units)"
                                + " select member_id, programme_id, source_kind, source_id, part, 900, remaining from lot where member_id = 7")
                .update();
        assertThat(check()).isInstanceOf(RunResult.Finished.class);
    }

    @Test
    void up_to_the_floor_lapses_unasked() throws InterruptedException {
        database.jdbc().sql("update lot set remaining = 50 where member_id = 7").update();
        assertThat(night(Optional.empty())).isInstanceOf(RunResult.Finished.class);
        assertThat(lapsed()).isEqualTo(50);
    }

    @Test
    void points_are_held_against_points() throws InterruptedException {
        database.jdbc()
                .sql("update lot set programme_id = 1 where member_id = 7")
                .update();
        database.jdbc()
                .sql("update account set programme_id = 1 where member_id = 7")
                .update();
        assertThat(night(Optional.empty()))
                .isInstanceOfSatisfying(
                        RunResult.Refused.class,
                        refused -> assertThat(refused.why()).startsWith("200 of 200 outstanding points have ended"));
    }
}
