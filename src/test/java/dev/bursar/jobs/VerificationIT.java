package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Progress;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Verification.Scope;
import dev.bursar.jobs.Verification.Summary;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Books that are right verify clean; whatever is done to them behind Bursar's back is named with its figures. */
class VerificationIT {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** Every kind of lot: plain, bonus with its own end, pending points with a life. */
    private static final Policy MARKET = PolicyFiles.parse("market.yaml", """
            version: 3
            market: test
            time-zone: America/Los_Angeles
            grace: P35D
            coins:
              life: P365D
              rates:
                - {currency: USD, rate: 1}
            points:
              pending: P14D
            promotions:
              - {id: 5, name: Bonus, from: 2026-11-19, to: 2026-11-20, programme: coins, activity: order, bonus: 50, life: {until: 2026-12-31}, funder: marketing}
            """);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static Bursary bursary;
    private ShopTables shop;

    @BeforeAll
    static void open() {
        bursary = Bursary.on(database.dataSource(), MARKET, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void close() {
        bursary.close();
    }

    @BeforeEach
    void credit() {
        database.clear();
        shop = new ShopTables(database.dataSource());
        shop.store(1);
        shop.terms(1, "2026-01-01", true, "2");
        for (long member = 7; member <= 9; member++) {
            shop.member(member);
        }
        shop.order(42, 7, "2026-11-19T20:00:00Z").line(1, "12.34").line(2, "0.99").insert();
        shop.order(43, 7, "2026-11-01T10:00:00Z").line(1, "5.00").insert();
        shop.order(44, 8, "2026-09-01T10:00:00Z").line(1, "30.00").insert();
        shop.order(45, 8, "2026-11-18T10:00:00Z").line(1, "0.10").insert();
        shop.order(46, 0, "2026-11-18T10:00:00Z").line(1, "9.00").insert();
        shop.order(47, 9, "2026-11-18T10:00:00Z").line(1, "9.00").missing(1).insert();
        run("2026-11-20T08:00:00Z");
    }

    @Test
    void books_that_are_right_verify_clean() {
        assertClean(4, 7);
    }

    @Test
    void they_stay_clean_after_further_runs_and_facts() {
        shop.line(47, 2, "1.00");
        shop.order(48, 7, "2026-11-10T10:00:00Z").line(1, "3.00").insert();
        run("2026-11-20T09:00:00Z");
        run("2026-11-20T10:00:00Z");
        assertClean(6, 11);
    }

    @Test
    void a_late_order_that_was_placed_at_the_edge_of_the_grace_is_clean() {
        assertThat(count("lot where source_id = 44 and earned_at > '2026-09-02'")).isEqualTo(2);
        assertClean(4, 7);
    }

    @Test
    void a_posted_order_that_has_changed_since_is_an_exception_and_no_deviation() {
        write("update shop_order_line set paid = 700, price = 700 where order_id = 43");
        assertClean(4, 7);
        run("2026-11-20T09:00:00Z");
        assertClean(4, 7);
    }

    @Test
    void a_change_that_is_yet_to_be_judged_is_no_deviation() {
        write("update shop_order set shipped_at = '2026-11-01' where order_id = 42");
        write("update shop_order set member_id = 9 where order_id = 43");
        shop.order(49, 9, "2026-11-19T21:00:00Z").line(1, "3.00").insert();
        assertClean(4, 7);
    }

    @Test
    void a_lot_whose_remainder_was_changed_is_named() {
        write("update lot set remaining = 12 where source_id = 42 and part = 0 and programme_id = 0");
        assertThat(deviations())
                .containsExactly("member 7, coins, lot ORDER/42/0: remainder: expected 13 units left, the sum of its"
                        + " entries, found 12");
    }

    @Test
    void a_lot_that_began_with_other_units_is_named() {
        write("update lot set earned = 14 where source_id = 42 and part = 0 and programme_id = 0");
        assertThat(deviations())
                .containsExactly(
                        "member 7, coins, lot ORDER/42/0: units: expected 13 units earned at 2026-11-19T20:00:00Z, found"
                                + " 14 units earned at 2026-11-19T20:00:00Z",
                        "member 7, coins, lot ORDER/42/0: entries: expected 14 units EARNED by ORDER/42 at"
                                + " 2026-11-19T20:00:00Z, found 13 units EARNED by ORDER/42 at 2026-11-19T20:00:00Z",
                        "member 7, coins, lot ORDER/42/0: earned: expected 13 units to begin with, as its entries say,"
                                + " found 14");
    }

    @Test
    void an_entry_that_is_gone_is_named() {
        write("delete from entry where source_id = 43 and programme_id = 0");
        assertThat(deviations())
                .containsExactly(
                        "member 7, coins, lot ORDER/43/0: entries: expected 5 units EARNED by ORDER/43 at"
                                + " 2026-11-01T10:00:00Z, found 0 units EARNED by ORDER/43 at 2026-11-01T10:00:00Z",
                        "member 7, coins, lot ORDER/43/0: remainder: expected 0 units left, the sum of its entries,"
                                + " found 5",
                        "member 7, coins, lot ORDER/43/0: earned: expected 0 units to begin with, as its entries say,"
                                + " found 5");
    }

    @Test
    void an_entry_that_was_doubled_is_named() {
        write(copyOfEntry(43, "nth + 1", "units"));
        assertThat(deviations())
                .containsExactly(
                        "member 7, coins, lot ORDER/43/0: entries: expected 5 units EARNED by ORDER/43 at"
                                + " 2026-11-01T10:00:00Z, found 10 units EARNED by ORDER/43 at 2026-11-01T10:00:00Z",
                        "member 7, coins, lot ORDER/43/0: remainder: expected 10 units left, the sum of its entries,"
                                + " found 5",
                        "member 7, coins, lot ORDER/43/0: earned: expected 10 units to begin with, as its entries say,"
                                + " found 5");
    }

    @Test
    void entries_that_add_up_but_leave_a_hole_in_their_numbers_are_named() {
        write(copyOfEntry(43, "nth + 2", "0"));
        assertThat(deviations())
                .containsExactly("member 7, coins, lot ORDER/43/0: numbering: expected 0 to 1 for EARNED by ORDER/43,"
                        + " found 2 entries numbered 0 to 2");
    }

    @Test
    void an_entry_of_no_lot_is_named() {
        write("delete from lot where source_id = 43 and programme_id = 0");
        assertThat(deviations())
                .contains(
                        "member 7, coins, lot ORDER/43/0: missing lot: expected 5 units earned at"
                                + " 2026-11-01T10:00:00Z, found none",
                        "member 7, coins, lot ORDER/43/0: entry without lot: expected the lot of 1 entries of 5 units in"
                                + " all, found none");
    }

    @Test
    void an_entry_on_another_day_than_its_own_is_named() {
        write("update entry set business_date = '2026-11-02' where source_id = 43 and programme_id = 0");
        assertThat(deviations())
                .containsExactly("member 7, coins, lot ORDER/43/0: business date: expected 2026-11-01 or a day that was"
                        + " the oldest open one later, for EARNED by ORDER/43, found 2026-11-02");
    }

    @Test
    void an_entry_that_counts_to_a_later_day_because_its_own_was_closed_is_clean() {
        write("update books set oldest_open_day = '2026-11-05'");
        write("update entry set business_date = '2026-11-04' where source_id = 43");
        assertClean(4, 7);
    }

    @Test
    void a_lot_that_no_fact_earned_is_named() {
        write("insert into lot select member_id, programme_id, source_kind, 999, part, earned, remaining, earned_at,"
                + " available_at, ends_at, funder, origin, policy_version, line_units from lot"
                + " where source_id = 43 and programme_id = 0");
        write("insert into entry select member_id, programme_id, source_kind, 999, part, fact_kind, 999, kind, nth, units,"
                + " effective_at, business_date, run_id, policy_version from entry"
                + " where source_id = 43 and programme_id = 0");
        assertThat(deviations())
                .containsExactly("member 7, coins, lot ORDER/999/0: lot without outcome: expected an outcome CREDITED for 5"
                        + " units, found none");
    }

    @Test
    void a_lot_of_a_guests_order_is_named() {
        write("update lot set source_id = 46 where source_id = 43");
        write("update entry set source_id = 46, fact_id = 46 where source_id = 43");
        assertThat(deviations())
                .contains("member 7, coins, lot ORDER/46/0: lot without outcome: expected an outcome CREDITED for 5"
                        + " units, found GUEST");
    }

    @Test
    void an_order_that_was_credited_too_little_throughout_is_named() {
        write("update lot set earned = 4, remaining = 4 where source_id = 43 and programme_id = 0");
        write("update entry set units = 4 where source_id = 43 and programme_id = 0");
        assertThat(deviations())
                .containsExactly("member 7, coins, lot ORDER/43/0: units: expected 5 units earned at"
                        + " 2026-11-01T10:00:00Z, found 4 units earned at 2026-11-01T10:00:00Z");
    }

    @Test
    void an_order_that_was_credited_too_much_throughout_is_named() {
        write("update lot set earned = 11, remaining = 11 where source_id = 43 and programme_id = 1");
        write("update entry set units = 11 where source_id = 43 and programme_id = 1");
        assertThat(deviations())
                .containsExactly("member 7, points 1, lot ORDER/43/0: units: expected 10 units earned at"
                        + " 2026-11-01T10:00:00Z, found 11 units earned at 2026-11-01T10:00:00Z");
    }

    @Test
    void a_bonus_that_is_missing_is_named() {
        write("delete from lot where source_id = 42 and part = 5");
        write("delete from entry where source_id = 42 and part = 5");
        assertThat(deviations())
                .containsExactly("member 7, coins, lot ORDER/42/5: missing lot: expected 50 units earned at"
                        + " 2026-11-19T20:00:00Z, found none");
    }

    @Test
    void a_credit_in_the_wrong_members_account_is_named_on_both_sides() {
        write("update lot set member_id = 8 where source_id = 43 and programme_id = 0");
        write("update entry set member_id = 8 where source_id = 43 and programme_id = 0");
        assertThat(deviations())
                .containsExactly(
                        "member 7, coins, lot ORDER/43/0: missing lot: expected 5 units earned at"
                                + " 2026-11-01T10:00:00Z, found none",
                        "member 8, coins, lot ORDER/43/0: surplus lot: expected none, found 5 units earned at"
                                + " 2026-11-01T10:00:00Z");
    }

    @Test
    void another_end_and_another_payer_are_named() {
        write("update lot set ends_at = '2027-01-01' where source_id = 42 and part = 5");
        write("update lot set funder = 'nobody' where source_id = 43 and programme_id = 0");
        assertThat(deviations()).hasSize(2).allMatch(line -> line.contains(": terms: expected earned at"));
        assertThat(deviations().get(1)).contains("paid by platform").contains("paid by nobody");
    }

    @Test
    void a_lot_earned_at_another_time_is_named_where_its_fact_was_not_late() {
        write("update lot set earned_at = '2026-11-02' where source_id = 43 and programme_id = 0");
        write("update entry set effective_at = '2026-11-02' where source_id = 43 and programme_id = 0");
        assertThat(deviations())
                .hasSize(1)
                .allMatch(line -> line.startsWith("member 7, coins, lot ORDER/43/0: terms: expected earned at"
                        + " 2026-11-01T10:00:00Z"));
    }

    @Test
    void a_lot_without_an_account_is_named() {
        write("delete from account where member_id = 7 and programme_id = 1");
        assertThat(deviations())
                .hasSize(2)
                .contains("member 7, points 1, lot ORDER/43/0: lot without account: expected a row in table account,"
                        + " found none");
    }

    @Test
    void one_member_is_proved_without_the_others() {
        write("update lot set remaining = 12 where source_id = 42 and part = 0 and programme_id = 0");
        assertThat(found(new Scope.Member(8))).isEmpty();
        assertThat(found(new Scope.Member(7))).hasSize(1);
    }

    @Test
    void beside_a_sample_all_sums_are_proved_and_all_outcomes() {
        write("update lot set remaining = 12 where source_id = 42 and part = 0 and programme_id = 0");
        write("delete from lot where source_id = 44 and programme_id = 1");
        write("delete from entry where source_id = 44 and programme_id = 1");
        for (int seed = 1; seed <= 5; seed++) {
            assertThat(found(new Scope.Sample(1, seed)))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("member 7, coins, lot ORDER/42/0: remainder"))
                    .anyMatch(line -> line.startsWith("member 8, points 1, lot ORDER/44/0:"));
        }
    }

    @Test
    void a_sample_as_large_as_the_market_is_all_of_it() {
        assertThat(bursary.bean(Verification.class).run(new Scope.Sample(200, 1), deviation -> {}, Progress.SILENT))
                .isEqualTo(all(new ArrayList<>()));
    }

    private void assertClean(int accounts, int lots) {
        List<String> found = new ArrayList<>();
        Summary summary = all(found);
        assertThat(found).isEmpty();
        assertThat(summary).isEqualTo(new Summary(accounts, lots, lots, 0));
    }

    private List<String> deviations() {
        return found(new Scope.All());
    }

    private Summary all(List<String> found) {
        return bursary.bean(Verification.class)
                .run(new Scope.All(), deviation -> found.add(deviation.toString()), Progress.SILENT);
    }

    private List<String> found(Scope scope) {
        List<String> found = new ArrayList<>();
        Summary summary = bursary.bean(Verification.class)
                .run(scope, deviation -> found.add(deviation.toString()), Progress.SILENT);
        assertThat(summary.deviations()).isEqualTo(found.size());
        return found;
    }

    private static String copyOfEntry(long order, String nth, String units) {
        return "insert into entry select member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, "
                + nth + ", " + units + ", effective_at, business_date, run_id, policy_version from entry where source_id = "
                + order + " and programme_id = 0";
    }

    private void run(String asOf) {
        assertThat(bursary.step("credit-orders", Instant.parse(asOf))).isInstanceOf(RunResult.Finished.class);
    }

    private static long count(String from) {
        return database.jdbc()
                .sql("select count(*) from " + from)
                .query(Long.class)
                .single();
    }

    private static void write(String sql) {
        assertThat(database.jdbc().sql(sql).update()).as(sql).isPositive();
    }
}
