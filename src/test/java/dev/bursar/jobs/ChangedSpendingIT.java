package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What changes about a redemption and its order after a run has looked at them, docs/rules.md §3: it is looked at again, the
 * books stay right, and nothing stays on the work list for ever.
 */
class ChangedSpendingIT {

    private static final String REDEEMED = "2026-12-01T20:00:00Z";
    private static final String PAID = "2026-12-01T20:01:00Z";

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", """
                version: 1
                market: test
                time-zone: America/Los_Angeles
                grace: P35D
                coins:
                  life: P60D
                  rates: [{currency: USD, rate: 1}]
                spending:
                  coin-values: [{currency: USD, value: 0.01}]
                """));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void thirty_units() {
        desk.open();
        desk.shop.member(8);
        desk.shop.order(1, 7, "2026-11-19T20:00:00Z").line(1, "30.00").insert();
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    private static void redeemed(long units) {
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.discountedLine(42, 1, units * 10, units, 0);
        desk.shop.redemption(5, 42, 7, 0, units, REDEEMED);
    }

    private static void spent(long units) {
        redeemed(units);
        desk.shop.paid(42, PAID);
    }

    private static long due() {
        return desk.rowsOf("shop_redemption where changed_at is not null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "member_id = 8 | OTHER_MEMBER",
                "status = 'PLACED', paid_at = null | 9 units reserved",
                "status = 'CANCELLED', paid_at = null, cancelled_at = '2026-12-03' | 9 units released"
            })
    void an_order_that_changes_between_its_payment_and_its_completion_is_noticed(String change, String told) {
        spent(9);
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(due()).isZero();
        desk.write("update shop_order set " + change + " where order_id = 42");
        desk.assertRight();
        desk.settle("2026-12-03T01:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 CHANGED_AFTER_POSTING");
        assertThat(desk.exceptions())
                .containsExactly(
                        "REDEMPTION/5 SPENDING CHANGED_AFTER_POSTING: by what the shop reports now it would be "
                                + told);
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -9");
    }

    @Test
    void an_order_that_changes_hands_as_it_is_completed_is_noticed_too() {
        spent(9);
        desk.settle("2026-12-02T00:00:00Z");
        desk.write("update shop_order set member_id = 8, status = 'COMPLETED', completed_at = '2026-12-04'"
                + " where order_id = 42");
        desk.settle("2026-12-05T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 CHANGED_AFTER_POSTING");
    }

    @Test
    void an_order_that_goes_its_way_leaves_what_was_taken_and_no_outcome_before_it_is_completed() {
        spent(9);
        desk.settle("2026-12-02T00:00:00Z");
        desk.write("update shop_order set status = 'SHIPPED', shipped_at = '2026-12-03' where order_id = 42");
        desk.settle("2026-12-03T01:00:00Z");
        assertThat(desk.outcomes()).noneMatch(outcome -> outcome.startsWith("ORDER/42"));
        desk.write("update shop_order set status = 'COMPLETED', completed_at = '2026-12-04' where order_id = 42");
        desk.settle("2026-12-05T00:00:00Z");
        assertThat(desk.outcomes()).anyMatch(outcome -> outcome.startsWith("ORDER/42"));
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(due()).isZero();
    }

    @Test
    void an_order_that_has_more_lines_than_it_said_keeps_what_was_taken_and_is_listed_until_they_come() {
        spent(9);
        desk.settle("2026-12-02T00:00:00Z");
        desk.write("update shop_order set line_count = 2 where order_id = 42");
        desk.settle("2026-12-03T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.exceptions())
                .containsExactly("REDEMPTION/5 SPENDING LINES: 1 of 2 lines of order 42 have arrived; for which lines"
                        + " the units were taken shows once all have");
        desk.shop.discountedLine(42, 2, 100, 0, 0);
        desk.settle("2026-12-03T01:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(due()).isZero();
    }

    @Test
    void a_cancelled_order_that_is_paid_after_all_takes_its_units() {
        redeemed(9);
        desk.write("update shop_order set cancelled_at = '2026-12-02' where order_id = 42");
        desk.settle("2026-12-02T01:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 RELEASED");
        assertThat(due()).isZero();
        desk.shop.paid(42, "2026-12-02T02:00:00Z");
        desk.settle("2026-12-02T03:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(due()).isZero();
    }

    @Test
    void one_that_timed_out_leaves_the_work_list_and_comes_back_when_its_order_is_paid() {
        redeemed(9);
        desk.settle("2026-12-08T20:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 TIMED_OUT");
        assertThat(due()).isZero();
        desk.shop.paid(42, "2026-12-09T00:00:00Z");
        desk.settle("2026-12-09T01:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -9");
    }

    @Test
    void one_whose_order_never_comes_is_waited_for_through_the_grace_and_stays_listed() {
        desk.shop.redemption(5, 42, 7, 0, 9, REDEEMED);
        desk.settle("2026-12-10T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 TIMED_OUT");
        assertThat(due()).isEqualTo(1);
        desk.settle("2027-01-07T12:00:00Z");
        assertThat(due()).isZero();
        assertThat(desk.exceptions()).hasSize(1).allMatch(item -> item.contains(" ORDER_SPENT_ON: "));
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.paid(42, "2027-01-08T00:00:00Z");
        assertThat(desk.deviations())
                .as("nobody looks by himself any more")
                .containsExactly("member 7, coins, REDEMPTION/5: unjudged: expected an outcome or a place on the work"
                        + " list, found TIMED_OUT");
        desk.write("update shop_redemption set discount = discount + 0, updated_at = '2027-01-09'");
        desk.shop.discountedLine(42, 1, 90, 9, 0);
        desk.settle("2027-01-09T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
    }

    @Test
    void a_value_is_waited_for_through_the_grace() {
        spent(9);
        desk.write("update shop_order set currency = 'EUR'");
        desk.write("update shop_redemption set currency = 'EUR'");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(due()).isEqualTo(1);
        desk.settle("2027-01-07T12:00:00Z");
        assertThat(due()).isZero();
        assertThat(desk.exceptions()).anyMatch(item -> item.contains(" NO_VALUE: "));
    }

    @Test
    void units_of_an_order_that_is_paid_but_not_whole_do_not_lapse_with_the_grace_but_are_taken() {
        redeemed(9);
        desk.write("update shop_order set line_count = 2 where order_id = 42");
        desk.shop.paid(42, PAID);
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 LINES");
        assertThat(desk.reserved()).containsExactly("7/0 ORDER/1 9");
        desk.settle("2026-12-09T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -9");
        assertThat(desk.exceptions()).hasSize(1).allMatch(item -> item.contains(" LINES: "));
        assertThat(due()).as("the line may still come").isEqualTo(1);
        desk.settle("2027-03-01T00:00:00Z");
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -9");
        assertThat(due()).isZero();
    }

    @Test
    void lines_that_come_after_the_time_out_say_for_which_of_them_the_units_were_taken() {
        redeemed(9);
        desk.write("update shop_order set line_count = 2 where order_id = 42");
        desk.shop.paid(42, PAID);
        desk.settle("2026-12-09T00:00:00Z");
        assertThat(lineUnits()).isEqualTo("none");
        desk.shop.discountedLine(42, 2, 100, 0, 0);
        desk.settle("2026-12-10T00:00:00Z");
        assertThat(lineUnits()).isEqualTo("[[1,9]]");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(due()).isZero();
    }

    private static String lineUnits() {
        return desk.jdbc()
                .sql("select coalesce(replace(line_units, ' ', ''), 'none') from spending")
                .query(String.class)
                .single();
    }

    @Test
    void a_payment_of_the_far_future_is_an_exception_and_holds_its_units_until_the_time_out() {
        redeemed(9);
        desk.write("update shop_order set status = 'PAID', paid_at = '2062-12-01' where order_id = 42");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 IN_THE_FUTURE");
        assertThat(desk.exceptions())
                .containsExactly("REDEMPTION/5 SPENDING IN_THE_FUTURE: order 42 paid 2062-12-01T00:00:00Z");
        assertThat(desk.reserved()).containsExactly("7/0 ORDER/1 9");
        desk.settle("2026-12-09T00:00:00Z");
        assertThat(desk.reserved()).isEmpty();
        assertThat(desk.exceptions()).hasSize(1);
        desk.write("update shop_order set paid_at = '2026-12-02' where order_id = 42");
        desk.settle("2026-12-10T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void a_cancellation_of_the_far_future_is_an_exception_too() {
        redeemed(9);
        desk.write("update shop_order set status = 'CANCELLED', cancelled_at = '2062-12-01' where order_id = 42");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly("REDEMPTION/5 SPENDING IN_THE_FUTURE: order 42 cancelled 2062-12-01T00:00:00Z");
        assertThat(desk.reserved()).containsExactly("7/0 ORDER/1 9");
    }

    @Test
    void points_of_a_store_that_has_not_been_delivered_wait_as_an_exception_for_it() {
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.discountedLine(42, 1, 90, 0, 9);
        desk.shop.paid(42, PAID);
        desk.shop.redemption(5, 42, 7, 3, 9, REDEEMED);
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 UNKNOWN_STORE");
        assertThat(desk.moves()).isEmpty();
        desk.shop.store(3);
        desk.settle("2026-12-03T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.exceptions()).noneMatch(item -> item.contains("UNKNOWN_STORE"));
    }

    @Test
    void what_was_noted_of_a_posted_redemption_stays_noted_while_the_shop_contradicts_it() {
        redeemed(9);
        desk.write("update shop_order_line set price = 10, paid = 1 where order_id = 42");
        desk.shop.paid(42, PAID);
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.exceptions()).hasSize(1).allMatch(item -> item.contains(" OVER_CAP: "));
        desk.write("update shop_redemption set units = 8");
        desk.settle("2026-12-03T00:00:00Z");
        assertThat(desk.exceptions())
                .extracting(item -> item.replaceAll(":.*", ""))
                .containsExactly("REDEMPTION/5 SPENDING CHANGED_AFTER_POSTING", "REDEMPTION/5 SPENDING OVER_CAP");
        desk.write("update shop_redemption set units = 9");
        desk.settle("2026-12-04T00:00:00Z");
        assertThat(desk.exceptions()).hasSize(1).allMatch(item -> item.contains(" OVER_CAP: "));
    }

    @Test
    void an_exception_of_overspending_closes_once_the_debt_is_repaid() {
        spent(50);
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.exceptions()).hasSize(1).allMatch(item -> item.contains(" OVERSPENT: "));
        desk.shop.order(2, 7, "2026-12-03T20:00:00Z").line(1, "15.00").insert();
        desk.settle("2026-12-04T00:00:00Z");
        assertThat(desk.exceptions()).as("5 are still owed").hasSize(1);
        desk.shop.order(3, 7, "2026-12-04T20:00:00Z").line(1, "15.00").insert();
        desk.settle("2026-12-05T00:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void a_second_redemption_of_an_order_completes_what_the_first_was_thought_to_be_short_of() {
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.discountedLine(42, 1, 300, 20, 0);
        desk.shop.paid(42, PAID);
        desk.shop.redemption(5, 42, 7, 0, 8, REDEEMED);
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly("REDEMPTION/5 SPENDING WRONG_RATE: 8 coins for 0.20 USD, which is worth 20");
        desk.shop.redemption(6, 42, 7, 0, 12, REDEEMED);
        desk.settle("2026-12-03T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT", "REDEMPTION/6 SPENT");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(due()).isZero();
        desk.write("update shop_redemption set units = 13 where redemption_id = 6");
        desk.write("update shop_redemption set units = 12 where redemption_id = 6");
        desk.settle("2026-12-04T00:00:00Z");
        assertThat(due()).as("nobody calls the other for nothing").isZero();
    }
}
