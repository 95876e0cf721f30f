package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What completed orders earn, docs/rules.md §2, on its way through step, books and outcomes. */
class CreditOrdersIT {

    private static final Policy MARKET = PolicyFiles.parse("market.yaml", """
            version: 1
            market: test
            time-zone: America/Los_Angeles
            coins:
              excluded-categories: [gift-cards]
              life: P90D
              rates:
                - {currency: USD, rate: 1}
                - {currency: USD, category: wine, rate: 0.5}
            points:
              pending: P14D
            promotions:
              - {id: 1, name: Double, from: 2026-11-11, to: 2026-11-12, programme: coins, activity: order, multiplier: 2}
              - {id: 2, name: Bonus, from: 2026-11-12, to: 2026-11-13, programme: coins, activity: order, bonus: 50, life: {until: 2026-12-31}, funder: marketing}
            """);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, MARKET);
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
    void a_completed_order_earns_its_coins_once() {
        desk.shop
                .order(42, 7, "2026-11-19T10:00:00Z")
                .line(1, "12.34")
                .line(2, "0.99")
                .insert();
        desk.run("2026-11-20T00:00:00Z");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 13 [[1, 12], [2, 1]]");
        assertThat(desk.rowsOf("entry")).isEqualTo(1);
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED STORE_NOT_TAKING_PART");
    }

    @Test
    void a_store_that_takes_part_gives_points_beside_the_coins() {
        desk.shop.terms(1, "2026-11-01", true, "2.5");
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "12.34").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 12 [[1, 12]]", "7/1 ORDER/42/0 30 [[1, 30]]");
        assertThat(desk.outcomes()).containsExactly("ORDER/42 CREDITED CREDITED");
    }

    @Test
    void a_store_gives_no_points_before_its_terms_nor_after_it_stops_taking_part() {
        desk.shop.terms(1, "2026-11-01", true, "2");
        desk.shop.terms(1, "2026-11-10", false, "2");
        desk.shop.order(41, 7, "2026-10-31T10:00:00Z").line(1, "5.00").insert();
        desk.shop.order(42, 7, "2026-11-05T10:00:00Z").line(1, "5.00").insert();
        desk.shop.order(43, 7, "2026-11-11T02:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.lots().stream().filter(lot -> lot.startsWith("7/1 ")))
                .containsExactly("7/1 ORDER/42/0 10 [[1, 10]]");
    }

    @Test
    void a_product_with_a_reward_of_its_own_earns_that_instead_of_the_rate() {
        desk.shop
                .order(42, 7, "2026-11-19T10:00:00Z")
                .line(1, "8.00")
                .line(2, "2.50")
                .insertLines();
        desk.write("update shop_order_line set coin_reward = 5, quantity = 3 where line_no = 1");
        desk.shop
                .order(42, 7, "2026-11-19T10:00:00Z")
                .line(1, "8.00")
                .line(2, "2.50")
                .insertOrder();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 17 [[1, 15], [2, 2]]");
    }

    @Test
    void rates_go_by_category_and_some_categories_earn_nothing() {
        desk.shop
                .order(42, 7, "2026-11-19T10:00:00Z")
                .line(1, "8.00")
                .line(2, "7.00")
                .line(3, "9.00")
                .insert();
        desk.write("update shop_order_line set category = 'wine' where line_no = 1");
        desk.write("update shop_order_line set category = 'gift-cards' where line_no = 3");
        desk.shop.order(43, 7, "2026-11-19T10:00:00Z").line(1, "9.00").insert();
        desk.write("update shop_order_line set earns_points = false where order_id = 43");
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 11 [[1, 4], [2, 7]]");
        assertThat(desk.outcomes()).contains("ORDER/43 NO_EARNING_LINES STORE_NOT_TAKING_PART");
    }

    @Test
    void a_promotion_multiplies_within_its_window_of_local_days() {
        desk.shop.order(41, 7, "2026-11-11T07:59:59Z").line(1, "5.00").insert();
        desk.shop.order(42, 7, "2026-11-11T08:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/41/0 5 [[1, 5]]", "7/0 ORDER/42/0 10 [[1, 10]]");
    }

    @Test
    void a_bonus_is_a_lot_of_its_own_with_its_own_end_and_payer() {
        desk.shop.order(42, 7, "2026-11-12T20:00:00Z").line(1, "39.90").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.jdbc()
                        .sql(
                                "select concat(part, ' ', earned, ' ', ends_at, ' ', funder, ' ', origin) from lot order by part")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "0 39 2027-02-11 08:00:00.000000 platform PURCHASE",
                        "2 50 2027-01-01 08:00:00.000000 marketing PROMOTION");
    }

    @Test
    void pending_units_are_credited_at_once_and_available_later() {
        desk.shop.terms(1, "2026-11-01", true, "2");
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.jdbc()
                        .sql(
                                "select concat(programme_id, ' ', earned_at, ' ', available_at) from lot order by programme_id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "0 2026-11-19 10:00:00.000000 2026-11-19 10:00:00.000000",
                        "1 2026-11-19 10:00:00.000000 2026-12-04 08:00:00.000000");
    }

    @Test
    void guests_and_sums_below_one_unit_earn_nothing_and_that_is_an_outcome() {
        desk.shop.order(42, 0, "2026-11-19T10:00:00Z").line(1, "12.34").insert();
        desk.shop.order(43, 7, "2026-11-19T10:00:00Z").line(1, "0.80").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes())
                .containsExactly("ORDER/42 GUEST GUEST", "ORDER/43 BELOW_ONE_UNIT STORE_NOT_TAKING_PART");
        assertThat(desk.rowsOf("lot")).isZero();
    }

    @Test
    void an_order_that_is_not_completed_is_left_alone_until_it_is() {
        desk.shop
                .order(42, 7, "2026-11-19T10:00:00Z")
                .status("SHIPPED")
                .notCompleted()
                .line(1, "5.00")
                .insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).isEmpty();
        desk.write("update shop_order set status = 'COMPLETED', completed_at = '2026-11-20 01:00:00'");
        desk.run("2026-11-20T02:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
    }

    @Test
    void every_judged_order_has_exactly_one_outcome_and_whatever_earned_has_its_lots() {
        desk.shop.terms(1, "2026-11-01", true, "1");
        for (int order = 1; order <= 40; order++) {
            desk.shop
                    .order(order, order % 4 == 0 ? 0 : 7, "2026-11-19T10:00:00Z")
                    .line(1, order % 3 == 0 ? "0.50" : "3.00")
                    .missing(order % 5 == 0 ? 1 : 0)
                    .insert();
        }
        desk.run("2026-11-20T00:00:00Z");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.outcomes()).hasSize(40).doesNotHaveDuplicates();
        assertThat(desk.outcomes().stream().filter(outcome -> outcome.endsWith(" CREDITED CREDITED")))
                .hasSize(desk.lots().size() / 2)
                .hasSize(16);
    }
}
