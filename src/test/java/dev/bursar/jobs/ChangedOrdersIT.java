package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of an order that changes after it was posted, docs/rules.md §0. */
class ChangedOrdersIT {

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

    @BeforeEach
    void post() {
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
    }

    @Test
    void a_line_that_changes_is_an_exception_and_what_is_posted_stays() {
        desk.write("update shop_order_line set price = 900, paid = 900");
        desk.run("2026-11-20T01:00:00Z");
        assertIsChanged("would earn 9 units");
    }

    @Test
    void a_line_more_is_an_exception() {
        desk.shop.line(42, 2, "3.00");
        desk.write("update shop_order set line_count = 2");
        desk.run("2026-11-20T01:00:00Z");
        assertIsChanged("would earn 8 units");
    }

    @Test
    void another_buyer_is_an_exception() {
        desk.shop.member(8);
        desk.write("update shop_order set member_id = 8");
        desk.run("2026-11-20T01:00:00Z");
        assertIsChanged("would earn 5 units");
    }

    @Test
    void another_completion_time_is_an_exception() {
        desk.write("update shop_order set completed_at = '2026-11-18 10:00:00'");
        desk.run("2026-11-20T01:00:00Z");
        assertIsChanged("would earn 5 units");
    }

    @Test
    void an_order_that_is_cancelled_after_posting_is_an_exception() {
        desk.write("update shop_order set status = 'CANCELLED', cancelled_at = '2026-11-20'");
        desk.run("2026-11-20T01:00:00Z");
        assertIsChanged("would be NOT_COMPLETED");
    }

    @Test
    void an_order_that_is_cancelled_and_loses_its_completion_time_is_an_exception_too() {
        desk.write("update shop_order set status = 'CANCELLED', cancelled_at = '2026-11-20', completed_at = null");
        desk.run("2026-11-20T01:00:00Z");
        assertIsChanged("would be NOT_COMPLETED");
    }

    @Test
    void an_order_that_is_on_its_way_again_is_an_exception() {
        desk.write("update shop_order set status = 'SHIPPED', completed_at = null");
        desk.run("2026-11-20T01:00:00Z");
        assertIsChanged("would be NOT_COMPLETED");
    }

    @Test
    void a_buyer_who_becomes_a_guest_is_an_exception() {
        desk.write("update shop_order set member_id = null");
        desk.run("2026-11-20T01:00:00Z");
        assertIsChanged("would be GUEST");
    }

    @Test
    void put_back_as_it_was_the_exception_closes() {
        desk.write("update shop_order_line set price = 900, paid = 900");
        desk.run("2026-11-20T01:00:00Z");
        desk.run("2026-11-20T02:00:00Z");
        assertThat(desk.exceptions()).hasSize(1);
        desk.write("update shop_order_line set price = 500, paid = 500");
        desk.run("2026-11-20T03:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED STORE_NOT_TAKING_PART");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
    }

    @Test
    void changed_and_put_back_before_anybody_looked_nothing_has_happened() {
        desk.write("update shop_order_line set price = 900, paid = 900");
        desk.write("update shop_order_line set price = 500, paid = 500");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.rowsOf("exception_item")).isZero();
        assertThat(desk.rowsOf("shop_order where changed_at is not null")).isZero();
    }

    @Test
    void an_order_that_is_delivered_again_with_the_same_figures_changes_nothing() {
        desk.write("update shop_order set updated_at = '2026-11-21', shipping = 499, event = event");
        desk.write("update shop_order_line set updated_at = '2026-11-21', regular_price = false");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.rowsOf("exception_item")).isZero();
        assertThat(desk.rowsOf("entry")).isEqualTo(1);
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED STORE_NOT_TAKING_PART");
    }

    private static void assertIsChanged(String now) {
        assertThat(desk.exceptions())
                .containsExactly(
                        "ORDER/42 COINS CHANGED_AFTER_POSTING: by the figures that the shop reports now the order "
                                + now);
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CHANGED_AFTER_POSTING STORE_NOT_TAKING_PART");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
    }
}
