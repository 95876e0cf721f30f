package dev.bursar.earning;

import static dev.bursar.earning.OrderCases.BONUS_50;
import static dev.bursar.earning.OrderCases.DOUBLE_BOOKS;
import static dev.bursar.earning.OrderCases.ONE_PER_DOLLAR;
import static dev.bursar.earning.OrderCases.TRIPLE_ALL;
import static dev.bursar.earning.OrderCases.base;
import static dev.bursar.earning.OrderCases.booksAndMore;
import static dev.bursar.earning.OrderCases.coins;
import static dev.bursar.earning.OrderCases.earned;
import static dev.bursar.earning.OrderCases.promotions;
import static dev.bursar.earning.OrderCases.units;
import static dev.bursar.shop.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Reason;
import dev.bursar.shop.AnOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The row "order" of docs/rules.md §2, and its worked examples 1 to 6. */
class OrderRuleTest {

    @Test
    void example_1_the_order_is_rounded_once_and_split_by_largest_remainder() {
        Award award = coins(ONE_PER_DOLLAR, anOrder().paying("12.34").paying("0.99"));

        assertThat(base(award).units()).isEqualTo(13);
        assertThat(base(award).lineUnits()).isEqualTo(Map.of(1, 12L, 2, 1L));
    }

    @Test
    void example_2_the_highest_multiplier_counts_for_each_line() {
        Award award = coins(ONE_PER_DOLLAR + promotions(DOUBLE_BOOKS, TRIPLE_ALL), booksAndMore());

        assertThat(base(award).units()).isEqualTo(39);
        assertThat(base(award).lineUnits()).isEqualTo(Map.of(1, 37L, 2, 2L));
    }

    @Test
    void example_3_a_bonus_is_a_lot_of_its_own() {
        Award award = coins(ONE_PER_DOLLAR + promotions(DOUBLE_BOOKS, TRIPLE_ALL, BONUS_50), booksAndMore());

        assertThat(earned(award).lots()).extracting(Award.Lot::part).containsExactly(0, 3);
        assertThat(earned(award).lots()).extracting(Award.Lot::units).containsExactly(39L, 50L);
        assertThat(earned(award).lots().get(1).lineUnits()).isEmpty();
    }

    @Test
    void example_4_a_product_with_a_reward_of_its_own_earns_by_the_piece() {
        AnOrder order = anOrder();
        order.with(order.line("8.00").pieces(3).rewarding(5)).paying("2.50");

        Award award = coins(ONE_PER_DOLLAR, order);

        assertThat(base(award).units()).isEqualTo(17);
        assertThat(base(award).lineUnits()).isEqualTo(Map.of(1, 15L, 2, 2L));
    }

    @Test
    void example_5_less_than_one_unit_is_nothing() {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().paying("0.80")).reason()).isEqualTo(Reason.BELOW_ONE_UNIT);
    }

    @Test
    void example_6_a_guest_earns_nothing() {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().byAGuest().paying("12.34")).reason())
                .isEqualTo(Reason.GUEST);
    }

    @Test
    void equal_remainders_go_to_the_lower_line_number() {
        Award award =
                coins(ONE_PER_DOLLAR, anOrder().paying("0.50").paying("0.50").paying("2.00"));

        assertThat(base(award).lineUnits()).isEqualTo(Map.of(1, 1L, 3, 2L));
    }

    @Test
    void a_line_that_earns_nothing_has_no_part_in_the_split() {
        AnOrder order = anOrder();
        order.with(order.line("0.99").earningNothing());
        order.with(order.line("0.99").of("gold"));
        order.with(order.line("1.50"));

        Award award = coins("coins: {rates: [{currency: USD, rate: 1}], excluded-categories: [gold]}", order);

        assertThat(base(award).lineUnits()).isEqualTo(Map.of(3, 1L));
    }

    @Test
    void a_reward_does_not_count_where_the_line_earns_nothing() {
        AnOrder order = anOrder();
        order.with(order.line("8.00").pieces(3).rewarding(5).earningNothing());

        assertThat(coins(ONE_PER_DOLLAR, order).reason()).isEqualTo(Reason.NO_EARNING_LINES);
    }

    @Test
    void money_counts_in_its_own_digits() {
        assertThat(units(coins(
                        "coins: {rates: [{currency: JPY, rate: 0.01}]}",
                        anOrder().in("JPY", 0).paying("1234"))))
                .isEqualTo(12);
        assertThat(units(coins(
                        "coins: {rates: [{currency: KWD, rate: 3}]}",
                        anOrder().in("KWD", 3).paying("1.667"))))
                .isEqualTo(5);
    }

    @Test
    void what_coupons_and_coins_paid_earns_nothing() {
        AnOrder order = anOrder();
        order.with(order.line("3.00").price(10_00).coupon(7_00));

        assertThat(units(coins(ONE_PER_DOLLAR, order))).isEqualTo(3);
    }

    @Test
    void a_line_paid_with_nothing_needs_no_rate() {
        assertThat(coins("", anOrder().paying("0.00")).reason()).isEqualTo(Reason.BELOW_ONE_UNIT);
    }

    @Test
    void the_completion_decides_which_rate_counts() {
        String rates =
                "coins: {rates: [{currency: USD, to: 2026-11-19, rate: 1}, {currency: USD, from: 2026-11-19, rate: 2}]}";

        assertThat(units(coins(
                        rates,
                        anOrder().completedAt("2026-11-19T07:59:59.999999Z").paying("5.00"))))
                .isEqualTo(5);
        assertThat(units(coins(
                        rates, anOrder().completedAt("2026-11-19T08:00:00Z").paying("5.00"))))
                .isEqualTo(10);
    }

    @Test
    void a_lot_carries_its_end_its_availability_its_funder_and_the_version() {
        Award.Earned award = earned(coins(
                "coins: {life: P90D, pending: P14D, funder: treasury, rates: [{currency: USD, rate: 1}]}",
                anOrder().completedAt("2026-01-15T18:00:00Z").paying("5.00")));

        assertThat(award.policyVersion()).isEqualTo(4);
        assertThat(award.earnedAt()).isEqualTo("2026-01-15T18:00:00Z");
        assertThat(award.lots().get(0))
                .isEqualTo(new Award.Lot(
                        0,
                        5,
                        Instant.parse("2026-01-30T08:00:00Z"),
                        Optional.of(Instant.parse("2026-04-16T07:00:00Z")),
                        "treasury",
                        new TreeMap<>(Map.of(1, 5L))));
    }
}
