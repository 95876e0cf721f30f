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

/** docs/rules.md §5, cases 8, 10, 12 and 14–18, from the shop's tables to the books. Lots live 30 days; a coin is a cent. */
class RefundsIT {

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
                  life: P30D
                  rates:
                    - {currency: USD, rate: 1}
                spending:
                  coin-values: [{currency: USD, value: 0.01}]
                activities:
                  reviews: [{programme: coins, units: 4}]
                promotions:
                  - {id: 4, name: Thanks, activity: order, programme: coins, from: 2026-11-27, to: 2026-11-28, bonus: 50}
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
        desk.assertRight();
    }

    /** A lot of so many units; ends 30 days later at midnight. */
    private static void lot(long order, int units, String completedAt) {
        desk.shop.order(order, 7, completedAt).line(1, units + ".00").insert();
    }

    private static void spent(long redemption, long order, long units, String at) {
        desk.shop.placedOrder(order, 7, 1);
        desk.shop.discountedLine(order, 1, units * 10, units, 0);
        desk.shop.paid(order, at);
        desk.shop.redemption(redemption, order, 7, 0, units, at);
    }

    /** Of line 1, granted at once. */
    private static void refund(long refund, long order, long amount, String at) {
        desk.shop.refund(refund, order, 1, "GRANTED", at, at, null);
        desk.shop.refundLine(refund, 1, amount);
    }

    private static void example9() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        lot(2, 50, "2026-11-19T20:00:00Z");
        spent(5, 42, 60, "2026-12-01T20:00:00Z");
    }

    @Test
    void example_12_what_was_spent_goes_back_to_those_who_paid() {
        example9();
        refund(9, 42, 600, "2026-12-05T20:00:00Z");
        desk.settle("2026-12-06T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -30",
                        "7/0 ORDER/1 REFUND/9 RETURNED 30",
                        "7/0 ORDER/2 REDEMPTION/5 SPENT -30",
                        "7/0 ORDER/2 REFUND/9 RETURNED 30");
        assertThat(desk.decisions()).containsExactly("7/0 REFUND/9 REDEMPTION/5/0 14: 60, 60 of 60 [[1,600,600,60]]");
        assertThat(desk.refunds()).containsExactly("REFUND/9 CREDIT_OF_ORDER CREDIT_OF_ORDER RETURNED");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void example_13_what_has_ended_meanwhile_lapses_at_once() {
        example9();
        refund(9, 42, 600, "2026-12-15T20:00:00Z");
        desk.settle("2026-12-16T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 ORDER/1 LAPSED -30",
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -30",
                        "7/0 ORDER/1 REFUND/9 RETURNED 30",
                        "7/0 ORDER/2 REDEMPTION/5 SPENT -30",
                        "7/0 ORDER/2 REFUND/9 RETURNED 30");
    }

    private static void example14() {
        lot(1, 1000, "2026-11-19T20:00:00Z");
        desk.shop.placedOrder(42, 7, 2);
        desk.shop.discountedLine(42, 1, 8000, 600, 0);
        desk.shop.discountedLine(42, 2, 2000, 400, 0);
        desk.shop.paid(42, "2026-12-01T20:00:00Z");
        desk.shop.redemption(5, 42, 7, 0, 1000, "2026-12-01T20:00:00Z");
    }

    @Test
    void example_14_a_line_gives_back_as_much_of_its_units_as_of_its_price() {
        example14();
        desk.shop.refund(8, 42, 1, "GRANTED", "2026-12-02T20:00:00Z", "2026-12-02T20:00:00Z", null);
        desk.shop.refundLine(8, 2, 2000);
        refund(9, 42, 2000, "2026-12-03T20:00:00Z");
        refund(10, 42, 2000, "2026-12-04T20:00:00Z");
        desk.settle("2026-12-05T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -1000",
                        "7/0 ORDER/1 REFUND/10 RETURNED 150",
                        "7/0 ORDER/1 REFUND/8 RETURNED 400",
                        "7/0 ORDER/1 REFUND/9 RETURNED 150");
        assertThat(desk.decisions())
                .containsExactly(
                        "7/0 REFUND/8 REDEMPTION/5/0 14: 400, 400 of 1000 [[1,0,8000,600],[2,2000,2000,400]]",
                        "7/0 REFUND/9 REDEMPTION/5/0 14: 150, 550 of 1000 [[1,2000,8000,600],[2,2000,2000,400]]",
                        "7/0 REFUND/10 REDEMPTION/5/0 14: 150, 700 of 1000 [[1,4000,8000,600],[2,2000,2000,400]]");
    }

    private static void example1() {
        desk.shop
                .order(1, 7, "2026-11-19T20:00:00Z")
                .line(1, "12.34")
                .line(2, "0.99")
                .insert();
    }

    @Test
    void example_15_a_line_takes_back_as_much_of_its_units_as_of_its_price() {
        example1();
        refund(8, 1, 617, "2026-11-20T20:00:00Z");
        desk.settle("2026-11-21T00:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REFUND/8 TAKEN_BACK -6");
        assertThat(desk.decisions())
                .containsExactly("7/0 REFUND/8 ORDER/1/0 15: 6, 6 of 13 [[1,617,1234,12],[2,0,99,1]]");
        refund(9, 1, 617, "2026-11-21T20:00:00Z");
        desk.settle("2026-11-22T00:00:00Z");
        assertThat(desk.net())
                .containsExactly("7/0 ORDER/1 REFUND/8 TAKEN_BACK -6", "7/0 ORDER/1 REFUND/9 TAKEN_BACK -6");
        assertThat(desk.refunds())
                .containsExactly(
                        "REFUND/8 TAKEN_BACK NOTHING_EARNED NOTHING_SPENT",
                        "REFUND/9 TAKEN_BACK NOTHING_EARNED NOTHING_SPENT");
        assertThat(desk.refundsDue()).isZero();
    }

    @Test
    void example_16_what_the_own_lot_lacks_comes_from_other_lots_and_then_is_debt() {
        lot(1, 39, "2026-11-19T20:00:00Z");
        spent(5, 42, 39, "2026-11-20T20:00:00Z");
        lot(3, 10, "2026-11-21T20:00:00Z");
        refund(9, 1, 3900, "2026-11-22T20:00:00Z");
        desk.settle("2026-11-23T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -39",
                        "7/0 ORDER/3 REFUND/9 TAKEN_BACK -10",
                        "7/0 REFUND/9/DEBT REFUND/9 DEBT_INCURRED -29");
    }

    @Test
    void example_17_what_lapsed_unspent_is_not_taken_back() {
        lot(1, 39, "2026-11-09T20:00:00Z");
        spent(5, 42, 9, "2026-11-20T20:00:00Z");
        refund(9, 1, 3900, "2026-12-12T20:00:00Z");
        desk.settle("2026-12-13T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 ORDER/1 LAPSED -30",
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -9",
                        "7/0 REFUND/9/DEBT REFUND/9 DEBT_INCURRED -9");
        assertThat(desk.decisions()).containsExactly("7/0 REFUND/9 ORDER/1/0 15: 39, 39 of 39 [[1,3900,3900,39]]");
    }

    @Test
    void example_18_debt_is_forgiven_first_then_the_last_payer_then_the_first() {
        lot(1, 40, "2026-11-19T20:00:00Z");
        spent(5, 42, 100, "2026-12-01T20:00:00Z");
        lot(4, 25, "2026-12-02T20:00:00Z");
        refund(9, 42, 400, "2026-12-03T20:00:00Z");
        desk.settle("2026-12-04T00:00:00Z");
        assertThat(desk.net())
                .contains("7/0 ORDER/4 REFUND/9 RETURNED 5", "7/0 REDEMPTION/5/DEBT REFUND/9 RETURNED 35")
                .noneMatch(line -> line.startsWith("7/0 ORDER/1 REFUND"));
        refund(10, 42, 600, "2026-12-04T20:00:00Z");
        desk.settle("2026-12-05T00:00:00Z");
        assertThat(desk.net())
                .contains(
                        "7/0 ORDER/1 REFUND/10 RETURNED 40",
                        "7/0 ORDER/4 REFUND/10 RETURNED 20",
                        "7/0 REDEMPTION/5/DEBT REFUND/9 RETURNED 35");
    }

    @Test
    void case_8_a_paid_order_cancelled_before_it_was_shipped_gives_all_back_and_its_refunds_add_nothing() {
        example9();
        refund(9, 42, 300, "2026-12-02T20:00:00Z");
        desk.settle("2026-12-03T00:00:00Z");
        assertThat(desk.net()).contains("7/0 ORDER/2 REFUND/9 RETURNED 30");
        desk.shop.cancelled(42, "2026-12-03T20:00:00Z");
        desk.settle("2026-12-04T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 ORDER/42 RETURNED 30",
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -30",
                        "7/0 ORDER/2 ORDER/42 RETURNED 30",
                        "7/0 ORDER/2 REDEMPTION/5 SPENT -30");
        assertThat(desk.refunds()).containsExactly("REFUND/9 CANCELLED_ORDER CANCELLED_ORDER CANCELLED_ORDER");
        assertThat(desk.refundsDue()).isZero();
    }

    @Test
    void case_8_without_any_refund() {
        example9();
        desk.shop.cancelled(42, "2026-12-03T20:00:00Z");
        desk.settle("2026-12-04T00:00:00Z");
        assertThat(desk.net()).contains("7/0 ORDER/1 ORDER/42 RETURNED 30", "7/0 ORDER/2 ORDER/42 RETURNED 30");
        assertThat(desk.refundsDue()).isZero();
    }

    @Test
    void case_8_a_cancellation_after_shipping_is_none() {
        example9();
        desk.shop.shipped(42, "2026-12-02T20:00:00Z");
        desk.shop.cancelled(42, "2026-12-03T20:00:00Z");
        refund(9, 42, 300, "2026-12-04T20:00:00Z");
        desk.settle("2026-12-05T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -30",
                        "7/0 ORDER/2 REDEMPTION/5 SPENT -30",
                        "7/0 ORDER/2 REFUND/9 RETURNED 30");
        assertThat(desk.refunds()).containsExactly("REFUND/9 NOTHING_EARNED NOTHING_EARNED RETURNED");
    }

    @Test
    void case_8_that_says_not_when_is_told_until_it_does() {
        example9();
        desk.write("update shop_order set status = 'CANCELLED' where order_id = 42");
        desk.settle("2026-12-04T00:00:00Z");
        assertThat(desk.exceptions()).containsExactly("ORDER/42 SPENDING NO_CANCELLATION_TIME: ");
        desk.shop.cancelled(42, "2026-12-03T20:00:00Z");
        desk.settle("2026-12-05T00:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.net()).contains("7/0 ORDER/1 ORDER/42 RETURNED 30");
    }

    @Test
    void cancelled_unpaid_a_refund_moves_nothing() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.discountedLine(42, 1, 300, 30, 0);
        desk.shop.redemption(5, 42, 7, 0, 30, "2026-11-20T20:00:00Z");
        desk.shop.cancelled(42, "2026-11-21T20:00:00Z");
        refund(9, 42, 300, "2026-11-22T20:00:00Z");
        desk.settle("2026-11-23T00:00:00Z");
        assertThat(desk.net()).isEmpty();
        assertThat(desk.refunds()).containsExactly("REFUND/9 NEVER_PAID NEVER_PAID NEVER_PAID");
    }

    @Test
    void case_10_and_a_promotion_s_bonus_only_a_full_refund_takes_it_back() {
        lot(1, 39, "2026-11-27T20:00:00Z");
        refund(9, 1, 3800, "2026-11-28T20:00:00Z");
        desk.settle("2026-11-29T00:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REFUND/9 TAKEN_BACK -38");
        refund(10, 1, 100, "2026-11-29T20:00:00Z");
        desk.settle("2026-11-30T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 REFUND/10 TAKEN_BACK -1",
                        "7/0 ORDER/1 REFUND/10 TAKEN_BACK -50",
                        "7/0 ORDER/1 REFUND/9 TAKEN_BACK -38");
        assertThat(desk.decisions())
                .contains(
                        "7/0 REFUND/9 ORDER/1/4 15: 0, 0 of 50 [[0,3800,3900,50]]",
                        "7/0 REFUND/10 ORDER/1/4 15: 50, 50 of 50 [[0,3900,3900,50]]");
        assertThat(desk.jdbc()
                        .sql("select concat(order_id, ' ', effective_at) from full_refund")
                        .query(String.class)
                        .list())
                .containsExactly("1 2026-11-29 20:00:00.000000");
    }

    @Test
    void example_22_more_than_the_price_counts_as_the_price_and_is_told() {
        lot(1, 100, "2026-11-19T20:00:00Z");
        refund(8, 1, 4000, "2026-11-20T20:00:00Z");
        refund(9, 1, 3000, "2026-11-21T20:00:00Z");
        refund(10, 1, 5000, "2026-11-22T20:00:00Z");
        desk.settle("2026-11-23T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 REFUND/10 TAKEN_BACK -30",
                        "7/0 ORDER/1 REFUND/8 TAKEN_BACK -40",
                        "7/0 ORDER/1 REFUND/9 TAKEN_BACK -30");
        assertThat(desk.exceptions()).containsExactly("REFUND/10 SPENDING OVER_REFUNDED: 20.00 USD beyond the price");
    }

    @Test
    void case_18_more_money_than_was_paid_in_money_is_told_and_moves_no_units() {
        example9();
        desk.shop.refund(9, 42, 1, "GRANTED", "2026-12-05T20:00:00Z", "2026-12-05T20:00:00Z", null);
        desk.shop.refundLine(9, 1, 600, 600);
        desk.settle("2026-12-06T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly("REFUND/9 SPENDING CASH_OVER_PAID: 0.60 USD more than was paid in money");
        assertThat(desk.net()).contains("7/0 ORDER/2 REFUND/9 RETURNED 30");
    }

    @Test
    void case_17_the_units_of_a_review_stay() {
        lot(1, 10, "2026-11-19T20:00:00Z");
        desk.shop.review(2, 7, 1, 1, "2026-11-20T20:00:00Z", null);
        refund(9, 1, 1000, "2026-11-21T20:00:00Z");
        desk.settleAll("2026-11-22T00:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 4");
    }

    @Test
    void a_refund_that_arrives_before_its_order() {
        refund(9, 42, 600, "2026-12-05T20:00:00Z");
        desk.settle("2026-12-06T00:00:00Z");
        assertThat(desk.refunds()).containsExactly("REFUND/9 REFUNDED_ORDER REFUNDED_ORDER REFUNDED_ORDER");
        example9();
        desk.settle("2026-12-07T00:00:00Z");
        assertThat(desk.net()).contains("7/0 ORDER/1 REFUND/9 RETURNED 30", "7/0 ORDER/2 REFUND/9 RETURNED 30");
    }

    @Test
    void a_refund_that_waits_for_its_order_for_long_is_told_and_closes_by_itself() {
        refund(9, 1, 600, "2026-12-05T20:00:00Z");
        desk.settle("2026-12-06T00:00:00Z");
        desk.settle("2026-12-14T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly("REFUND/9 SPENDING REFUNDED_ORDER: waiting since 2026-12-06T00:00:00Z");
        lot(1, 10, "2026-12-04T20:00:00Z");
        desk.settle("2026-12-15T00:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REFUND/9 TAKEN_BACK -6");
    }

    @Test
    void a_refund_decided_before_the_credit_of_its_order_acts_right_after_it() {
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.discountedLine(42, 1, 3000, 0, 0);
        desk.shop.paid(42, "2026-11-18T20:00:00Z");
        desk.write("update shop_order_line set earns_points = true where order_id = 42");
        refund(9, 42, 1000, "2026-11-19T20:00:00Z");
        desk.settle("2026-11-20T00:00:00Z");
        assertThat(desk.refunds()).containsExactly("REFUND/9 CREDIT_OF_ORDER CREDIT_OF_ORDER NOTHING_SPENT");
        desk.shop.completed(42, "2026-11-21T20:00:00Z");
        desk.settle("2026-11-22T00:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/42 REFUND/9 TAKEN_BACK -10");
        assertThat(desk.jdbc()
                        .sql("select effective_at from entry where kind = 'TAKEN_BACK'")
                        .query(String.class)
                        .single())
                .startsWith("2026-11-21 20:00:00");
        assertThat(desk.refundsDue()).isZero();
    }

    @Test
    void a_redemption_that_arrives_after_the_refund_was_judged_gets_its_units_back() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.discountedLine(42, 1, 300, 30, 0);
        desk.shop.paid(42, "2026-11-20T20:00:00Z");
        desk.shop.completed(42, "2026-11-20T21:00:00Z");
        refund(9, 42, 300, "2026-11-22T20:00:00Z");
        desk.settle("2026-11-23T00:00:00Z");
        assertThat(desk.refunds()).containsExactly("REFUND/9 NOTHING_EARNED NOTHING_EARNED NOTHING_SPENT");
        assertThat(desk.refundsDue()).isZero();
        desk.shop.redemption(5, 42, 7, 0, 30, "2026-11-20T20:00:00Z");
        desk.settle("2026-11-24T00:00:00Z");
        assertThat(desk.net())
                .containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -30", "7/0 ORDER/1 REFUND/9 RETURNED 30");
    }

    @Test
    void an_open_refund_holds_what_its_order_earned_until_it_is_decided() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        desk.shop.refund(9, 1, 1, "OPEN", "2026-12-08T20:00:00Z", null, null);
        desk.shop.refundLine(9, 1, 1000);
        desk.settle("2026-12-12T00:00:00Z");
        assertThat(desk.refunds()).containsExactly("REFUND/9 REFUND_DECISION REFUND_DECISION REFUND_DECISION");
        spent(5, 42, 4, "2026-12-12T20:00:00Z");
        desk.settle("2026-12-13T00:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REDEMPTION/5 SPENT -4");
        desk.shop.refund(9, 1, 1, "GRANTED", "2026-12-08T20:00:00Z", "2026-12-13T20:00:00Z", null);
        desk.settle("2026-12-14T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 ORDER/1 LAPSED -26",
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -4",
                        "7/0 REFUND/9/DEBT REFUND/9 DEBT_INCURRED -4");
    }

    @Test
    void a_rejected_refund_moves_nothing_and_ends_the_hold() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        desk.shop.refund(9, 1, 1, "REJECTED", "2026-12-08T20:00:00Z", "2026-12-13T20:00:00Z", null);
        desk.settle("2026-12-14T00:00:00Z");
        assertThat(desk.refunds()).containsExactly("REFUND/9 REJECTED REJECTED REJECTED");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 ORDER/1 LAPSED -30");
        assertThat(desk.jdbc()
                        .sql("select effective_at from entry where kind = 'LAPSED' order by number desc limit 1")
                        .query(String.class)
                        .single())
                .startsWith("2026-12-13 20:00:00");
    }

    @Test
    void a_reversed_refund_is_judged_as_if_it_had_not_been() {
        example9();
        refund(8, 42, 100, "2026-12-04T20:00:00Z");
        refund(9, 42, 200, "2026-12-05T20:00:00Z");
        desk.settle("2026-12-06T00:00:00Z");
        assertThat(desk.decisions()).contains("7/0 REFUND/9 REDEMPTION/5/0 14: 20, 30 of 60 [[1,300,600,60]]");
        desk.shop.refund(8, 42, 1, "REVERSED", "2026-12-04T20:00:00Z", "2026-12-04T20:00:00Z", "2026-12-06T20:00:00Z");
        desk.settle("2026-12-07T00:00:00Z");
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 REDEMPTION/5 SPENT -30",
                        "7/0 ORDER/2 REDEMPTION/5 SPENT -30",
                        "7/0 ORDER/2 REFUND/9 RETURNED 20");
        assertThat(desk.decisions()).containsExactly("7/0 REFUND/9 REDEMPTION/5/0 14: 20, 20 of 60 [[1,200,600,60]]");
        assertThat(desk.refunds())
                .containsExactly(
                        "REFUND/8 REVERSED REVERSED REVERSED", "REFUND/9 CREDIT_OF_ORDER CREDIT_OF_ORDER RETURNED");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void a_refund_reversed_after_what_it_moved_is_frozen_stands_and_is_told() {
        lot(1, 39, "2026-11-19T20:00:00Z");
        refund(9, 1, 3900, "2026-11-22T20:00:00Z");
        desk.settle("2026-11-23T00:00:00Z");
        lot(2, 5, "2027-01-10T20:00:00Z");
        desk.shop.refund(9, 1, 1, "REVERSED", "2026-11-22T20:00:00Z", "2026-11-22T20:00:00Z", "2027-01-11T20:00:00Z");
        desk.settle("2027-01-12T00:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REFUND/9 TAKEN_BACK -39");
        assertThat(desk.exceptions()).containsExactly("REFUND/9 SPENDING REVERSED_LATE: what it moved is frozen");
    }

    @Test
    void a_refund_that_comes_after_the_grace_is_placed_at_its_edge_and_told() {
        lot(1, 39, "2026-11-19T20:00:00Z");
        desk.settle("2026-11-23T00:00:00Z");
        refund(9, 1, 3900, "2026-11-22T20:00:00Z");
        desk.settle("2027-01-12T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly(
                        "REFUND/9 SPENDING LATE: decided 2026-11-22T20:00:00Z, posted as of 2026-12-07T08:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REFUND/9 TAKEN_BACK -39");
        desk.settle("2027-02-12T00:00:00Z");
        desk.write("update shop_refund set changed_at = now()");
        desk.settle("2027-03-12T00:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REFUND/9 TAKEN_BACK -39");
    }

    @Test
    void a_refund_whose_redemption_is_frozen_gives_back_to_those_who_paid() {
        example9();
        desk.settle("2026-12-02T00:00:00Z");
        refund(9, 42, 300, "2027-01-20T20:00:00Z");
        desk.settle("2027-01-21T00:00:00Z");
        assertThat(desk.net()).contains("7/0 ORDER/2 REFUND/9 RETURNED 30", "7/0 ORDER/2 ORDER/2 LAPSED -50");
        refund(10, 42, 300, "2027-01-22T20:00:00Z");
        desk.settle("2027-01-23T00:00:00Z");
        assertThat(desk.net()).contains("7/0 ORDER/1 REFUND/10 RETURNED 30", "7/0 ORDER/1 ORDER/1 LAPSED -30");
    }

    @Test
    void figures_that_change_after_posting_are_judged_anew_and_told() {
        example1();
        refund(8, 1, 617, "2026-11-20T20:00:00Z");
        desk.settle("2026-11-21T00:00:00Z");
        desk.write("update shop_refund_line set amount = 1234");
        desk.settle("2026-11-22T00:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REFUND/8 TAKEN_BACK -12");
        assertThat(desk.exceptions()).containsExactly("REFUND/8 SPENDING REFUND_CHANGED: amounts {1=1234} by line now");
    }

    @Test
    void a_refund_that_cannot_be_judged_is_told_and_judged_once_it_is_mended() {
        example1();
        desk.shop.refund(8, 1, 1, "GRANTED", "2026-11-20T20:00:00Z", "2026-11-20T20:00:00Z", null);
        desk.shop.refundLine(8, 3, 617);
        desk.shop.refund(9, 1, 1, "GRANTED", "2026-11-20T20:00:00Z", "2026-11-20T20:00:00Z", null);
        desk.shop.refundLine(9, 1, -1);
        desk.shop.refund(10, 1, 2, "GRANTED", "2026-11-20T20:00:00Z", "2026-11-20T20:00:00Z", null);
        desk.shop.refundLine(10, 1, 617);
        desk.settle("2026-11-21T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly(
                        "REFUND/8 SPENDING UNKNOWN_LINE: line 3 of order 1",
                        "REFUND/9 SPENDING NEGATIVE_AMOUNT: an amount of the refund is below zero");
        assertThat(desk.refunds()).contains("REFUND/10 REFUND_LINES REFUND_LINES REFUND_LINES");
        assertThat(desk.net()).isEmpty();
        desk.write("update shop_refund_line set line_no = 2, amount = 99 where refund_id = 8");
        desk.write("update shop_refund_line set amount = 617 where refund_id = 9");
        desk.write("update shop_refund set line_count = 1 where refund_id = 10");
        desk.settle("2026-11-22T00:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.net())
                .containsExactly(
                        "7/0 ORDER/1 REFUND/10 TAKEN_BACK -6",
                        "7/0 ORDER/1 REFUND/8 TAKEN_BACK -1",
                        "7/0 ORDER/1 REFUND/9 TAKEN_BACK -6");
        assertThat(desk.refundsDue()).isZero();
    }

    @Test
    void a_run_up_to_an_earlier_instant_does_not_see_what_is_decided_later_and_undoes_nothing() {
        example1();
        refund(8, 1, 617, "2026-11-20T20:00:00Z");
        desk.settle("2026-11-20T10:00:00Z");
        assertThat(desk.net()).isEmpty();
        assertThat(desk.refundsDue()).isEqualTo(1);
        desk.settle("2026-11-21T10:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REFUND/8 TAKEN_BACK -6");
        desk.write("update shop_refund set changed_at = now()");
        desk.settle("2026-11-20T08:00:00Z");
        assertThat(desk.net()).containsExactly("7/0 ORDER/1 REFUND/8 TAKEN_BACK -6");
    }

    @Test
    void run_again_nothing_changes() {
        example14();
        refund(9, 42, 2000, "2026-12-03T20:00:00Z");
        desk.settle("2026-12-05T00:00:00Z");
        long entries = desk.rowsOf("entry");
        List<String> books = desk.books();
        desk.write("update shop_refund set changed_at = now()");
        desk.settle("2026-12-05T01:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(entries);
        assertThat(desk.books()).isEqualTo(books);
    }

    @Test
    void a_dry_run_tells_what_would_be_posted_and_leaves_all_as_it_is() {
        example9();
        refund(9, 42, 300, "2026-12-05T20:00:00Z");
        desk.run("2026-12-06T00:00:00Z");
        List<String> rehearsed = desk.rehearseSettling("2026-12-06T00:00:00Z");
        assertThat(desk.net()).isEmpty();
        assertThat(desk.decisions()).isEmpty();
        assertThat(desk.refundsDue()).isEqualTo(1);
        desk.settle("2026-12-06T00:00:01Z");
        assertThat(rehearsed).containsExactlyInAnyOrderElementsOf(desk.moves()).hasSize(3);
    }
}
