package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What reviews come to in the books ({@code docs/rules.md} §2). */
class CreditReviewsIT {

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
                """));
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    /** An order of five lines of store 1, by which nothing is earned: there is no rate for dollars. */
    @BeforeEach
    void clear() {
        desk.open();
        desk.shop
                .order(42, 7, "2026-11-01T20:00:00Z")
                .line(1, "1.00")
                .line(2, "1.00")
                .line(3, "1.00")
                .line(4, "1.00")
                .line(5, "1.00")
                .insert();
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    private static void review(int id, int line, String time) {
        review(id, line, time, null);
    }

    private static void review(int id, int line, String time, @Nullable String removedAt) {
        desk.shop.review(id, 7, 42, line, "2026-11-19T" + time + ":00-08:00", removedAt);
    }

    @Test
    void example_8() {
        review(2, 2, "09:00");
        review(3, 3, "10:00");
        review(4, 4, "11:00");
        desk.credit("2026-11-20T10:00:00Z");
        assertThat(desk.earned()).containsExactly("7/0 REVIEW/2 +4 2026-11-19", "7/0 REVIEW/3 +4 2026-11-19");

        review(1, 1, "08:00");
        desk.credit("2026-11-20T11:00:00Z");
        assertThat(desk.earned().subList(2, 4))
                .containsExactlyInAnyOrder("7/0 REVIEW/3 -4 2026-11-19", "7/0 REVIEW/1 +4 2026-11-19");
        assertThat(desk.balances()).containsExactly("7/0 8");
        assertThat(desk.outcomes())
                .contains(
                        "REVIEW/1 CREDITED STORE_NOT_TAKING_PART",
                        "REVIEW/3 CAP_A_DAY STORE_NOT_TAKING_PART",
                        "REVIEW/4 CAP_A_DAY STORE_NOT_TAKING_PART");

        desk.credit("2026-11-20T12:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(4);
    }

    @Test
    void a_review_waits_for_its_order_and_earns_when_that_is_completed() {
        desk.shop.review(1, 7, 43, 1, "2026-11-19T17:00:00Z", null);
        desk.credit("2026-11-19T18:00:00Z");
        assertThat(desk.outcomes()).contains("REVIEW/1 ORDER ORDER");
        desk.shop.placedOrder(43, 7, 1);
        desk.credit("2026-11-19T19:00:00Z");
        assertThat(desk.outcomes()).contains("REVIEW/1 LINES LINES");
        desk.shop.line(43, 1, "1.00");
        desk.credit("2026-11-19T20:00:00Z");
        assertThat(desk.outcomes()).contains("REVIEW/1 ORDER_COMPLETION ORDER_COMPLETION");
        desk.write(
                "update shop_order set status = 'COMPLETED', completed_at = '2026-11-19 20:30:00' where order_id = 43");
        desk.credit("2026-11-19T21:00:00Z");
        assertThat(desk.earned()).containsExactly("7/0 REVIEW/1 +4 2026-11-19");
        assertThat(desk.exceptions()).noneMatch(line -> line.startsWith("REVIEW"));
    }

    @Test
    void what_takes_long_by_its_nature_does_not_become_an_exception() {
        desk.shop.placedOrder(43, 7, 1);
        desk.shop.line(43, 1, "1.00");
        desk.shop.review(1, 7, 43, 1, "2026-11-19T17:00:00Z", null);
        desk.shop.review(2, 7, 99, 1, "2026-11-19T17:00:00Z", null);
        desk.credit("2026-11-19T18:00:00Z");
        desk.credit("2027-02-19T18:00:00Z");
        assertThat(desk.exceptions())
                .filteredOn(line -> line.startsWith("REVIEW"))
                .hasSize(2)
                .allMatch(line -> line.startsWith("REVIEW/2"));
    }

    @Test
    void only_what_the_member_bought_counts_and_each_line_once() {
        desk.shop.member(8);
        desk.shop.order(44, 0, "2026-11-01T20:00:00Z").line(1, "1.00").insert();
        review(1, 1, "09:00");
        review(2, 1, "10:00");
        review(3, 9, "11:00");
        desk.shop.review(4, 8, 42, 1, "2026-11-19T16:00:00Z", null);
        desk.shop.review(5, 7, 44, 1, "2026-11-19T16:00:00Z", null);
        desk.credit("2026-11-20T10:00:00Z");
        assertThat(desk.outcomes().stream().filter(line -> line.startsWith("REVIEW")))
                .containsExactly(
                        "REVIEW/1 CREDITED STORE_NOT_TAKING_PART",
                        "REVIEW/2 DUPLICATE DUPLICATE",
                        "REVIEW/3 NOT_BOUGHT NOT_BOUGHT",
                        "REVIEW/4 NOT_BOUGHT NOT_BOUGHT",
                        "REVIEW/5 NOT_BOUGHT NOT_BOUGHT");
    }

    @Test
    void a_line_that_was_reviewed_months_ago_does_not_earn_again() {
        review(1, 1, "09:00");
        desk.credit("2026-11-20T10:00:00Z");
        desk.shop.review(2, 7, 42, 1, "2027-03-01T20:00:00Z", null);
        desk.credit("2027-03-02T10:00:00Z");
        assertThat(desk.outcomes()).contains("REVIEW/2 DUPLICATE DUPLICATE");
    }

    @Test
    void coins_and_points_are_both_earned_each_under_its_own_cap() {
        desk.shop.terms(1, "2026-01-01", true, "1");
        review(1, 1, "09:00");
        review(2, 2, "10:00");
        review(3, 3, "11:00");
        desk.credit("2026-11-20T10:00:00Z");
        assertThat(desk.balances()).contains("7/0 8").anyMatch(line -> line.startsWith("7/1 "));
        assertThat(desk.outcomes()).contains("REVIEW/2 CREDITED CREDITED", "REVIEW/3 CAP_A_DAY CAP_A_DAY");
    }

    @Test
    void a_removed_review_keeps_its_place_and_gives_back_what_it_earned() {
        review(1, 1, "09:00");
        review(2, 2, "10:00");
        review(3, 3, "11:00");
        desk.credit("2026-11-19T20:00:00Z");
        desk.write("update shop_review set removed_at = '2026-11-20 09:00:00' where review_id = 1");
        desk.credit("2026-11-20T10:00:00Z");
        assertThat(desk.moves()).containsExactly("7/0 REVIEW/1 REVIEW/1 TAKEN_BACK -4");
        assertThat(desk.balances()).containsExactly("7/0 4");
        assertThat(desk.outcomes()).contains("REVIEW/3 CAP_A_DAY STORE_NOT_TAKING_PART");

        desk.write("update shop_review set removed_at = null where review_id = 1");
        desk.credit("2026-11-20T11:00:00Z");
        assertThat(desk.moves()).isEmpty();
        assertThat(desk.balances()).containsExactly("7/0 8");

        desk.write("update shop_review set removed_at = '2026-11-20 10:30:00' where review_id = 1");
        desk.credit("2026-11-20T12:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 4");
        long entries = desk.rowsOf("entry");
        desk.credit("2026-11-20T13:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(entries);
    }

    @Test
    void a_review_that_arrives_removed_earns_and_gives_back() {
        review(1, 1, "09:00", "2026-11-19T20:00:00Z");
        desk.credit("2026-11-20T10:00:00Z");
        assertThat(desk.earned()).containsExactly("7/0 REVIEW/1 +4 2026-11-19");
        assertThat(desk.moves()).containsExactly("7/0 REVIEW/1 REVIEW/1 TAKEN_BACK -4");
    }

    @Test
    void a_removal_that_is_still_to_come_is_waited_for() {
        review(1, 1, "09:00", "2026-11-20T11:00:00Z");
        desk.credit("2026-11-20T10:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 4");
        desk.credit("2026-11-20T12:00:00Z");
        assertThat(desk.balances()).isEmpty();
    }

    @Test
    void a_removal_after_the_grace_counts_at_its_edge() {
        review(1, 1, "09:00");
        desk.credit("2026-11-20T10:00:00Z");
        desk.write("update shop_review set removed_at = '2026-11-21 09:00:00' where review_id = 1");
        desk.credit("2027-01-20T10:00:00Z");
        assertThat(desk.balances()).isEmpty();
        assertThat(desk.exceptions())
                .filteredOn(line -> line.startsWith("REVIEW"))
                .containsExactly(
                        "REVIEW/1 COINS LATE: removed 2026-11-21T09:00:00Z, taken back as of 2026-12-16T08:00:00Z");
    }

    @Test
    void a_late_removal_that_is_delivered_again_is_no_other_one() {
        review(1, 1, "09:00");
        desk.credit("2026-11-20T10:00:00Z");
        desk.write("update shop_review set removed_at = '2026-11-21 09:00:00' where review_id = 1");
        desk.credit("2027-01-20T10:00:00Z");
        desk.write("update shop_review set updated_at = '2027-01-20' where review_id = 1");
        desk.credit("2027-01-22T10:00:00Z");
        assertThat(desk.exceptions()).noneMatch(line -> line.contains("CHANGED_AFTER_POSTING"));

        desk.write("update shop_review set removed_at = null where review_id = 1");
        desk.credit("2027-01-23T10:00:00Z");
        assertThat(desk.exceptions())
                .anyMatch(line -> line.startsWith("REVIEW/1 COINS CHANGED_AFTER_POSTING: removed no"));
    }
}
