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

/** What becomes of judged referrals when they, or the orders of the friends, change ({@code docs/rules.md} §2). */
class ReferralCorrectionsIT {

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
                  referrals: [{programme: coins, units: 100, from: 2026-11-05}]
                """));
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void clear() {
        desk.open();
        desk.shop.member(8);
        desk.shop.member(9);
        desk.shop.member(10);
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    private static void order(int order, long member, String at) {
        desk.shop.order(order, member, at).line(1, "1.00").insert();
    }

    /** Member 7 refers member 9, who completes an order on the 6th, and is credited by a first run. */
    private static void credited() {
        desk.shop.referral(1, 7, 9, 0, "2026-11-01T20:00:00Z");
        order(1, 9, "2026-11-06T20:00:00Z");
        desk.credit("2026-11-07T00:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 100");
    }

    private static String creditedAt() {
        return desk.jdbc()
                .sql("select group_concat(completed_at) from referral")
                .query(String.class)
                .optional()
                .orElse("never");
    }

    @Test
    void an_order_that_turns_out_to_be_completed_later_moves_the_credit() {
        credited();
        desk.write("update shop_order set completed_at = '2026-11-06 21:00:00' where order_id = 1");
        desk.assertRight();
        desk.credit("2026-11-07T12:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 100");
        assertThat(creditedAt()).startsWith("2026-11-06 21:00:00");
    }

    @Test
    void an_order_that_does_not_stand_takes_the_credit_back_until_there_is_another() {
        credited();
        desk.write("update shop_order set status = 'CANCELLED', completed_at = null, cancelled_at = '2026-11-07'"
                + " where order_id = 1");
        desk.credit("2026-11-07T12:00:00Z");
        assertThat(desk.balances()).isEmpty();
        assertThat(desk.outcomes()).contains("ACTIVITY/1 FRIENDS_FIRST_ORDER OTHER_PROGRAMME");
        desk.assertRight();

        order(2, 9, "2026-11-07T20:00:00Z");
        desk.credit("2026-11-08T00:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 100");
        assertThat(creditedAt()).startsWith("2026-11-07 20:00:00");
    }

    @Test
    void what_is_frozen_stays_whatever_becomes_of_the_order() {
        credited();
        desk.credit("2027-01-07T00:00:00Z");
        desk.write("update shop_order set completed_at = '2026-11-06 21:00:00' where order_id = 1");
        desk.credit("2027-01-07T12:00:00Z");
        assertThat(creditedAt()).startsWith("2026-11-06 20:00:00");
    }

    @Test
    void an_earlier_order_of_a_time_for_which_nothing_was_set_takes_the_credit_back() {
        credited();
        order(2, 9, "2026-11-03T20:00:00Z");
        desk.assertRight();
        desk.credit("2026-11-07T12:00:00Z");
        assertThat(desk.balances()).isEmpty();
        assertThat(desk.outcomes()).contains("ACTIVITY/1 NO_SETTING OTHER_PROGRAMME");
        assertThat(creditedAt()).isEqualTo("never");
    }

    @Test
    void a_friend_who_was_new_after_all_earns_the_credit() {
        desk.shop.referral(1, 7, 9, 0, "2026-11-06T20:00:00Z");
        order(1, 9, "2026-11-06T10:00:00Z");
        desk.credit("2026-11-07T00:00:00Z");
        assertThat(desk.outcomes()).contains("ACTIVITY/1 NOT_NEW OTHER_PROGRAMME");
        desk.write("update shop_order set completed_at = '2026-11-06 21:00:00' where order_id = 1");
        desk.credit("2026-11-07T12:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 100");
    }

    @Test
    void the_next_in_line_earns_when_the_first_referral_is_of_somebody_else_after_all() {
        desk.shop.referral(1, 7, 9, 0, "2026-11-05T20:00:00Z");
        desk.shop.referral(2, 8, 9, 0, "2026-11-05T21:00:00Z");
        desk.credit("2026-11-06T00:00:00Z");
        desk.write("update shop_activity set friend_id = 10 where activity_id = 1");
        desk.credit("2026-11-06T12:00:00Z");
        order(1, 9, "2026-11-06T20:00:00Z");
        desk.credit("2026-11-07T12:00:00Z");
        assertThat(desk.balances()).containsExactly("8/0 100");
        assertThat(desk.outcomes()).contains("ACTIVITY/1 FRIENDS_FIRST_ORDER OTHER_PROGRAMME");
    }

    @Test
    void nobody_is_next_in_line_while_somebody_keeps_the_credit() {
        credited();
        desk.shop.referral(2, 8, 9, 0, "2026-11-05T21:00:00Z");
        desk.credit("2026-11-07T01:00:00Z");
        desk.write("update shop_activity set friend_id = 10 where activity_id = 1");
        desk.credit("2026-11-07T12:00:00Z");
        assertThat(desk.outcomes())
                .contains(
                        "ACTIVITY/1 CHANGED_AFTER_POSTING OTHER_PROGRAMME",
                        "ACTIVITY/2 OTHER_REFERRER OTHER_PROGRAMME");
        assertThat(desk.balances()).containsExactly("7/0 100");
    }
}
