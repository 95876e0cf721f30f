package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Shards;
import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What referrals come to in the books ({@code docs/rules.md} §2): members 7 and 8 refer 9. */
class ReferralsIT {

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
                  referrals: [{programme: coins, units: 100}]
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
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    private static void order(int order, String completedAt) {
        desk.shop.order(order, 9, completedAt).line(1, "1.00").insert();
    }

    private static String referral() {
        return database.jdbc()
                .sql("select group_concat(concat(friend_id, ' ', activity_id, ' ', completed_at)) from referral")
                .query(String.class)
                .optional()
                .orElse("none");
    }

    @Test
    void it_earns_when_the_friends_first_order_is_completed_as_of_that_time() {
        desk.shop.referral(1, 7, 9, 0, "2026-11-01T20:00:00Z");
        desk.credit("2026-11-02T00:00:00Z");
        assertThat(desk.outcomes()).contains("ACTIVITY/1 FRIENDS_FIRST_ORDER OTHER_PROGRAMME");
        assertThat(desk.rowsOf("account")).isZero();
        desk.credit("2027-03-02T00:00:00Z");
        assertThat(desk.exceptions()).isEmpty();

        order(1, "2027-03-05T20:00:00Z");
        order(2, "2027-03-06T20:00:00Z");
        desk.credit("2027-03-07T00:00:00Z");
        assertThat(desk.earned()).containsExactly("7/0 ACTIVITY/1 +100 2027-03-05");
        assertThat(referral()).startsWith("9 1 2027-03-05 20:00:00");
    }

    @Test
    void an_order_that_was_completed_earlier_and_comes_later_moves_the_credit() {
        desk.shop.referral(1, 7, 9, 0, "2026-11-01T20:00:00Z");
        order(2, "2026-11-06T20:00:00Z");
        desk.credit("2026-11-07T00:00:00Z");
        order(1, "2026-11-04T20:00:00Z");
        desk.credit("2026-11-07T01:00:00Z");
        assertThat(desk.earned())
                .containsExactlyInAnyOrder(
                        "7/0 ACTIVITY/1 +100 2026-11-06",
                        "7/0 ACTIVITY/1 +100 2026-11-04",
                        "7/0 ACTIVITY/1 -100 2026-11-06");
        assertThat(referral()).startsWith("9 1 2026-11-04 20:00:00");
        desk.credit("2026-11-07T02:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(3);
    }

    @Test
    void an_order_from_before_the_referral_takes_the_credit_back() {
        desk.shop.referral(1, 7, 9, 0, "2026-11-05T20:00:00Z");
        order(2, "2026-11-06T20:00:00Z");
        desk.credit("2026-11-07T00:00:00Z");
        order(1, "2026-11-04T20:00:00Z");
        desk.credit("2026-11-07T01:00:00Z");
        assertThat(desk.balances()).isEmpty();
        assertThat(desk.outcomes()).contains("ACTIVITY/1 NOT_NEW OTHER_PROGRAMME");
        assertThat(desk.rowsOf("referral")).isZero();
    }

    @Test
    void an_earlier_referral_that_comes_later_wins_across_shards() {
        assertThat(Shards.of(7)).isNotEqualTo(Shards.of(8));
        order(1, "2026-11-06T20:00:00Z");
        desk.shop.referral(2, 8, 9, 0, "2026-11-02T20:00:00Z");
        desk.credit("2026-11-07T00:00:00Z");
        assertThat(desk.balances()).containsExactly("8/0 100");

        desk.shop.referral(1, 7, 9, 0, "2026-11-01T20:00:00Z");
        desk.credit("2026-11-07T01:00:00Z");
        assertThat(desk.outcomes()).contains("ACTIVITY/2 OTHER_REFERRER OTHER_PROGRAMME");
        desk.credit("2026-11-07T02:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 100");
        assertThat(desk.outcomes()).contains("ACTIVITY/1 CREDITED OTHER_PROGRAMME");
        assertThat(referral()).startsWith("9 1 ");
        assertThat(database.jdbc()
                        .sql("select count(*) from shop_activity where changed_at is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void what_is_frozen_stays_with_whom_it_was_credited_to() {
        order(1, "2026-11-06T20:00:00Z");
        desk.shop.referral(2, 8, 9, 0, "2026-11-02T20:00:00Z");
        desk.credit("2026-11-07T00:00:00Z");
        desk.shop.referral(1, 7, 9, 0, "2026-11-01T20:00:00Z");
        desk.credit("2027-01-07T00:00:00Z");
        assertThat(desk.balances()).containsExactly("8/0 100");
        assertThat(desk.outcomes()).contains("ACTIVITY/1 OTHER_REFERRER OTHER_PROGRAMME");
    }

    @Test
    void the_later_referral_of_a_friend_earns_nothing_nor_does_ones_own() {
        order(1, "2026-11-06T20:00:00Z");
        desk.shop.referral(1, 7, 9, 0, "2026-11-02T20:00:00Z");
        desk.shop.referral(2, 8, 9, 0, "2026-11-03T20:00:00Z");
        desk.shop.referral(3, 9, 9, 0, "2026-11-01T20:00:00Z");
        desk.credit("2026-11-07T00:00:00Z");
        assertThat(desk.balances()).containsExactly("7/0 100");
        assertThat(desk.outcomes())
                .contains("ACTIVITY/2 OTHER_REFERRER OTHER_PROGRAMME", "ACTIVITY/3 OWN_REFERRAL OTHER_PROGRAMME");
    }
}
