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

/** What becomes of reviews whose order changes after they were judged ({@code docs/rules.md} §2). */
class ReviewedOrdersIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void open() {
        desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", """
                version: 4
                market: test
                time-zone: America/Los_Angeles
                coins:
                  rates:
                    - {currency: EUR, rate: 1}
                activities:
                  reviews: [{programme: both, units: 4, cap-a-day: 2}]
                promotions:
                  - {id: 2, name: two, activity: review, programme: coins, bonus: 7, from: 2026-11-02, products: [99]}
                """));
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void clear() {
        desk.open();
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    private static void order(int order, long member) {
        desk.shop
                .order(order, member, "2026-11-01T20:00:00Z")
                .line(1, "1.00")
                .line(2, "1.00")
                .line(3, "1.00")
                .insert();
    }

    private static void review(int id, int order, int line, int hour) {
        desk.shop.review(id, 7, order, line, "2026-11-02T%02d:00:00Z".formatted(hour), null);
    }

    /** A review by the member of what was bought, credited by a first run. */
    private static void credited() {
        order(42, 7);
        review(1, 42, 1, 20);
        desk.credit("2026-11-03T10:00:00Z");
        assertThat(desk.outcomes()).anyMatch(line -> line.startsWith("REVIEW/1 CREDITED "));
    }

    @Test
    void what_is_credited_stays_when_the_order_is_cancelled_and_somebody_is_told() {
        credited();
        desk.write(
                "update shop_order set status = 'CANCELLED', cancelled_at = '2026-11-03 11:00:00' where order_id = 42");
        desk.credit("2026-11-03T12:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 4");
        assertThat(desk.exceptions()).anyMatch(line -> line.startsWith("REVIEW/1 COINS CHANGED_AFTER_POSTING"));

        desk.write("update shop_order set status = 'COMPLETED', cancelled_at = null where order_id = 42");
        desk.credit("2026-11-03T13:00:00Z");
        assertThat(desk.outcomes()).contains("REVIEW/1 CREDITED STORE_NOT_TAKING_PART");
        assertThat(desk.exceptions()).noneMatch(line -> line.startsWith("REVIEW"));
    }

    @Test
    void what_is_credited_stays_when_the_line_turns_out_to_be_of_another_product() {
        credited();
        desk.write("update shop_order_line set product_id = 99 where order_id = 42 and line_no = 1");
        desk.credit("2026-11-03T12:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 4");
    }

    @Test
    void points_stay_in_the_store_where_they_are_credited() {
        desk.shop.store(2);
        desk.shop.terms(1, "2026-01-01", true, "1");
        desk.shop.terms(2, "2026-01-01", true, "1");
        credited();
        desk.write("update shop_order set store_id = 2 where order_id = 42");
        desk.credit("2026-11-03T12:00:00Z");
        assertThat(desk.outcomes()).contains("REVIEW/1 CHANGED_AFTER_POSTING CHANGED_AFTER_POSTING");
    }

    @Test
    void a_review_earns_once_the_order_turns_out_to_be_the_members() {
        order(42, 0);
        review(1, 42, 1, 20);
        desk.credit("2026-11-03T10:00:00Z");
        assertThat(desk.outcomes()).contains("REVIEW/1 NOT_BOUGHT NOT_BOUGHT");
        desk.write("update shop_order set member_id = 7 where order_id = 42");
        desk.credit("2026-11-03T12:00:00Z");
        assertThat(desk.outcomes()).contains("REVIEW/1 CREDITED STORE_NOT_TAKING_PART");
    }

    @Test
    void also_where_the_order_was_not_completed_by_then() {
        order(42, 0);
        desk.write("update shop_order set status = 'PLACED', completed_at = null where order_id = 42");
        review(1, 42, 1, 20);
        desk.credit("2026-11-03T10:00:00Z");
        desk.write("update shop_order set member_id = 7, status = 'COMPLETED', completed_at = '2026-11-03 11:00:00'"
                + " where order_id = 42");
        desk.credit("2026-11-03T12:00:00Z");
        assertThat(desk.outcomes()).contains("REVIEW/1 CREDITED STORE_NOT_TAKING_PART");
    }

    @Test
    void a_review_that_is_judged_for_good_leaves_the_work_list() {
        credited();
        assertThat(desk.jdbc()
                        .sql("select count(*) from shop_review where changed_at is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void books_are_right_before_a_run_has_seen_that_an_order_is_completed() {
        order(42, 7);
        order(43, 7);
        desk.write("update shop_order set status = 'SHIPPED', completed_at = null where order_id = 43");
        review(1, 43, 1, 18);
        review(2, 42, 1, 19);
        review(3, 42, 2, 20);
        desk.credit("2026-11-03T10:00:00Z");
        desk.write(
                "update shop_order set status = 'COMPLETED', completed_at = '2026-11-03 11:00:00' where order_id = 43");
        desk.assertRight();
        desk.credit("2026-11-03T12:00:00Z");
        assertThat(desk.outcomes())
                .contains("REVIEW/1 CREDITED STORE_NOT_TAKING_PART", "REVIEW/3 CAP_A_DAY STORE_NOT_TAKING_PART");
    }
}
