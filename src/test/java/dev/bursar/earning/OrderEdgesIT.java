package dev.bursar.earning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.batch.LockHolder;
import dev.bursar.batch.Progress;
import dev.bursar.batch.Shards;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Tally;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.JobPlan;
import dev.bursar.jobs.JobRunner;
import dev.bursar.jobs.Rehearsal;
import dev.bursar.jobs.RunIdentity;
import dev.bursar.jobs.RunResult;
import dev.bursar.jobs.Verification;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a shop should not write but may, and what happens between two looks at the same order. */
class OrderEdgesIT {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
    private static final Clock HALF_PAST = Clock.fixed(MIDNIGHT.plusSeconds(1_800), ZoneOffset.UTC);

    private static final Policy SHORT_LIVES = PolicyFiles.parse("market.yaml", """
            version: 1
            market: test
            time-zone: America/Los_Angeles
            grace: P35D
            coins:
              life: P30D
              rates:
                - {currency: USD, rate: 1}
            """);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private ShopTables shop;

    @BeforeEach
    void open() {
        database.clear();
        shop = new ShopTables(database.dataSource());
        shop.store(1);
        shop.member(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P9000Y", "P101Y", "P1000000000Y"})
    void terms_that_no_lot_could_live_by_keep_only_their_own_points_back(String life) {
        shop.store(2);
        shop.terms(2, "2026-01-01", true, "1");
        write("update shop_store_terms set lot_life = '" + life + "'");
        shop.order(41, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        shop.order(42, 7, "2026-11-19T10:00:00Z").store(2).line(1, "6.00").insert();
        try (Bursary bursary = bursary()) {
            run(bursary, MIDNIGHT);
            assertThat(exceptions())
                    .containsExactly(
                            "42 POINTS UNREADABLE_TERMS: terms of store 2 from 2026-01-01: lot_life \"" + life + "\"");
            assertThat(lots()).containsExactly("7/0 41 5", "7/0 42 6");
            assertThat(deviations(bursary)).isEmpty();
        }
    }

    @Test
    void an_order_whose_completion_moves_past_the_run_is_left_to_the_next() throws Exception {
        shop.order(41, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        shop.member(8);
        shop.order(42, 8, "2026-11-19T11:00:00Z").line(1, "6.00").insert();
        write("update shop_order set completed_at = null where order_id = 42");
        try (Bursary bursary = bursary("bursar.chunk=1")) {
            bursary.bean(JobRunner.class)
                    .run(
                            new JobPlan("credit-orders", List.of("credit-orders"), Optional.empty()),
                            RunIdentity.at(MIDNIGHT),
                            1,
                            afterTheFirstOrder(
                                    "update shop_order set completed_at = '2026-11-20 00:20:00' where order_id = 42"));
            assertThat(lots()).containsExactly("7/0 41 5");
            run(bursary, MIDNIGHT.plusSeconds(7_200));
            assertThat(lots()).containsExactly("7/0 41 5", "8/0 42 6");
            assertThat(deviations(bursary)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 7, 9})
    void two_runs_at_once_do_not_chase_each_other_over_what_waits(int lag) {
        for (int order = 1; order <= 60; order++) {
            shop.order(order, order % 9 + 1, "2026-11-19T10:00:00Z")
                    .line(1, "5.00")
                    .missing(1)
                    .insert();
        }
        try (Bursary bursary = bursary("bursar.chunk=5")) {
            CreditOrdersStep step = bursary.bean(CreditOrdersStep.class);
            TransactionTemplate transaction = new TransactionTemplate(bursary.bean(PlatformTransactionManager.class));
            Sweep one = step.open(new StepRun(101, MIDNIGHT, Shards.ofPartition(0, 1)));
            Sweep other = step.open(new StepRun(102, MIDNIGHT, Shards.ofPartition(0, 1)));
            boolean oneLooked = false;
            boolean otherLooked = false;
            int rounds = 0;
            while (!(oneLooked && otherLooked)) {
                assertThat(rounds++).isLessThan(100);
                oneLooked = oneLooked || hasLooked(one, transaction);
                otherLooked = otherLooked || rounds > lag && hasLooked(other, transaction);
            }
        }
    }

    private static boolean hasLooked(Sweep sweep, TransactionTemplate transaction) {
        Optional<Tally> tally = transaction.execute(status -> sweep.next());
        sweep.committed();
        return tally.isEmpty();
    }

    @Test
    void points_stand_when_the_shop_corrects_the_terms_of_a_day_that_is_judged() {
        shop.terms(1, "2026-01-01", true, "1");
        shop.order(41, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        try (Bursary bursary = bursary()) {
            run(bursary, MIDNIGHT);
            write("update shop_store_terms set units_per_unit = 2, updated_at = '2026-11-21'");
            shop.order(42, 7, "2026-11-19T12:00:00Z").line(1, "6.00").insert();
            runAt("2026-11-21T00:00:00Z");
            assertThat(lots()).containsExactly("7/0 41 5", "7/0 42 6", "7/1 41 5", "7/1 42 12");
            assertThat(deviations(bursary)).isEmpty();
            // Those that were judged by the terms of now are held against them.
            write("update shop_store_terms set units_per_unit = 3");
            write("update terms_judged set units_per_unit = 3, figures = figures + 1 where units_per_unit = 2");
            write("update lot set earned = 11, remaining = 11 where source_id = 42 and programme_id = 1");
            assertThat(deviations(bursary)).isNotEmpty();
        }
    }

    @Test
    void a_lot_that_is_not_what_the_terms_of_its_time_say_is_still_named() {
        shop.terms(1, "2026-01-01", true, "1");
        shop.order(41, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        try (Bursary bursary = bursary()) {
            run(bursary, MIDNIGHT);
            write("update lot set earned = 6, remaining = 6 where programme_id = 1");
            write("update entry set units = 6 where programme_id = 1");
            assertThat(deviations(bursary)).anyMatch(text -> text.contains("points 1, lot ORDER/41/0: units"));
        }
    }

    @Test
    void points_stand_when_the_shop_delivers_terms_for_a_day_that_is_judged() {
        shop.terms(1, "2026-01-01", true, "1");
        shop.order(41, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        try (Bursary bursary = bursary()) {
            run(bursary, MIDNIGHT);
            shop.terms(1, "2026-11-01", false, "0");
            runAt("2026-11-21T00:00:00Z");
            assertThat(lots()).containsExactly("7/0 41 5", "7/1 41 5");
            assertThat(deviations(bursary)).isEmpty();
        }
    }

    @Test
    void a_line_too_many_is_named_once_and_what_is_posted_is_not_called_wrong() {
        shop.order(41, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        try (Bursary bursary = bursary()) {
            run(bursary, MIDNIGHT);
            shop.line(41, 2, "6.00");
            assertThat(deviations(bursary))
                    .containsExactly(
                            "member 7, coins, ORDER/41: lines: expected 1 lines, as when it was judged, found 2");
        }
    }

    @Test
    void a_dry_run_lists_what_the_run_then_posts_also_where_a_member_has_many_orders() throws Exception {
        shop.order(41, 7, "2026-11-10T10:00:00Z").line(1, "5.00").insert();
        try (Bursary bursary = Bursary.on(
                database.dataSource(),
                SHORT_LIVES,
                Clock.fixed(Instant.parse("2026-12-30T00:30:00Z"), ZoneOffset.UTC),
                "bursar.chunk=1")) {
            run(bursary, MIDNIGHT);
            shop.order(42, 7, "2026-11-25T10:00:00Z").line(1, "6.00").insert();
            shop.order(43, 7, "2026-11-26T10:00:00Z").line(1, "7.00").insert();
            Instant asOf = Instant.parse("2026-12-29T00:00:00Z");
            long before = rows("entry");
            List<String> rehearsed = new ArrayList<>();
            bursary.bean(Rehearsal.class)
                    .run(
                            "credit-orders",
                            asOf,
                            posted -> posted.lines().forEach(line -> rehearsed.add(String.valueOf(line.entry()))),
                            Progress.SILENT);
            run(bursary, asOf);
            assertThat(rehearsed).doesNotHaveDuplicates().hasSize((int) (rows("entry") - before));
        }
    }

    @Test
    void a_dry_run_after_new_terms_lists_what_the_run_then_posts() throws Exception {
        for (int member = 7; member < 27; member++) {
            if (member > 7) {
                shop.member(member);
            }
            shop.order(100 + member, member, "2026-11-19T10:00:00Z")
                    .line(1, "5.00")
                    .insert();
        }
        try (Bursary bursary = bursary("bursar.chunk=3")) {
            run(bursary, MIDNIGHT);
            shop.terms(1, "2026-01-01", true, "1");
            List<String> rehearsed = new ArrayList<>();
            bursary.bean(Rehearsal.class)
                    .run(
                            "credit-orders",
                            MIDNIGHT.plusSeconds(60),
                            posted -> posted.lines().forEach(line -> rehearsed.add(String.valueOf(line.entry()))),
                            Progress.SILENT);
            assertThat(rehearsed).doesNotHaveDuplicates().hasSize(20);
            assertThat(rows("shop_order where changed_at is not null")).isZero();
            run(bursary, MIDNIGHT.plusSeconds(60));
            assertThat(rows("lot where programme_id = 1")).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"order_id = 0", "member_id = 0", "member_id = -1", "store_id = 0", "checkout_id = 0"})
    void ids_that_are_none_are_refused_by_the_database(String change) {
        shop.order(41, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        assertThatThrownBy(() -> write("update shop_order set " + change)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void an_order_of_the_far_future_is_an_exception_until_it_is_mended() {
        shop.order(41, 7, "2062-11-19T10:00:00Z").line(1, "5.00").insert();
        try (Bursary bursary = bursary()) {
            run(bursary, MIDNIGHT);
            assertThat(exceptions())
                    .containsExactly(
                            "41 COINS IN_THE_FUTURE: completed 2062-11-19T10:00:00Z",
                            "41 POINTS IN_THE_FUTURE: completed 2062-11-19T10:00:00Z");
            write("update shop_order set completed_at = '2026-11-19 10:00:00'");
            run(bursary, MIDNIGHT.plusSeconds(60));
            assertThat(exceptions()).isEmpty();
            assertThat(lots()).containsExactly("7/0 41 5");
            assertThat(deviations(bursary)).isEmpty();
        }
    }

    @Test
    void a_posted_order_does_not_begin_to_wait_when_its_checkout_grows() {
        shop.order(41, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        try (Bursary bursary = bursary()) {
            run(bursary, MIDNIGHT);
            write("update shop_order set checkout_id = 9, checkout_order_count = 5");
            run(bursary, MIDNIGHT.plusSeconds(60));
            assertThat(rows("outcome where coins = 1 and points = 102")).isEqualTo(1);
            assertThat(rows("shop_order where changed_at is not null")).isZero();
        }
    }

    private static Bursary bursary(String... properties) {
        return Bursary.on(database.dataSource(), Bursary.plainMarket(), HALF_PAST, properties);
    }

    private static void run(Bursary bursary, Instant asOf) {
        assertThat(bursary.step("credit-orders", asOf)).isInstanceOf(RunResult.Finished.class);
    }

    private static void runAt(String instant) {
        Instant asOf = Instant.parse(instant);
        try (Bursary later =
                Bursary.on(database.dataSource(), Bursary.plainMarket(), Clock.fixed(asOf, ZoneOffset.UTC))) {
            run(later, asOf);
        }
    }

    private static Progress afterTheFirstOrder(String sql) {
        return new Progress() {
            private boolean done;

            @Override
            public void waiting(LockHolder holder, Instant until) {}

            @Override
            public void begin(String step, long planned) {}

            @Override
            public void advance(long rows) {
                if (rows > 0 && !done) {
                    done = true;
                    write(sql);
                }
            }

            @Override
            public void end() {}
        };
    }

    private static List<String> deviations(Bursary bursary) {
        List<String> found = new ArrayList<>();
        bursary.bean(Verification.class)
                .run(new Verification.Scope.All(), deviation -> found.add(deviation.toString()), Progress.SILENT);
        return found;
    }

    private static List<String> lots() {
        return strings("""
                select concat(member_id, '/', programme_id, ' ', source_id, ' ', earned)
                from lot
                order by member_id, programme_id, source_id
                """);
    }

    private static List<String> exceptions() {
        return strings("""
                select concat(fact_id, ' ', purpose, ' ', r.name, ': ', detail)
                from exception_item
                join reason r on r.code = reason
                where closed_at is null
                order by fact_id, purpose
                """);
    }

    private static List<String> strings(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }

    private static long rows(String table) {
        return database.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private static void write(String sql) {
        assertThat(database.jdbc().sql(sql).update()).as(sql).isPositive();
    }
}
