package dev.bursar.earning;

import static dev.bursar.earning.OrderCases.BONUS_50;
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

import dev.bursar.shop.AnOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The row "promotion" of docs/rules.md §2. */
class OrderPromotionsTest {

    private static final String BONUS_7 = "{id: 7, name: D, bonus: 7, life: never";

    @Test
    void a_lower_multiplier_of_a_category_gives_way_to_a_higher_one() {
        String promotions = promotions("{id: 1, name: A, categories: [books], multiplier: 4", TRIPLE_ALL);

        assertThat(base(coins(ONE_PER_DOLLAR + promotions, booksAndMore())).lineUnits())
                .isEqualTo(Map.of(1, 49L, 2, 3L));
    }

    @Test
    void a_multiplier_counts_for_a_products_own_reward_too() {
        AnOrder order = anOrder();
        order.with(order.line("8.00").pieces(3).rewarding(5));

        assertThat(units(coins(ONE_PER_DOLLAR + promotions(TRIPLE_ALL), order))).isEqualTo(45);
    }

    @Test
    void a_bonus_comes_even_where_the_order_itself_earns_less_than_one_unit() {
        Award award = coins(ONE_PER_DOLLAR + promotions(BONUS_50), anOrder().paying("0.80"));

        assertThat(earned(award).lots()).extracting(Award.Lot::part).containsExactly(3);
    }

    @Test
    void a_bonus_needs_a_line_that_earns_and_matches() {
        String bonus = ONE_PER_DOLLAR + promotions("{id: 3, name: C, products: [101], bonus: 50");
        AnOrder order = anOrder();
        order.with(order.line("5.00").earningNothing()).paying("5.00");

        assertThat(earned(coins(bonus, order)).lots())
                .extracting(Award.Lot::part)
                .containsExactly(0);
        assertThat(earned(coins(bonus, anOrder().paying("5.00"))).lots())
                .extracting(Award.Lot::part)
                .containsExactly(0, 3);
    }

    @Test
    void a_promotion_is_for_its_stores_and_its_promotion_days() {
        String elsewhere = ONE_PER_DOLLAR + promotions("{id: 1, name: A, stores: [6], multiplier: 2");
        String here = ONE_PER_DOLLAR + promotions("{id: 1, name: A, stores: [5], events: [e], multiplier: 2");

        assertThat(units(coins(elsewhere, anOrder().paying("5.00")))).isEqualTo(5);
        assertThat(units(coins(here, anOrder().paying("5.00")))).isEqualTo(5);
        assertThat(units(coins(here, anOrder().onPromotionDay("e").paying("5.00"))))
                .isEqualTo(10);
    }

    @Test
    void a_bonus_may_have_a_life_and_a_funder_of_its_own() {
        Award award = coins(
                "coins: {life: P90D, rates: [{currency: USD, rate: 1}]}\n"
                        + promotions(
                                "{id: 3, name: C, bonus: 50, life: {until: 2026-12-31}, funder: store:12", BONUS_7),
                anOrder().paying("5.00"));

        assertThat(earned(award).lots())
                .extracting(Award.Lot::funder)
                .containsExactly("platform", "store:12", "platform");
        assertThat(earned(award).lots())
                .extracting(Award.Lot::endsAt)
                .containsExactly(
                        Optional.of(Instant.parse("2027-02-18T08:00:00Z")),
                        Optional.of(Instant.parse("2027-01-01T08:00:00Z")),
                        Optional.empty());
    }
}
