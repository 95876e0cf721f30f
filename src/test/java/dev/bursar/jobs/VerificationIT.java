package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Verification.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;

/** Whatever is done to the books behind Bursar's back is named with its figures. */
class VerificationIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static SmallMarket market;
    private static JdbcTransactionManager transactions;
    private TransactionStatus tampering;

    @BeforeAll
    static void credit() {
        market = new SmallMarket(database);
        market.fill();
        transactions = new JdbcTransactionManager(database.dataSource());
    }

    @AfterAll
    static void close() {
        market.close();
    }

    /** What a test does to the books, it does within a transaction that the proof takes part in. */
    @BeforeEach
    void begin() {
        tampering = transactions.getTransaction(null);
    }

    @AfterEach
    void undo() {
        transactions.rollback(tampering);
    }

    @Test
    void a_lot_whose_remainder_was_changed_is_named() {
        write("update lot set remaining = 12 where source_id = 42 and part = 0 and programme_id = 0");
        assertThat(deviations())
                .containsExactly("member 7, coins, lot ORDER/42/0: remainder: expected 13 units left, the sum of its"
                        + " entries, found 12");
    }

    @Test
    void an_order_that_nobody_judged_and_nobody_will_is_named() {
        write("delete from outcome where fact_id = 44");
        write("delete from lot where source_id = 44");
        write("delete from entry where source_id = 44");
        assertThat(deviations())
                .contains("member 8, coins, ORDER/44: unjudged: expected an outcome or a place on the work list, found"
                        + " neither");
    }

    @Test
    void an_order_that_waits_and_has_left_the_work_list_is_named() {
        write("update outcome set coins = 200, points = 200 where fact_id = 44");
        assertThat(deviations())
                .contains("member 8, coins, ORDER/44: unjudged: expected an outcome or a place on the work list, found"
                        + " LINES");
    }

    @Test
    void a_line_that_came_after_its_order_was_judged_is_named() {
        write("insert into shop_order_line select order_id, 99, product_id, category, currency, quantity, price,"
                + " coupon_discount, coin_discount, point_discount, paid, coin_reward, accepts_coins, earns_points,"
                + " regular_price, updated_at, null from shop_order_line where order_id = 44 limit 1");
        assertThat(deviations())
                .anyMatch(text -> text.matches(
                        "member 8, coins, ORDER/44: lines: expected \\d lines, as when it was judged, found \\d"));
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
        assertThat(deviations()).isEmpty();
    }

    @Test
    void a_lot_that_no_fact_earned_is_named() {
        write("insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at,"
                + " available_at, ends_at, funder, origin, policy_version, line_units) select member_id, programme_id, source_kind, 999, part, earned, remaining, earned_at,"
                + " available_at, ends_at, funder, origin, policy_version, line_units from lot"
                + " where source_id = 43 and programme_id = 0");
        write(
                "insert into entry select member_id, programme_id, source_kind, 999, part, fact_kind, 999, kind, nth, units,"
                        + " effective_at, business_date, run_id, policy_version, 0 from entry"
                        + " where source_id = 43 and programme_id = 0");
        assertThat(deviations())
                .containsExactly(
                        "member 7, coins, lot ORDER/999/0: lot without outcome: expected an outcome CREDITED for 5"
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
        assertThat(deviations())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("member 7, coins, lot ORDER/42/5: terms: expected earned at"))
                .anyMatch(line -> line.startsWith("member 7, coins, lot ORDER/42/5: next end: expected 2027-01-01T00"))
                .anyMatch(line -> line.startsWith("member 7, coins, lot ORDER/43/0: terms: expected earned at")
                        && line.contains("paid by platform")
                        && line.contains("paid by nobody"));
    }

    @Test
    void a_lot_earned_at_another_time_is_named_where_its_fact_was_not_late() {
        write("update lot set earned_at = '2026-11-02' where source_id = 43 and programme_id = 0");
        write("update entry set effective_at = '2026-11-02' where source_id = 43 and programme_id = 0");
        assertThat(deviations())
                .hasSize(1)
                .allMatch(line -> line.startsWith(
                        "member 7, coins, lot ORDER/43/0: terms: expected earned at" + " 2026-11-01T10:00:00Z"));
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
        assertThat(market.found(new Scope.Member(8))).isEmpty();
        assertThat(market.found(new Scope.Member(7))).hasSize(1);
    }

    @Test
    void beside_a_sample_all_sums_are_proved_and_all_outcomes() {
        write("update lot set remaining = 12 where source_id = 42 and part = 0 and programme_id = 0");
        write("delete from lot where source_id = 44 and programme_id = 1");
        write("delete from entry where source_id = 44 and programme_id = 1");
        for (int seed = 1; seed <= 5; seed++) {
            assertThat(market.found(new Scope.Sample(1, seed)))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("member 7, coins, lot ORDER/42/0: remainder"))
                    .anyMatch(line -> line.startsWith("member 8, points 1, lot ORDER/44/0:"));
        }
    }

    @Test
    void a_sample_as_large_as_the_market_is_all_of_it() {
        assertThat(market.prove(new Scope.Sample(200, 1), new ArrayList<>()))
                .isEqualTo(market.prove(new Scope.All(), new ArrayList<>()));
    }

    private static List<String> deviations() {
        return market.found(new Scope.All());
    }

    private static String copyOfEntry(long order, String nth, String units) {
        return "insert into entry select member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, "
                + nth + ", " + units
                + ", effective_at, business_date, run_id, policy_version, 0 from entry where source_id = "
                + order + " and programme_id = 0";
    }

    private static void write(String sql) {
        assertThat(database.jdbc().sql(sql).update()).as(sql).isPositive();
    }
}
