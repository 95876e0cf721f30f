package dev.bursar.earning;

import static dev.bursar.shop.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.shop.AnOrder;
import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.StoreTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The row "order" and the row "promotion" of docs/rules.md §2, its worked examples 1 to 6, and each outcome of §0. */
class OrderRuleTest {

    private static final String ONE_PER_DOLLAR = "coins: {rates: [{currency: USD, rate: 1}]}\n";

    // ---- worked examples

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
        assertThat(coins(ONE_PER_DOLLAR, anOrder().byAGuest().paying("12.34")).reason()).isEqualTo(Reason.GUEST);
    }

    // ---- the row "order"

    @Test
    void equal_remainders_go_to_the_lower_line_number() {
        Award award = coins(ONE_PER_DOLLAR, anOrder().paying("0.50").paying("0.50").paying("2.00"));

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
        assertThat(units(coins("coins: {rates: [{currency: JPY, rate: 0.01}]}", anOrder().in("JPY", 0).paying("1234"))))
                .isEqualTo(12);
        assertThat(units(coins("coins: {rates: [{currency: KWD, rate: 3}]}", anOrder().in("KWD", 3).paying("1.667"))))
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

        assertThat(units(coins(rates, anOrder().completedAt("2026-11-19T07:59:59.999999Z").paying("5.00"))))
                .isEqualTo(5);
        assertThat(units(coins(rates, anOrder().completedAt("2026-11-19T08:00:00Z").paying("5.00"))))
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
                        new java.util.TreeMap<>(Map.of(1, 5L))));
    }

    // ---- the row "promotion"

    private static final String DOUBLE_BOOKS = "{id: 1, name: A, categories: [books], multiplier: 2";
    private static final String TRIPLE_ALL = "{id: 2, name: B, multiplier: 3";
    private static final String BONUS_50 = "{id: 3, name: C, bonus: 50";

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

        assertThat(earned(coins(bonus, order)).lots()).extracting(Award.Lot::part).containsExactly(0);
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
        assertThat(units(coins(here, anOrder().onPromotionDay("e").paying("5.00")))).isEqualTo(10);
    }

    @Test
    void a_bonus_may_have_a_life_and_a_funder_of_its_own() {
        Award award = coins(
                "coins: {life: P90D, rates: [{currency: USD, rate: 1}]}\n"
                        + promotions("{id: 3, name: C, bonus: 50, life: {until: 2026-12-31}, funder: store:12", BONUS_7),
                anOrder().paying("5.00"));

        assertThat(earned(award).lots()).extracting(Award.Lot::funder).containsExactly("platform", "store:12", "platform");
        assertThat(earned(award).lots())
                .extracting(Award.Lot::endsAt)
                .containsExactly(
                        Optional.of(Instant.parse("2027-02-18T08:00:00Z")),
                        Optional.of(Instant.parse("2027-01-01T08:00:00Z")),
                        Optional.empty());
    }

    private static final String BONUS_7 = "{id: 7, name: D, bonus: 7, life: never";

    // ---- points of the store

    @Test
    void points_follow_the_stores_terms() {
        Award.Earned award = earned(points(terms("USD", true), anOrder().paying("12.34")));

        assertThat(award.lots())
                .containsExactly(new Award.Lot(
                        0,
                        24,
                        Instant.parse("2026-11-19T20:00:00Z"),
                        Optional.of(Instant.parse("2026-12-20T08:00:00Z")),
                        "store:5",
                        new java.util.TreeMap<>(Map.of(1, 24L))));
    }

    @Test
    void a_products_coin_reward_is_none_of_the_stores() {
        AnOrder order = anOrder();
        order.with(order.line("2.00").pieces(3).rewarding(50));

        assertThat(units(points(terms("USD", true), order))).isEqualTo(4);
    }

    @Test
    void a_store_without_terms_or_that_takes_no_part_gives_no_points() {
        assertThat(points(Optional.empty(), anOrder().paying("5.00")).reason()).isEqualTo(Reason.STORE_NOT_TAKING_PART);
        assertThat(points(terms("USD", false), anOrder().paying("5.00")).reason())
                .isEqualTo(Reason.STORE_NOT_TAKING_PART);
    }

    @Test
    void terms_in_another_currency_are_no_rate() {
        assertThat(points(terms("EUR", true), anOrder().paying("5.00")))
                .isEqualTo(new Award.Exceptional(
                        Reason.NO_RATE, "terms of store 5 from 2026-01-01: points for EUR, but the order is in USD"));
    }

    // ---- what is not whole

    @Test
    void an_order_waits_for_its_lines() {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().paying("5.00").missingLines(1)).reason()).isEqualTo(Reason.LINES);
    }

    @Test
    void a_guests_order_waits_for_nothing() {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().byAGuest().missingLines(2)).reason()).isEqualTo(Reason.GUEST);
    }

    @Test
    void an_order_waits_for_the_others_of_its_checkout() {
        AnOrder order = anOrder().ofACheckoutOf(2).paying("5.00");

        assertThat(judge(ONE_PER_DOLLAR, new OrderCase(order.build(), true, true, 1, Optional.empty()))
                        .reason())
                .isEqualTo(Reason.CHECKOUT_ORDERS);
        assertThat(units(judge(ONE_PER_DOLLAR, new OrderCase(order.build(), true, true, 2, Optional.empty()))))
                .isEqualTo(5);
    }

    @Test
    void an_order_waits_for_its_member() {
        assertThat(judge(ONE_PER_DOLLAR, new OrderCase(anOrder().paying("5.00").build(), false, true, 1, Optional.empty()))
                        .reason())
                .isEqualTo(Reason.MEMBER);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMPLETED")
    void an_order_that_is_not_completed_earns_nothing_yet(OrderStatus status) {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().withStatus(status).completedAt(null).paying("5.00"))
                        .reason())
                .isEqualTo(Reason.NOT_COMPLETED);
    }

    // ---- what cannot be judged

    @ParameterizedTest
    @EnumSource
    void an_unknown_store_is_an_exception_for_both_programmes(ProgrammeKind programme) {
        OrderCase facts = new OrderCase(anOrder().paying("5.00").build(), true, false, 1, terms("USD", true));

        assertThat(new OrderRule(PolicyFiles.parse("policy.yaml", MARKET + ONE_PER_DOLLAR)).judge(programme, facts))
                .isEqualTo(new Award.Exceptional(Reason.UNKNOWN_STORE, "store 5 has not been delivered"));
    }

    @Test
    void a_completed_order_must_say_when() {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().completedAt(null).paying("5.00")).reason())
                .isEqualTo(Reason.NO_COMPLETION_TIME);
    }

    @Test
    void more_lines_than_announced_are_an_exception() {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().paying("5.00").paying("5.00").missingLines(-1)))
                .isEqualTo(new Award.Exceptional(Reason.TOO_MANY_LINES, "2 lines arrived, but line_count is 1"));
    }

    @Test
    void a_line_whose_parts_do_not_add_up_is_an_exception() {
        AnOrder order = anOrder().paying("5.00");
        order.with(order.line("5.00").price(10_00).coupon(4_00));

        assertThat(coins(ONE_PER_DOLLAR, order))
                .isEqualTo(new Award.Exceptional(
                        Reason.PARTS_DO_NOT_ADD_UP, "line 2: price 10.00 is not 4.00 + 5.00"));
    }

    @Test
    void a_negative_amount_is_an_exception_even_if_the_parts_add_up() {
        AnOrder order = anOrder();
        order.with(order.line("5.00").price(4_00).coupon(-1_00));

        assertThat(coins(ONE_PER_DOLLAR, order))
                .isEqualTo(new Award.Exceptional(
                        Reason.NEGATIVE_AMOUNT,
                        "line 1: price 4.00, coupon_discount -1.00, coin_discount 0.00, point_discount 0.00, paid 5.00"));
    }

    @Test
    void a_negative_quantity_or_reward_is_an_exception() {
        AnOrder quantity = anOrder();
        quantity.with(quantity.line("5.00").pieces(-1));
        AnOrder reward = anOrder();
        reward.with(reward.line("5.00").rewarding(-2));

        assertThat(coins(ONE_PER_DOLLAR, quantity))
                .isEqualTo(new Award.Exceptional(Reason.NEGATIVE_AMOUNT, "line 1: quantity -1"));
        assertThat(coins(ONE_PER_DOLLAR, reward))
                .isEqualTo(new Award.Exceptional(Reason.NEGATIVE_AMOUNT, "line 1: coin_reward -2"));
    }

    @Test
    void a_line_in_another_currency_than_its_order_is_an_exception() {
        AnOrder order = anOrder();
        order.with(order.line("5.00").in("EUR"));

        assertThat(coins(ONE_PER_DOLLAR, order))
                .isEqualTo(new Award.Exceptional(
                        Reason.CURRENCY_MISMATCH, "line 1: EUR, but the order is in USD"));
    }

    @Test
    void a_currency_without_a_rate_is_an_exception() {
        AnOrder order = anOrder().in("EUR", 2);
        order.with(order.line("5.00").of("books"));

        assertThat(coins(ONE_PER_DOLLAR, order))
                .isEqualTo(new Award.Exceptional(Reason.NO_RATE, "line 1: no rate for EUR, category \"books\""));
    }

    @Test
    void parts_that_overflow_are_too_large_and_never_wrap() {
        AnOrder order = anOrder();
        order.with(order.line("5.00").price(Long.MIN_VALUE + 499).coupon(Long.MAX_VALUE));
        AnOrder positive = anOrder();
        positive.with(positive.line("5.00").price(0).coupon(Long.MAX_VALUE));

        assertThat(coins(ONE_PER_DOLLAR, order).reason()).isEqualTo(Reason.NEGATIVE_AMOUNT);
        assertThat(coins(ONE_PER_DOLLAR, positive).reason()).isEqualTo(Reason.AMOUNT_TOO_LARGE);
    }

    @Test
    void more_units_than_any_order_earns_are_too_large() {
        AnOrder order = anOrder();
        order.with(order.line("5.00").pieces(Long.MAX_VALUE).rewarding(Long.MAX_VALUE));

        assertThat(coins(ONE_PER_DOLLAR, order).reason()).isEqualTo(Reason.AMOUNT_TOO_LARGE);
    }

    // ---- helpers

    private static final String MARKET = "version: 4\nmarket: Test\ntime-zone: America/Los_Angeles\n";

    private static String promotions(String... blocks) {
        StringBuilder yaml = new StringBuilder("promotions:\n");
        for (String block : blocks) {
            yaml.append("  - ").append(block).append(", from: 2026-11-19, to: 2026-11-20, programme: coins}\n");
        }
        return yaml.toString();
    }

    private static AnOrder booksAndMore() {
        AnOrder order = anOrder();
        return order.with(order.line("12.34").of("books")).paying("0.99");
    }

    private static Award coins(String policy, AnOrder order) {
        return judge(policy, new OrderCase(order.build(), true, true, 1, Optional.empty()));
    }

    private static Award judge(String policy, OrderCase facts) {
        return new OrderRule(PolicyFiles.parse("policy.yaml", MARKET + policy)).judge(ProgrammeKind.COINS, facts);
    }

    private static Award points(Optional<StoreTerms> terms, AnOrder order) {
        return new OrderRule(PolicyFiles.parse("policy.yaml", MARKET))
                .judge(ProgrammeKind.POINTS, new OrderCase(order.build(), true, true, 1, terms));
    }

    private static Optional<StoreTerms> terms(String currency, boolean takesPart) {
        return Optional.of(new StoreTerms(
                5,
                LocalDate.parse("2026-01-01"),
                takesPart,
                currency,
                new BigDecimal("2"),
                new BigDecimal("0.01"),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(Period.ofDays(30))));
    }

    private static Award.Earned earned(Award award) {
        assertThat(award).isInstanceOf(Award.Earned.class);
        return (Award.Earned) award;
    }

    private static Award.Lot base(Award award) {
        Award.Lot lot = earned(award).lots().get(0);
        assertThat(lot.part()).isZero();
        return lot;
    }

    private static long units(Award award) {
        return base(award).units();
    }
}
