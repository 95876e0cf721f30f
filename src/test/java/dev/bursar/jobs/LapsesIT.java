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

/**
 * docs/rules.md §4 and §8, from the shop's tables through the steps to the books. Coins live 30 days; those of store 2 as
 * long as its terms say. Midnight is at 08:00 UTC.
 */
class LapsesIT {

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
                  life:
                    - {to: 2026-01-01, value: P90D}
                    - {from: 2026-01-01, to: 2026-02-01, value: P90D}
                    - {from: 2026-02-01, value: P30D}
                  rates:
                    - {currency: USD, rate: 1}
                spending:
                  coin-values: [{currency: USD, value: 0.01}]
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

    /** A lot of so many coins. */
    private static void lot(long order, int units, String completedAt) {
        desk.shop.order(order, 7, completedAt).line(1, units + ".00").insert();
    }

    private static void redeemed(long redemption, long units, String at) {
        desk.shop.placedOrder(redemption, 7, 1);
        desk.shop.discountedLine(redemption, 1, units * 10, units, 0);
        desk.shop.redemption(redemption, redemption, 7, 0, units, at);
    }

    @Test
    void example_10_what_is_left_of_a_lot_lapses_at_its_end() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        lot(2, 50, "2026-11-19T20:00:00Z");
        redeemed(60, 60, "2026-12-01T20:00:00Z");
        desk.shop.paid(60, "2026-12-01T20:01:00Z");
        desk.settle("2026-12-02T08:00:00Z");
        desk.night("2026-12-20T07:59:59Z");
        assertThat(desk.lapses()).isEmpty();
        desk.night("2026-12-20T08:00:00Z");
        assertThat(desk.lapses()).containsExactly("7/0 ORDER/2 LAPSED -20 2026-12-20T08:00:00Z 2026-12-20");
    }

    @Test
    void example_25_ninety_days_from_15_january_end_with_15_april() {
        lot(1, 5, "2026-01-15T18:00:00Z");
        desk.night("2026-01-16T08:00:00Z");
        desk.lapse("2026-04-16T06:59:59Z");
        assertThat(desk.lapses()).isEmpty();
        desk.lapse("2026-04-16T07:00:00Z");
        assertThat(desk.lapses()).containsExactly("7/0 ORDER/1 LAPSED -5 2026-04-16T07:00:00Z 2026-04-16");
    }

    private static void example28() {
        lot(1, 9, "2026-11-09T20:00:00Z");
        desk.run("2026-11-10T08:00:00Z");
        redeemed(60, 9, "2026-12-09T18:00:00Z");
        desk.night("2026-12-10T08:00:00Z");
        assertThat(desk.lapses()).isEmpty();
        assertThat(desk.reserved()).containsExactly("7/0 ORDER/1 9");
    }

    @Test
    void example_28_reserved_units_do_not_lapse_and_are_taken_once_paid() {
        example28();
        desk.shop.paid(60, "2026-12-11T18:00:00Z");
        desk.night("2026-12-12T08:00:00Z");
        assertThat(desk.moves()).containsExactly("7/0 ORDER/1 REDEMPTION/60 SPENT -9");
    }

    @Test
    void example_28_cancelled_unpaid_they_lapse_as_of_their_end() {
        example28();
        desk.shop.cancelled(60, "2026-12-11T18:00:00Z");
        desk.night("2026-12-12T08:00:00Z");
        assertThat(desk.lapses()).containsExactly("7/0 ORDER/1 LAPSED -9 2026-12-10T08:00:00Z 2026-12-10");
    }

    @Test
    void reserved_units_whose_order_is_never_heard_of_again_lapse_when_it_timed_out() {
        example28();
        desk.night("2026-12-16T08:00:00Z");
        assertThat(desk.lapses()).isEmpty();
        desk.lapse("2026-12-17T08:00:00Z");
        assertThat(desk.lapses()).containsExactly("7/0 ORDER/1 LAPSED -9 2026-12-10T08:00:00Z 2026-12-10");
    }

    @Test
    void example_29_a_redemption_that_arrives_late_takes_the_lapse_back() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        desk.night("2026-12-10T08:00:00Z");
        assertThat(desk.lapses()).containsExactly("7/0 ORDER/1 LAPSED -30 2026-12-10T08:00:00Z 2026-12-10");
        redeemed(60, 10, "2026-12-09T18:00:00Z");
        desk.shop.paid(60, "2026-12-09T18:01:00Z");
        desk.night("2026-12-13T08:00:00Z");
        assertThat(desk.lapses())
                .containsExactly(
                        "7/0 ORDER/1 LAPSED -30 2026-12-10T08:00:00Z 2026-12-10",
                        "7/0 ORDER/1 LAPSE_REVERSED 10 2026-12-10T08:00:00Z 2026-12-10");
        assertThat(desk.moves())
                .containsExactlyInAnyOrder(
                        "7/0 ORDER/1 ORDER/1 LAPSED -30",
                        "7/0 ORDER/1 ORDER/1 LAPSE_REVERSED 10",
                        "7/0 ORDER/1 REDEMPTION/60 SPENT -10");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void beyond_the_grace_a_late_redemption_takes_no_lapse_back() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        desk.night("2026-12-10T08:00:00Z");
        redeemed(60, 10, "2026-12-09T18:00:00Z");
        desk.shop.paid(60, "2026-12-09T18:01:00Z");
        desk.night("2027-01-20T08:00:00Z");
        assertThat(desk.lapses()).hasSize(1);
        assertThat(desk.exceptions()).anyMatch(line -> line.startsWith("REDEMPTION/60 SPENDING LATE"));
    }

    @Test
    void any_number_of_missed_nights_is_caught_up_each_lot_as_of_its_own_end() {
        lot(1, 1, "2026-09-20T20:00:00Z");
        lot(2, 2, "2026-10-01T20:00:00Z");
        lot(3, 3, "2026-10-02T20:00:00Z");
        lot(4, 4, "2026-11-19T20:00:00Z");
        desk.credit("2026-10-03T08:00:00Z");
        desk.night("2026-11-20T08:00:00Z");
        assertThat(desk.lapses())
                .containsExactly(
                        "7/0 ORDER/1 LAPSED -1 2026-10-21T07:00:00Z 2026-10-21",
                        "7/0 ORDER/2 LAPSED -2 2026-11-01T07:00:00Z 2026-11-01",
                        "7/0 ORDER/3 LAPSED -3 2026-11-02T08:00:00Z 2026-11-02");
    }

    @Test
    void a_day_that_is_closed_takes_no_lapse_the_oldest_open_one_does() {
        lot(1, 1, "2026-10-01T20:00:00Z");
        lot(2, 2, "2026-11-01T20:00:00Z");
        desk.credit("2026-10-03T08:00:00Z");
        desk.write("update books set oldest_open_day = '2026-11-05'");
        desk.night("2026-12-20T08:00:00Z");
        desk.write("update books set oldest_open_day = '1970-01-01'");
        assertThat(desk.lapses())
                .containsExactly(
                        "7/0 ORDER/1 LAPSED -1 2026-11-01T07:00:00Z 2026-11-05",
                        "7/0 ORDER/2 LAPSED -2 2026-12-02T08:00:00Z 2026-12-02");
        desk.write("update books set oldest_open_day = '2026-11-05'");
    }

    @Test
    void nothing_lapses_twice() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        desk.night("2026-12-10T08:00:00Z");
        desk.lapse("2026-12-10T09:00:00Z");
        desk.lapse("2026-12-11T08:00:00Z");
        desk.lapse("2026-12-01T08:00:00Z");
        assertThat(desk.lapses()).hasSize(1);
    }

    @Test
    void a_dry_run_tells_what_then_lapses_and_leaves_all_as_it_is() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        lot(2, 7, "2026-11-08T20:00:00Z");
        desk.shop.member(8);
        desk.shop.order(3, 8, "2026-11-08T20:00:00Z").line(1, "3.00").insert();
        desk.run("2026-11-10T08:00:00Z");
        redeemed(60, 9, "2026-12-08T18:00:00Z");
        desk.settleAll("2026-12-09T07:00:00Z");
        List<String> rehearsed = desk.rehearse("expire-coins", "2026-12-10T08:00:00Z");
        assertThat(desk.rehearse("expire-coins", "2026-12-10T08:00:00Z")).isEqualTo(rehearsed);
        assertThat(desk.lapses()).isEmpty();
        desk.lapse("2026-12-10T08:00:00Z");
        assertThat(rehearsed).containsExactlyInAnyOrderElementsOf(desk.moves()).hasSize(2);
    }

    @Test
    void an_order_that_comes_later_than_its_coins_would_have_ended_is_settled_with_their_lapse() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        desk.night("2026-12-12T08:00:00Z");
        lot(2, 5, "2026-11-10T20:00:00Z");
        desk.run("2026-12-11T00:00:00Z");
        assertThat(desk.lapses())
                .containsExactly(
                        "7/0 ORDER/1 LAPSED -30 2026-12-10T08:00:00Z 2026-12-10",
                        "7/0 ORDER/2 LAPSED -5 2026-12-11T08:00:00Z 2026-12-11");
    }

    @Test
    void points_lapse_at_the_end_that_their_store_s_terms_give_them() {
        desk.shop.store(2);
        desk.shop.terms(2, "2020-01-01", true, "1");
        desk.write("update shop_store_terms set lot_life = 'P1M'");
        desk.shop.order(1, 7, "2026-10-31T20:00:00Z").store(2).line(1, "6.00").insert();
        desk.night("2026-11-01T07:00:00Z");
        desk.night("2026-12-01T08:00:00Z");
        assertThat(desk.lapses())
                .containsExactly(
                        "7/0 ORDER/1 LAPSED -6 2026-12-01T08:00:00Z 2026-12-01",
                        "7/2 ORDER/1 LAPSED -6 2026-12-01T08:00:00Z 2026-12-01");
    }

    @Test
    void a_proof_finds_what_had_ended_and_did_not_lapse() {
        lot(1, 30, "2026-11-09T20:00:00Z");
        lot(2, 5, "2026-11-20T20:00:00Z");
        desk.night("2026-12-10T08:00:00Z");
        desk.write("update account set next_end_at = null where member_id = 7 and programme_id = 0");
        assertThat(desk.deviations())
                .containsExactly("member 7, coins, lot ORDER/2/0: next end: expected 2026-12-21T08:00:00Z or earlier,"
                        + " found none");
        desk.lapse("2027-01-01T08:00:00Z");
        desk.write("update account set next_end_at = '2026-12-21 08:00:00' where member_id = 7 and programme_id = 0");
        assertThat(desk.deviations())
                .containsExactly("member 7, coins, lot ORDER/2/0: not lapsed: expected nothing left, as it had ended by"
                        + " 2027-01-01T08:00:00Z, found 5 units");
        desk.lapse("2027-01-01T09:00:00Z");
    }
}
