package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders that cannot be judged yet, or not as they are: judged again by every run, docs/rules.md §0. */
class WaitingOrdersIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, Bursary.plainMarket());
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
    void books_are_right() {
        desk.assertRight();
    }

    @Test
    void an_order_waits_for_its_lines() {
        desk.shop
                .order(42, 7, "2026-11-19T10:00:00Z")
                .line(1, "5.00")
                .missing(1)
                .insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 LINES LINES");
        assertThat(desk.lots()).isEmpty();
        desk.shop.line(42, 2, "6.00");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 11 [[1, 5], [2, 6]]");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED STORE_NOT_TAKING_PART");
    }

    @Test
    void an_order_whose_lines_came_before_it_waits_for_nothing() {
        desk.shop.line(42, 1, "5.00");
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).isEmpty();
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").missing(1).insert();
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
    }

    @Test
    void an_order_waits_for_the_others_of_its_checkout_completed_or_not() {
        desk.shop
                .order(42, 7, "2026-11-19T10:00:00Z")
                .checkout(5, 2)
                .line(1, "5.00")
                .insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CHECKOUT_ORDERS CHECKOUT_ORDERS");
        desk.shop
                .order(43, 7, "2026-11-19T10:00:00Z")
                .checkout(5, 2)
                .status("PAID")
                .notCompleted()
                .insert();
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
    }

    @Test
    void an_order_waits_for_its_member() {
        desk.shop.order(42, 8, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 MEMBER MEMBER");
        desk.shop.member(8);
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.lots()).containsExactly("8/0 ORDER/42/0 5 [[1, 5]]");
    }

    @Test
    void what_waits_longer_than_the_patience_is_an_exception_too_until_it_is_whole() {
        desk.shop
                .order(42, 7, "2026-11-19T10:00:00Z")
                .line(1, "5.00")
                .missing(1)
                .insert();
        desk.run("2026-11-20T00:00:00Z");
        desk.run("2026-11-26T23:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        desk.run("2026-11-27T01:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly(
                        "ORDER/42 COINS LINES: waiting since 2026-11-20T00:00:00Z",
                        "ORDER/42 POINTS LINES: waiting since 2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 LINES LINES");
        desk.shop.line(42, 2, "6.00");
        desk.run("2026-11-27T02:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.lots()).hasSize(1);
    }

    @Test
    void it_waits_since_it_first_waited_for_anything() {
        desk.shop
                .order(42, 8, "2026-11-19T10:00:00Z")
                .line(1, "5.00")
                .missing(1)
                .insert();
        desk.run("2026-11-20T00:00:00Z");
        desk.shop.line(42, 2, "6.00");
        desk.run("2026-11-26T00:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 MEMBER MEMBER");
        assertThat(desk.exceptions()).isEmpty();
        desk.run("2026-11-27T01:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly(
                        "ORDER/42 COINS MEMBER: waiting since 2026-11-20T00:00:00Z",
                        "ORDER/42 POINTS MEMBER: waiting since 2026-11-20T00:00:00Z");
    }

    @Test
    void one_of_several_orders_of_a_checkout_that_is_not_named_is_an_exception_until_it_is() {
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.write("update shop_order set checkout_order_count = 2");
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly(
                        "ORDER/42 COINS NO_CHECKOUT: checkout_order_count is 2 without checkout_id",
                        "ORDER/42 POINTS NO_CHECKOUT: checkout_order_count is 2 without checkout_id");
        desk.write("update shop_order set checkout_order_count = 1");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
    }

    @Test
    void an_order_of_an_unknown_store_is_an_exception_until_the_store_is_delivered() {
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").store(9).line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly(
                        "ORDER/42 COINS UNKNOWN_STORE: store 9 has not been delivered",
                        "ORDER/42 POINTS UNKNOWN_STORE: store 9 has not been delivered");
        desk.shop.store(9);
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
    }

    @Test
    void parts_that_do_not_add_up_are_an_exception_until_the_line_is_mended() {
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.write("update shop_order_line set price = 600");
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.exceptions())
                .containsExactly("ORDER/42 COINS PARTS_DO_NOT_ADD_UP: line 1: price 6.00 is not 5.00");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.rowsOf("exception_item")).isEqualTo(1);
        desk.write("update shop_order_line set coupon_discount = 100");
        desk.run("2026-11-20T02:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
    }

    @Test
    void one_fault_gives_way_to_the_next() {
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.write("update shop_order_line set paid = -5");
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.exceptions()).hasSize(1).allMatch(line -> line.startsWith("ORDER/42 COINS NEGATIVE_AMOUNT"));
        desk.write("update shop_order_line set paid = 400");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.exceptions()).hasSize(1).allMatch(line -> line.startsWith("ORDER/42 COINS PARTS_DO_NOT"));
        desk.write("update shop_order_line set paid = -5");
        desk.run("2026-11-20T02:00:00Z");
        assertThat(desk.exceptions()).hasSize(1).allMatch(line -> line.startsWith("ORDER/42 COINS NEGATIVE_AMOUNT"));
    }

    @Test
    void a_currency_without_a_rate_is_an_exception_and_the_others_go_on() {
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.write("update shop_order set currency = 'EUR'");
        desk.write("update shop_order_line set currency = 'EUR'");
        desk.shop.order(43, 7, "2026-11-19T10:00:00Z").line(1, "6.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes())
                .containsExactly("ORDER/42 NO_RATE STORE_NOT_TAKING_PART", "ORDER/43 CREDITED STORE_NOT_TAKING_PART");
        desk.write("update shop_order set currency = 'USD' where order_id = 42");
        desk.write("update shop_order_line set currency = 'USD' where order_id = 42");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.lots()).hasSize(2);
    }

    @Test
    void points_that_are_wrong_do_not_keep_the_coins_back() {
        desk.shop.terms(1, "2026-01-01", true, "-1");
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED NEGATIVE_AMOUNT");
        desk.write("update shop_store_terms set units_per_unit = 3");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED CREDITED");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]", "7/1 ORDER/42/0 15 [[1, 15]]");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void terms_that_arrive_after_the_orders_give_their_points_all_the_same() {
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED STORE_NOT_TAKING_PART");
        desk.shop.terms(1, "2026-01-01", true, "3");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED CREDITED");
        assertThat(desk.lots()).contains("7/1 ORDER/42/0 15 [[1, 15]]");
    }

    @Test
    void a_period_that_is_none_is_an_exception_of_its_orders_and_the_others_go_on() {
        desk.shop.store(2);
        desk.shop.terms(2, "2026-01-01", true, "3");
        desk.write("update shop_store_terms set lot_life = 'a year' where store_id = 2");
        desk.shop.terms(1, "2026-01-01", true, "3");
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").store(2).insert();
        desk.shop.order(43, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED UNREADABLE_TERMS", "ORDER/43 CREDITED CREDITED");
        desk.write("update shop_store_terms set lot_life = 'P1Y' where store_id = 2");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED CREDITED", "ORDER/43 CREDITED CREDITED");
    }

    @Test
    void a_completed_order_without_its_time_is_an_exception() {
        desk.shop
                .order(42, 7, "2026-11-19T10:00:00Z")
                .notCompleted()
                .line(1, "5.00")
                .insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 NO_COMPLETION_TIME NO_COMPLETION_TIME");
        desk.write("update shop_order set completed_at = '2026-11-19 10:00:00'");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.lots()).hasSize(1);
    }

    @Test
    void a_guests_order_that_turns_out_to_be_a_members_is_credited() {
        desk.shop.order(42, 0, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        desk.write("update shop_order set member_id = 7");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED STORE_NOT_TAKING_PART");
    }
}
