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

/** docs/rules.md §4, points for want of purchases: those of store 2, a month after the last one. */
class InactivityIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", """
                version: 1
                market: test
                time-zone: America/Los_Angeles
                grace: P70D
                activities:
                  reviews: [{programme: points, units: 4}]
                """));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void open() {
        desk.open();
        desk.shop.store(2);
        desk.shop.terms(2, "2020-01-01", true, "1");
        desk.write("update shop_store_terms set inactive_after = 'P1M'");
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    private static void purchase(long order, String paid, String completedAt) {
        desk.shop.order(order, 7, completedAt).store(2).line(1, paid).insert();
    }

    @Test
    void points_lapse_with_the_day_on_which_the_period_without_a_purchase_is_over() {
        purchase(1, "6.00", "2026-09-20T20:00:00Z");
        purchase(2, "7.00", "2026-10-10T20:00:00Z");
        desk.night("2026-10-11T07:00:00Z");
        desk.night("2026-11-11T07:59:59Z");
        assertThat(desk.lapses()).isEmpty();
        desk.night("2026-11-11T08:00:00Z");
        assertThat(desk.lapses())
                .containsExactly(
                        "7/2 ORDER/1 LAPSED -6 2026-11-11T08:00:00Z 2026-11-11",
                        "7/2 ORDER/2 LAPSED -7 2026-11-11T08:00:00Z 2026-11-11");
    }

    @Test
    void a_lot_whose_own_end_comes_first_lapses_then() {
        desk.write("update shop_store_terms set lot_life = 'P10D'");
        purchase(1, "6.00", "2026-10-10T20:00:00Z");
        desk.night("2026-10-11T07:00:00Z");
        desk.write("update shop_store_terms set lot_life = null");
        purchase(2, "7.00", "2026-10-11T20:00:00Z");
        desk.night("2026-10-12T07:00:00Z");
        desk.lapse("2026-12-20T08:00:00Z");
        assertThat(desk.lapses())
                .containsExactly(
                        "7/2 ORDER/1 LAPSED -6 2026-10-21T07:00:00Z 2026-10-21",
                        "7/2 ORDER/2 LAPSED -7 2026-11-12T08:00:00Z 2026-11-12");
    }

    @Test
    void a_purchase_that_earns_nothing_keeps_the_points_too() {
        purchase(1, "6.00", "2026-09-20T20:00:00Z");
        desk.night("2026-09-21T07:00:00Z");
        purchase(2, "0.40", "2026-10-10T20:00:00Z");
        desk.night("2026-10-11T07:00:00Z");
        desk.night("2026-10-25T07:00:00Z");
        assertThat(desk.lapses()).isEmpty();
        desk.night("2026-11-11T08:00:00Z");
        assertThat(desk.lapses()).containsExactly("7/2 ORDER/1 LAPSED -6 2026-11-11T08:00:00Z 2026-11-11");
    }

    @Test
    void a_review_does_not_keep_them() {
        purchase(1, "6.00", "2026-10-10T20:00:00Z");
        desk.night("2026-10-11T07:00:00Z");
        desk.shop.review(9, 7, 1, 1, "2026-11-01T20:00:00Z", null);
        desk.night("2026-11-11T08:00:00Z");
        assertThat(desk.lapses())
                .containsExactlyInAnyOrder(
                        "7/2 ORDER/1 LAPSED -6 2026-11-11T08:00:00Z 2026-11-11",
                        "7/2 REVIEW/9 LAPSED -4 2026-11-11T08:00:00Z 2026-11-11");
    }

    @Test
    void what_lapsed_before_a_later_purchase_stays_lapsed() {
        purchase(1, "6.00", "2026-09-20T20:00:00Z");
        desk.night("2026-09-21T07:00:00Z");
        purchase(2, "7.00", "2026-11-01T20:00:00Z");
        desk.night("2026-11-02T08:00:00Z");
        assertThat(desk.lapses()).containsExactly("7/2 ORDER/1 LAPSED -6 2026-10-21T07:00:00Z 2026-10-21");
        desk.night("2026-12-02T08:00:00Z");
        assertThat(desk.lapses())
                .containsExactly(
                        "7/2 ORDER/1 LAPSED -6 2026-10-21T07:00:00Z 2026-10-21",
                        "7/2 ORDER/2 LAPSED -7 2026-12-02T08:00:00Z 2026-12-02");
    }

    @Test
    void a_purchase_that_arrives_late_takes_the_lapse_back() {
        purchase(1, "6.00", "2026-09-20T20:00:00Z");
        desk.night("2026-09-21T07:00:00Z");
        desk.night("2026-10-21T07:00:00Z");
        assertThat(desk.lapses()).hasSize(1);
        purchase(2, "0.40", "2026-10-10T20:00:00Z");
        desk.night("2026-10-30T07:00:00Z");
        assertThat(desk.lapses())
                .containsExactly(
                        "7/2 ORDER/1 LAPSED -6 2026-10-21T07:00:00Z 2026-10-21",
                        "7/2 ORDER/1 LAPSE_REVERSED 6 2026-10-21T07:00:00Z 2026-10-21");
        desk.night("2026-11-11T08:00:00Z");
        assertThat(desk.balances()).isEmpty();
    }

    @Test
    void terms_that_change_later_leave_the_clock_of_a_purchase_as_it_is() {
        purchase(1, "6.00", "2026-10-10T20:00:00Z");
        desk.night("2026-10-11T07:00:00Z");
        desk.write("update shop_store_terms set inactive_after = 'P1D'");
        desk.night("2026-10-15T07:00:00Z");
        assertThat(desk.lapses()).isEmpty();
        desk.write("update shop_store_terms set inactive_after = null");
        desk.night("2026-11-11T08:00:00Z");
        assertThat(desk.lapses()).hasSize(1);
    }

    @Test
    void a_purchase_in_a_store_without_a_period_keeps_nothing_and_nothing_lapses() {
        desk.write("update shop_store_terms set inactive_after = null");
        purchase(1, "6.00", "2026-10-10T20:00:00Z");
        desk.night("2026-10-11T07:00:00Z");
        desk.lapse("2030-10-11T07:00:00Z");
        assertThat(desk.lapses()).isEmpty();
        assertThat(desk.rowsOf("activity_clock")).isZero();
    }
}
