package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/rules.md §3 and §8, from the shop's tables through the steps to the books. Lots live 30 days; coins and points are cents. */
class SettleAccountsIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    private boolean rightInTheEnd = true;

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", """
                version: 1
                market: test
                time-zone: America/Los_Angeles
                grace: P35D
                coins:
                  life: P30D
                  rates:
                    - {currency: USD, rate: 1}
                spending:
                  coin-values: [{currency: USD, value: 0.01}]
                  coin-minimum: 5
                  coin-maximum: 5000
                """));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void open() {
        desk.open();
    }

    @AfterEach
    void the_books_are_right() {
        if (rightInTheEnd) {
            desk.assertRight();
        }
    }

    /** A lot of so many units; ends 30 days later at midnight. */
    private static void lot(long order, int units, String completedAt) {
        desk.shop.order(order, 7, completedAt).line(1, units + ".00").insert();
    }

    private static void order(long order, long coins) {
        desk.shop.placedOrder(order, 7, 1);
        desk.shop.discountedLine(order, 1, coins * 10, coins, 0);
    }

    private static void spent(long redemption, long order, long units, String at, String paidAt) {
        order(order, units);
        desk.shop.paid(order, paidAt);
        desk.shop.redemption(redemption, order, 7, 0, units, at);
    }

    private static void example9() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        lot(2, 50, "2026-11-19T20:00:00Z");
        spent(5, 42, 60, "2026-12-01T20:00:00Z", "2026-12-01T20:01:00Z");
    }

    @Test
    void example_9_the_lot_that_ends_soonest_pays_first() {
        example9();
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.moves())
                .containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -30", "7/0 ORDER/2 REDEMPTION/5 SPENT -30");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(due()).isZero();
    }

    @Test
    void a_dry_run_tells_what_would_be_posted_and_leaves_all_as_it_is() {
        example9();
        desk.run("2026-12-02T00:00:00Z");
        List<String> rehearsed = desk.rehearseSettling("2026-12-02T00:00:00Z");
        assertThat(desk.moves()).isEmpty();
        assertThat(desk.spending()).isEmpty();
        assertThat(due()).isEqualTo(1);
        desk.settle("2026-12-02T00:00:01Z");
        assertThat(rehearsed).containsExactlyInAnyOrderElementsOf(desk.moves());
    }

    @Test
    void run_again_nothing_changes() {
        example9();
        desk.settle("2026-12-02T00:00:00Z");
        long entries = desk.rowsOf("entry");
        desk.settle("2026-12-02T01:00:00Z");
        desk.write("update shop_redemption set changed_at = now()");
        desk.settle("2026-12-02T02:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(entries);
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(due()).isZero();
    }

    @Test
    void example_11_what_is_not_there_is_debt_and_the_next_credit_repays_it() {
        lot(1, 40, "2026-11-19T20:00:00Z");
        spent(5, 42, 100, "2026-12-01T20:00:00Z", "2026-12-01T20:01:00Z");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly(
                        "REDEMPTION/5 SPENDING OVERSPENT: 100 units redeemed, 40 of them there, 60 became debt");
        lot(4, 25, "2026-12-02T20:00:00Z");
        desk.settle("2026-12-03T00:00:00Z");
        assertThat(desk.moves())
                .containsExactly(
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -40",
                        "7/0 ORDER/4 ORDER/4 DEBT_REPAID -25",
                        "7/0 REDEMPTION/5/DEBT ORDER/4 DEBT_REPAID 25",
                        "7/0 REDEMPTION/5/DEBT REDEMPTION/5 DEBT_INCURRED -60");
        assertThat(spendable()).isZero();
    }

    @Test
    void a_credit_that_arrives_after_the_redemption_that_spent_it_undoes_the_debt_and_its_exception() {
        spent(5, 42, 20, "2026-12-01T20:00:00Z", "2026-12-01T20:01:00Z");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.exceptions()).hasSize(1);
        lot(1, 40, "2026-11-19T20:00:00Z");
        desk.settle("2026-12-03T00:00:00Z");
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -20");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void example_14_units_are_attributed_to_the_lines_they_paid_for() {
        lot(1, 1000, "2026-11-19T20:00:00Z");
        desk.shop.placedOrder(42, 7, 2);
        desk.shop.discountedLine(42, 1, 8000, 600, 0);
        desk.shop.discountedLine(42, 2, 2000, 400, 0);
        desk.shop.paid(42, "2026-12-01T20:01:00Z");
        desk.shop.redemption(5, 42, 7, 0, 1000, "2026-12-01T20:00:00Z");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.jdbc()
                        .sql("select replace(line_units, ' ', '') from spending")
                        .query(String.class)
                        .list())
                .containsExactly("[[1,600],[2,400]]");
    }

    @Test
    void example_23_more_than_the_share_is_settled_and_told() {
        lot(1, 4500, "2026-11-19T20:00:00Z");
        desk.shop.placedOrder(42, 7, 1);
        desk.write("""
                insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
                  coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
                values (42, 1, 1, 'USD', 1, 10000, 2000, 4500, 0, 3500, true, false, true, '2026-12-01')
                """);
        desk.shop.paid(42, "2026-12-01T20:01:00Z");
        desk.shop.redemption(5, 42, 7, 0, 4500, "2026-12-01T20:00:00Z");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.exceptions())
                .containsExactly(
                        "REDEMPTION/5 SPENDING OVER_CAP: 5.00 USD too much: 45.00 USD off, at most 40.00 USD of"
                                + " 80.00 USD");
        assertThat(due()).isZero();
        desk.write("update shop_order_line set coin_discount = 4000, paid = 4000 where order_id = 42");
        desk.settle("2026-12-02T01:00:00Z");
        assertThat(desk.exceptions())
                .as("a changed line puts the redemption back on the work list")
                .containsExactly("REDEMPTION/5 SPENDING WRONG_RATE: 4500 coins for 40.00 USD, which is worth 4000");
        assertThat(due()).isZero();
    }

    private static void example28() {
        lot(1, 9, "2026-11-09T20:00:00Z");
        order(42, 9);
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-09T18:00:00Z");
        desk.settle("2026-12-09T19:00:00Z");
        assertThat(desk.reserved()).containsExactly("7/0 ORDER/1 9");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 PAYMENT");
        desk.settle("2026-12-10T20:00:00Z");
        assertThat(desk.moves()).isEmpty();
    }

    @Test
    void example_28_reserved_units_do_not_lapse_and_are_taken_when_the_order_is_paid() {
        example28();
        desk.shop.paid(42, "2026-12-11T20:00:00Z");
        desk.settle("2026-12-12T00:00:00Z");
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -9");
        assertThat(desk.reserved()).isEmpty();
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(due()).isZero();
    }

    @Test
    void example_28_cancelled_unpaid_they_are_released_and_lapse_as_of_the_lot_s_end() {
        example28();
        desk.shop.cancelled(42, "2026-12-11T20:00:00Z");
        desk.settle("2026-12-12T00:00:00Z");
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 ORDER/1 LAPSED -9");
        assertThat(desk.jdbc()
                        .sql("select date_format(effective_at, '%Y-%m-%dT%H:%i:%s') from entry where kind = 'LAPSED'")
                        .query(String.class)
                        .list())
                .containsExactly("2026-12-10T08:00:00");
        assertThat(desk.reserved()).isEmpty();
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 RELEASED");
        assertThat(due()).isZero();
    }

    @Test
    void an_order_that_is_not_paid_in_time_gives_its_units_free_and_takes_them_if_it_is_paid_after_all() {
        lot(1, 9, "2026-12-05T20:00:00Z");
        order(42, 9);
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-09T18:00:00Z");
        desk.settle("2026-12-16T17:59:59Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 PAYMENT");
        desk.settle("2026-12-16T18:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 TIMED_OUT");
        assertThat(desk.reserved()).isEmpty();
        desk.settle("2026-12-16T19:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 TIMED_OUT");
        desk.shop.paid(42, "2026-12-17T20:00:00Z");
        desk.settle("2026-12-18T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -9");
        assertThat(due()).isZero();
    }

    @Test
    void a_redemption_may_arrive_before_its_order_and_before_its_member() {
        desk.shop.redemption(5, 42, 8, 0, 9, "2026-12-09T18:00:00Z");
        desk.settle("2026-12-09T19:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 MEMBER");
        desk.shop.member(8);
        desk.shop.order(1, 8, "2026-12-01T20:00:00Z").line(1, "20.00").insert();
        desk.settle("2026-12-09T20:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 ORDER_SPENT_ON");
        assertThat(desk.reserved()).containsExactly("8/0 ORDER/1 9");
        desk.shop.placedOrder(42, 8, 2);
        desk.shop.paid(42, "2026-12-09T18:01:00Z");
        desk.shop.discountedLine(42, 1, 100, 5, 0);
        desk.settle("2026-12-09T21:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 LINES");
        assertThat(desk.reserved()).containsExactly("8/0 ORDER/1 9");
        desk.shop.discountedLine(42, 2, 100, 4, 0);
        desk.settle("2026-12-09T22:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.moves()).containsExactly("8/0 ORDER/1 REDEMPTION/5 SPENT -9");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void units_on_another_member_s_order_are_an_exception_and_not_held() {
        lot(1, 20, "2026-12-01T20:00:00Z");
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-09T18:00:00Z");
        desk.settle("2026-12-09T19:00:00Z");
        assertThat(desk.reserved()).containsExactly("7/0 ORDER/1 9");
        desk.shop.placedOrder(42, 8, 1);
        desk.settle("2026-12-09T20:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 OTHER_MEMBER");
        assertThat(desk.reserved()).isEmpty();
        assertThat(desk.exceptions())
                .containsExactly("REDEMPTION/5 SPENDING OTHER_MEMBER: units of member 7 on order 42 of member 8");
        desk.write("update shop_order set member_id = 7");
        desk.settle("2026-12-09T21:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 PAYMENT");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void figures_that_change_after_posting_change_nothing_in_the_books() {
        example9();
        desk.settle("2026-12-02T00:00:00Z");
        desk.write("update shop_redemption set units = 50");
        desk.settle("2026-12-02T01:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 CHANGED_AFTER_POSTING");
        assertThat(desk.exceptions())
                .containsExactly(
                        "REDEMPTION/5 SPENDING CHANGED_AFTER_POSTING: by what the shop reports now it would be 50"
                                + " units taken");
        assertThat(desk.moves()).hasSize(2);
        lot(3, 10, "2026-11-20T20:00:00Z");
        desk.settle("2026-12-02T02:00:00Z");
        assertThat(desk.moves())
                .containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -30", "7/0 ORDER/2 REDEMPTION/5 SPENT -30");
        desk.write("update shop_redemption set units = 60");
        desk.settle("2026-12-02T03:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(due()).isZero();
    }

    @Test
    void units_that_were_another_member_s_stay_taken_where_they_were_and_move_where_they_were_held() {
        desk.shop.member(8);
        lot(1, 30, "2026-11-19T20:00:00Z");
        spent(5, 42, 10, "2026-12-01T20:00:00Z", "2026-12-01T20:01:00Z");
        order(43, 9);
        desk.shop.redemption(6, 43, 7, 0, 9, "2026-12-01T21:00:00Z");
        desk.settle("2026-12-02T00:00:00Z");
        desk.write("update shop_redemption set member_id = 8");
        assertThat(desk.deviations()).as("of what is not judged yet").isEmpty();
        desk.settle("2026-12-02T01:00:00Z");
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -10");
        assertThat(desk.reserved()).isEmpty();
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 CHANGED_AFTER_POSTING", "REDEMPTION/6 OTHER_MEMBER");
    }

    @Test
    void units_that_change_before_the_order_is_paid_are_held_anew() {
        lot(1, 20, "2026-12-01T20:00:00Z");
        order(42, 9);
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-09T18:00:00Z");
        desk.settle("2026-12-09T19:00:00Z");
        desk.write("update shop_redemption set units = 12");
        desk.settle("2026-12-09T20:00:00Z");
        assertThat(desk.reserved()).containsExactly("7/0 ORDER/1 12");
    }

    @Test
    void one_that_turns_out_to_be_older_takes_what_was_live_then() {
        lot(1, 9, "2026-11-09T20:00:00Z");
        order(42, 9);
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-10T09:00:00Z");
        desk.settle("2026-12-10T10:00:00Z");
        assertThat(desk.moves()).as("the lot ended at 08:00").containsExactly("7/0 ORDER/1 ORDER/1 LAPSED -9");
        desk.write("update shop_redemption set redeemed_at = '2026-12-10 07:00:00'");
        desk.shop.paid(42, "2026-12-10T10:30:00Z");
        desk.settle("2026-12-10T11:00:00Z");
        assertThat(desk.moves())
                .containsExactlyInAnyOrder(
                        "7/0 ORDER/1 ORDER/1 LAPSED -9",
                        "7/0 ORDER/1 ORDER/1 LAPSE_REVERSED 9",
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -9");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void an_order_that_was_paid_later_than_was_said_leaves_what_is_taken_right() {
        example9();
        desk.settle("2026-12-02T00:00:00Z");
        desk.write("update shop_order set paid_at = '2026-12-02 00:30:00' where order_id = 42");
        desk.settle("2026-12-02T01:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
    }

    @Test
    void a_redemption_of_the_far_future_is_an_exception_and_holds_nothing_until_it_is_mended() {
        lot(1, 20, "2026-12-01T20:00:00Z");
        order(42, 9);
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-09T18:00:00Z");
        desk.settle("2026-12-09T19:00:00Z");
        desk.write("update shop_redemption set redeemed_at = '2062-12-09 18:00:00'");
        desk.settle("2026-12-09T20:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly("REDEMPTION/5 SPENDING IN_THE_FUTURE: redeemed 2062-12-09T18:00:00Z");
        assertThat(desk.reserved()).isEmpty();
        desk.write("update shop_redemption set redeemed_at = '2026-12-09 18:00:00'");
        desk.settle("2026-12-09T21:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.reserved()).containsExactly("7/0 ORDER/1 9");
    }

    @Test
    void an_order_that_only_waits_on_does_not_have_what_was_redeemed_on_it_looked_at_again() {
        lot(1, 20, "2026-12-01T20:00:00Z");
        spent(5, 42, 9, "2026-12-09T18:00:00Z", "2026-12-09T18:01:00Z");
        desk.write("update shop_order set status = 'COMPLETED', completed_at = '2026-12-09 19:00:00',"
                + " checkout_id = 8, checkout_order_count = 2 where order_id = 42");
        desk.settle("2026-12-09T20:00:00Z");
        desk.run("2026-12-09T21:00:00Z");
        assertThat(due()).isZero();
        desk.write("update shop_order set member_id = 8 where order_id = 42");
        desk.run("2026-12-09T22:00:00Z");
        assertThat(due()).isEqualTo(1);
    }

    @Test
    void an_order_that_changes_hands_after_posting_is_told_once_it_is_judged() {
        example9();
        desk.settle("2026-12-02T00:00:00Z");
        desk.write(
                "update shop_order set status = 'CANCELLED', cancelled_at = '2026-12-02', member_id = 8 where order_id = 42");
        desk.settle("2026-12-02T01:00:00Z");
        desk.settle("2026-12-02T02:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 CHANGED_AFTER_POSTING");
    }

    @Test
    void what_arrives_after_the_grace_counts_as_of_its_edge() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        lot(2, 30, "2026-12-20T20:00:00Z");
        desk.settle("2026-12-21T00:00:00Z");
        spent(5, 42, 10, "2026-11-20T20:00:00Z", "2026-11-20T20:01:00Z");
        desk.settle("2027-01-10T00:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
        assertThat(desk.exceptions())
                .contains(
                        "REDEMPTION/5 SPENDING LATE: redeemed 2026-11-20T20:00:00Z, posted as of 2026-12-05T08:00:00Z");
        assertThat(desk.moves()).contains("7/0 ORDER/1 REDEMPTION/5 SPENT -10");
    }

    @Test
    void points_are_spent_from_their_own_store_s_account_and_checked_by_its_terms() {
        desk.shop.store(2);
        desk.shop.terms(2, "2020-01-01", true, "1");
        desk.shop.order(1, 7, "2026-11-19T20:00:00Z").store(2).line(1, "40.00").insert();
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.discountedLine(42, 1, 1000, 0, 30);
        desk.shop.paid(42, "2026-12-01T20:01:00Z");
        desk.shop.redemption(5, 42, 7, 2, 30, "2026-12-01T20:00:00Z");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.moves()).containsExactly("7/2 ORDER/1 REDEMPTION/5 SPENT -30");
        assertThat(desk.exceptions())
                .containsExactly("REDEMPTION/5 SPENDING WRONG_STORE: points of store 2 on an order of store 1");
    }

    @Test
    void each_check_leaves_its_exception_and_none_stops_the_settlement() {
        lot(1, 6000, "2026-11-19T20:00:00Z");
        spent(5, 42, 4, "2026-12-01T20:00:00Z", "2026-12-01T20:01:00Z");
        spent(6, 43, 5500, "2026-12-01T21:00:00Z", "2026-12-01T21:01:00Z");
        desk.write("update shop_order_line set accepts_coins = false where order_id = 43");
        spent(7, 44, 50, "2026-12-01T22:00:00Z", "2026-12-01T22:01:00Z");
        desk.write("update shop_order set currency = 'EUR' where order_id = 44");
        desk.write("update shop_redemption set currency = 'EUR' where redemption_id = 7");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly(
                        "REDEMPTION/5 SPENDING BELOW_MINIMUM: 4 coins, at least 5",
                        "REDEMPTION/6 SPENDING INELIGIBLE_ITEM: line 1: 55.00 USD off by coins, 0 allowed",
                        "REDEMPTION/6 SPENDING OVER_MAXIMUM: 5500 coins, at most 5000",
                        "REDEMPTION/7 SPENDING NO_VALUE: 50 coins for 0.50 EUR");
        assertThat(desk.spending()).allMatch(outcome -> outcome.endsWith(" SPENT"));
        assertThat(due()).as("a value may still come").isEqualTo(1);
    }

    @Test
    void a_run_as_of_an_earlier_instant_undoes_nothing() {
        example9();
        desk.settle("2026-12-02T12:00:00Z");
        long entries = desk.rowsOf("entry");
        desk.write("update shop_redemption set changed_at = now()");
        desk.settle("2026-12-01T20:00:30Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(entries);
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 SPENT");
    }

    @Test
    void a_long_wait_for_an_order_is_an_exception_too_but_not_one_for_a_payment() {
        lot(1, 20, "2026-12-01T20:00:00Z");
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-09T18:00:00Z");
        desk.settle("2026-12-09T19:00:00Z");
        desk.write("update outcome set since = '2026-11-30' where fact_kind = 'REDEMPTION'");
        desk.settle("2026-12-10T19:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly("REDEMPTION/5 SPENDING ORDER_SPENT_ON: waiting since 2026-11-30T00:00:00Z");
        order(42, 9);
        desk.settle("2026-12-10T20:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void an_order_that_never_arrives_is_an_exception_though_its_units_are_free_again() {
        lot(1, 20, "2026-12-01T20:00:00Z");
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-09T18:00:00Z");
        desk.settle("2026-12-09T19:00:00Z");
        desk.settle("2026-12-16T18:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 TIMED_OUT");
        assertThat(desk.exceptions()).as("within the patience").isEmpty();
        desk.settle("2026-12-16T18:00:01Z");
        assertThat(desk.exceptions())
                .containsExactly(
                        "REDEMPTION/5 SPENDING ORDER_SPENT_ON: redeemed 2026-12-09T18:00:00Z, no longer reserved");
        order(42, 9);
        desk.settle("2026-12-16T19:00:00Z");
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 TIMED_OUT");
        assertThat(desk.exceptions())
                .as("an abandoned checkout is nobody's fault")
                .isEmpty();
    }

    @Test
    void reserved_units_are_not_to_be_spent_until_they_time_out() {
        desk.write("insert into account (member_id, programme_id) values (7, 0)");
        desk.write("""
                insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at,
                  available_at, funder, origin, policy_version, reserved, reserved_until)
                values (7, 0, 'ORDER', 1, 0, 10, 10, '2020-01-01', '2020-01-01', 'platform', 'PURCHASE', 1, 4, '2999-01-01'),
                  (7, 0, 'ORDER', 2, 0, 10, 10, '2020-01-01', '2020-01-01', 'platform', 'PURCHASE', 1, 5, '2021-01-01')
                """);
        rightInTheEnd = false;
        assertThat(spendable()).isEqualTo(16);
    }

    private void tampered(String sql, String... deviations) {
        rightInTheEnd = false;
        example9();
        desk.settle("2026-12-02T00:00:00Z");
        desk.write(sql);
        assertThat(desk.deviations()).containsExactly(deviations);
    }

    @Test
    void the_proof_names_a_redemption_whose_entries_are_gone() {
        tampered(
                "delete from entry where fact_kind = 'REDEMPTION' and source_id = 1",
                "member 7, coins, lot ORDER/1/0: entries: expected -30 units SPENT by REDEMPTION/5 at"
                        + " 2026-12-01T20:00:00Z, found 0 units SPENT by REDEMPTION/5 at 2026-12-01T20:00:00Z",
                "member 7, coins, lot ORDER/1/0: remainder: expected 30 units left, the sum of its entries, found 0",
                "member 7, coins, REDEMPTION/5: outcome without entries: expected 60 units taken, as its outcome is"
                        + " SPENT, found 30");
    }

    @Test
    void the_proof_names_a_redemption_that_was_booked_with_other_units() {
        tampered(
                "update spending set units = 61",
                "member 7, coins, REDEMPTION/5: outcome without entries: expected 61 units taken, as its outcome is"
                        + " SPENT, found 60");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reserved = 8 | 9 units until 2026-12-08T18:00:00Z, found 8 units until 2026-12-08T18:00:00Z",
                "reserved = null, reserved_until = null | 9 units until 2026-12-08T18:00:00Z, found none",
                "reserved_until = 20261208190000 | 9 units until 2026-12-08T18:00:00Z, found 9 units until 2026-12-08T19:00:00Z"
            })
    void the_proof_names_a_lot_that_holds_other_units_than_its_redemptions_do(String change, String deviation) {
        rightInTheEnd = false;
        lot(1, 20, "2026-11-19T20:00:00Z");
        order(42, 9);
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-01T18:00:00Z");
        desk.settle("2026-12-02T00:00:00Z");
        assertThat(desk.deviations()).isEmpty();
        desk.write("update lot set " + change);
        assertThat(desk.deviations())
                .containsExactly("member 7, coins, lot ORDER/1/0: reserved: expected " + deviation);
    }

    @Test
    void the_proof_names_units_that_nobody_holds() {
        rightInTheEnd = false;
        lot(1, 20, "2026-11-19T20:00:00Z");
        desk.settle("2026-12-02T00:00:00Z");
        desk.write("update lot set reserved = 3, reserved_until = '2026-12-08 18:00:00'");
        assertThat(desk.deviations())
                .containsExactly("member 7, coins, lot ORDER/1/0: reserved: expected none, found 3 units until"
                        + " 2026-12-08T18:00:00Z");
    }

    @Test
    void the_proof_names_a_redemption_whose_fact_changed_unseen() {
        tampered(
                "update shop_redemption set units = 50, changed_at = null",
                "member 7, coins, lot ORDER/2/0: entries: expected -20 units SPENT by REDEMPTION/5 at"
                        + " 2026-12-01T20:00:00Z, found -30 units SPENT by REDEMPTION/5 at 2026-12-01T20:00:00Z");
    }

    @Test
    void the_proof_names_a_redemption_that_nobody_judged_and_nobody_will() {
        rightInTheEnd = false;
        lot(1, 9, "2026-11-19T20:00:00Z");
        desk.settle("2026-12-02T00:00:00Z");
        order(42, 9);
        desk.shop.redemption(5, 42, 7, 0, 9, "2026-12-01T18:00:00Z");
        desk.write("update shop_redemption set changed_at = null");
        assertThat(desk.deviations())
                .containsExactly("member 7, coins, REDEMPTION/5: unjudged: expected an outcome or a place on the work"
                        + " list, found neither");
    }

    private static long due() {
        return desk.rowsOf("shop_redemption where changed_at is not null");
    }

    private static long spendable() {
        return desk.jdbc()
                .sql("select coalesce(sum(units), 0) from member_spendable where member_id = 7")
                .query(Long.class)
                .single();
    }
}
