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

/** What check-ins, tasks, shares, games and collection events come to in the books ({@code docs/rules.md} §2). */
class CreditActivitiesIT {

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
                    - {currency: USD, rate: 1}
                activities:
                  check-ins:
                    - {programme: coins, units: [1, 2, 3, 5, 8]}
                    - {programme: points, units: [0, 4]}
                  shares: [{programme: coins, units: 3, cap-a-day: 2, cap: 3}]
                  tasks: [{name: profile, programme: coins, units: 50, cap: 1}]
                  referrals: [{programme: both, units: 100}]
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

    /** At noon in Los Angeles on a day of November. */
    private static String day(int day) {
        return "2026-11-%02dT20:00:00Z".formatted(day);
    }

    private static void checkIn(int day) {
        desk.shop.checkIn(day, 7, day(day));
    }

    @Test
    void example_7() {
        for (int day : new int[] {1, 2, 3, 5, 6}) {
            checkIn(day);
        }
        desk.credit("2026-11-07T00:00:00Z");
        assertThat(desk.earned())
                .containsExactly(
                        "7/0 ACTIVITY/1 +1 2026-11-01",
                        "7/0 ACTIVITY/2 +2 2026-11-02",
                        "7/0 ACTIVITY/3 +3 2026-11-03",
                        "7/0 ACTIVITY/5 +1 2026-11-05",
                        "7/0 ACTIVITY/6 +2 2026-11-06");
        assertThat(desk.balances()).containsExactly("7/0 9");

        checkIn(4);
        desk.credit("2026-11-08T00:00:00Z");
        assertThat(desk.earned().subList(5, 8))
                .containsExactly(
                        "7/0 ACTIVITY/4 +5 2026-11-04", "7/0 ACTIVITY/5 +7 2026-11-05", "7/0 ACTIVITY/6 +6 2026-11-06");
        assertThat(desk.balances()).containsExactly("7/0 27");

        desk.credit("2026-11-09T00:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(8);
    }

    @Test
    void days_are_local_days_also_where_the_clock_is_put_back() {
        desk.shop.checkIn(1, 7, "2026-11-01T06:59:59Z");
        desk.shop.checkIn(2, 7, "2026-11-01T07:00:00Z");
        desk.shop.checkIn(3, 7, "2026-11-02T07:59:59Z");
        desk.shop.checkIn(4, 7, "2026-11-02T08:00:00Z");
        desk.credit("2026-11-03T00:00:00Z");
        assertThat(desk.earned())
                .containsExactly(
                        "7/0 ACTIVITY/1 +1 2026-10-31", "7/0 ACTIVITY/2 +2 2026-11-01", "7/0 ACTIVITY/4 +3 2026-11-02");
        assertThat(desk.outcomes()).contains("ACTIVITY/3 SAME_DAY OTHER_PROGRAMME");
    }

    @Test
    void an_earlier_check_in_of_the_day_takes_the_place_of_the_one_that_was_credited() {
        desk.shop.checkIn(1, 7, "2026-11-03T20:00:00Z");
        desk.credit("2026-11-04T00:00:00Z");
        desk.shop.checkIn(2, 7, "2026-11-03T19:00:00Z");
        desk.credit("2026-11-04T01:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 1");
        assertThat(desk.outcomes())
                .containsExactly("ACTIVITY/1 SAME_DAY OTHER_PROGRAMME", "ACTIVITY/2 CREDITED OTHER_PROGRAMME");
    }

    @Test
    void caps_of_shares_count_the_earliest_of_the_day_and_in_all() {
        for (int share = 1; share <= 5; share++) {
            desk.shop.activity(share, 7, "SHARE", "x", 0, "2026-11-0" + (3 + share / 4) + "T2" + share % 4 + ":00:00Z");
        }
        desk.credit("2026-11-06T00:00:00Z");
        assertThat(desk.outcomes())
                .containsExactly(
                        "ACTIVITY/1 CREDITED OTHER_PROGRAMME",
                        "ACTIVITY/2 CREDITED OTHER_PROGRAMME",
                        "ACTIVITY/3 CAP_A_DAY OTHER_PROGRAMME",
                        "ACTIVITY/4 CREDITED OTHER_PROGRAMME",
                        "ACTIVITY/5 CAP_IN_ALL OTHER_PROGRAMME");
        desk.shop.activity(9, 7, "SHARE", "x", 0, "2026-11-03T19:00:00Z");
        desk.credit("2026-11-06T01:00:00Z");
        assertThat(desk.outcomes())
                .containsExactly(
                        "ACTIVITY/1 CREDITED OTHER_PROGRAMME",
                        "ACTIVITY/2 CAP_A_DAY OTHER_PROGRAMME",
                        "ACTIVITY/3 CAP_A_DAY OTHER_PROGRAMME",
                        "ACTIVITY/4 CREDITED OTHER_PROGRAMME",
                        "ACTIVITY/5 CAP_IN_ALL OTHER_PROGRAMME",
                        "ACTIVITY/9 CREDITED OTHER_PROGRAMME");
        assertThat(desk.balances()).containsExactly("7/0 9");
    }

    @Test
    void what_is_done_for_a_store_earns_its_points_once_its_terms_are_there() {
        desk.shop.activity(1, 7, "CHECK_IN", null, 1, day(3));
        desk.shop.activity(2, 7, "CHECK_IN", null, 1, day(4));
        desk.credit("2026-11-05T00:00:00Z");
        assertThat(desk.outcomes()).contains("ACTIVITY/2 OTHER_PROGRAMME STORE_NOT_TAKING_PART");
        desk.shop.terms(1, "2026-01-01", true, "1");
        desk.credit("2026-11-05T01:00:00Z");
        assertThat(desk.balances()).containsExactly("7/1 4");
        assertThat(desk.outcomes())
                .containsExactly("ACTIVITY/1 OTHER_PROGRAMME BELOW_ONE_UNIT", "ACTIVITY/2 OTHER_PROGRAMME CREDITED");
        desk.shop.activity(3, 7, "CHECK_IN", null, 1, day(2));
        desk.credit("2026-11-05T02:00:00Z");
        assertThat(desk.balances()).containsExactly("7/1 8");
    }

    @Test
    void an_unknown_member_and_an_unknown_store_are_waited_for() {
        desk.shop.checkIn(1, 8, day(3));
        desk.shop.activity(2, 7, "CHECK_IN", null, 9, day(3));
        desk.credit("2026-11-05T00:00:00Z");
        assertThat(desk.outcomes())
                .containsExactly("ACTIVITY/1 MEMBER OTHER_PROGRAMME", "ACTIVITY/2 OTHER_PROGRAMME UNKNOWN_STORE");
        assertThat(desk.rowsOf("account")).isZero();
        desk.shop.member(8);
        desk.shop.store(9);
        desk.shop.terms(9, "2026-01-01", true, "1");
        desk.shop.activity(3, 7, "CHECK_IN", null, 9, day(4));
        desk.credit("2026-11-05T01:00:00Z");
        assertThat(desk.balances()).containsExactly("7/9 4", "8/0 1");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void what_comes_after_the_grace_counts_at_its_edge_and_displaces_nothing() {
        checkIn(2);
        checkIn(3);
        desk.credit("2026-11-04T00:00:00Z");
        checkIn(1);
        desk.shop.checkIn(9, 7, "2026-11-02T19:00:00Z");
        desk.credit("2026-12-20T08:00:00Z");
        assertThat(desk.earned().subList(2, 3)).containsExactly("7/0 ACTIVITY/1 +1 2026-11-15");
        assertThat(desk.outcomes())
                .contains("ACTIVITY/2 CREDITED OTHER_PROGRAMME", "ACTIVITY/9 SAME_DAY OTHER_PROGRAMME");
        assertThat(desk.exceptions()).hasSize(2).allMatch(line -> line.contains(" COINS LATE: of 2026-11-0"));
        desk.credit("2026-12-20T09:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(3);
    }

    @Test
    void what_the_shop_changes_after_it_is_posted_stands_until_it_is_delivered_again_as_it_was() {
        checkIn(2);
        checkIn(3);
        desk.credit("2026-11-04T00:00:00Z");
        desk.write("update shop_activity set occurred_at = '2026-11-08 20:00:00' where activity_id = 2");
        checkIn(4);
        desk.credit("2026-11-09T00:00:00Z");
        assertThat(desk.outcomes()).contains("ACTIVITY/2 CHANGED_AFTER_POSTING OTHER_PROGRAMME");
        assertThat(desk.balances()).containsExactly("7/0 6");
        desk.write("update shop_activity set occurred_at = '2026-11-02 20:00:00' where activity_id = 2");
        desk.credit("2026-11-09T01:00:00Z");
        assertThat(desk.exceptions()).isEmpty();
        assertThat(desk.rowsOf("entry")).isEqualTo(3);
    }

    @Test
    void one_of_the_far_future_is_told_and_does_not_count() {
        checkIn(2);
        desk.shop.checkIn(9, 7, "2030-01-01T20:00:00Z");
        desk.credit("2026-11-04T00:00:00Z");
        assertThat(desk.outcomes()).contains("ACTIVITY/9 IN_THE_FUTURE IN_THE_FUTURE");
        desk.write("update shop_activity set occurred_at = '2026-11-01 20:00:00' where activity_id = 9");
        desk.credit("2026-11-04T01:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 3");
    }

    @Test
    void a_run_up_to_midnight_after_one_of_the_day_corrects_what_that_has_credited() {
        checkIn(2);
        checkIn(3);
        desk.credit("2026-11-03T21:00:00Z");
        checkIn(1);
        desk.credit("2026-11-03T08:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 6");
    }

    @Test
    void a_rehearsal_tells_the_corrections_and_posts_none() {
        checkIn(2);
        desk.credit("2026-11-04T00:00:00Z");
        checkIn(1);
        assertThat(desk.rehearse("credit-activities", "2026-11-04T01:00:00Z"))
                .containsExactly("7/0 ACTIVITY/1 ACTIVITY/1 EARNED 1", "7/0 ACTIVITY/2 ACTIVITY/2 EARNED 1");
        assertThat(desk.balances()).containsExactly("7/0 1");
    }

    @Test
    void spent_units_that_are_not_earned_any_more_become_debt() {
        desk.shop.activity(1, 7, "TASK", "profile", 0, day(3));
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.discountedLine(42, 1, 500, 50, 0);
        desk.shop.paid(42, day(5));
        desk.shop.redemption(5, 42, 7, 0, 50, day(4));
        desk.settleAll("2026-11-06T00:00:00Z");
        assertThat(desk.balances()).isEmpty();
        desk.shop.activity(2, 7, "TASK", "profile", 0, day(2));
        desk.settleAll("2026-11-06T01:00:00Z");
        assertThat(desk.moves()).containsExactly("7/0 ACTIVITY/2 REDEMPTION/5 SPENT -50");
        assertThat(desk.outcomes()).contains("ACTIVITY/1 CAP_IN_ALL OTHER_PROGRAMME");
    }
}
