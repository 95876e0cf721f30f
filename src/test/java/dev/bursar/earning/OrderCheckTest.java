package dev.bursar.earning;

import static dev.bursar.earning.OrderCases.MARKET;
import static dev.bursar.earning.OrderCases.ONE_PER_DOLLAR;
import static dev.bursar.earning.OrderCases.coins;
import static dev.bursar.earning.OrderCases.judge;
import static dev.bursar.earning.OrderCases.terms;
import static dev.bursar.earning.OrderCases.units;
import static dev.bursar.shop.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.shop.AnOrder;
import dev.bursar.shop.OrderStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders that cannot be judged yet, or at all (docs/rules.md §0). */
class OrderCheckTest {

    @Test
    void an_order_waits_for_its_lines() {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().paying("5.00").missingLines(1))
                        .reason())
                .isEqualTo(Reason.LINES);
    }

    @Test
    void a_guests_order_waits_for_nothing() {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().byAGuest().missingLines(2)).reason())
                .isEqualTo(Reason.GUEST);
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
        assertThat(judge(
                                ONE_PER_DOLLAR,
                                new OrderCase(anOrder().paying("5.00").build(), false, true, 1, Optional.empty()))
                        .reason())
                .isEqualTo(Reason.MEMBER);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COMPLETED")
    void an_order_that_is_not_completed_earns_nothing_yet(OrderStatus status) {
        assertThat(coins(
                                ONE_PER_DOLLAR,
                                anOrder().withStatus(status).completedAt(null).paying("5.00"))
                        .reason())
                .isEqualTo(Reason.NOT_COMPLETED);
    }

    @ParameterizedTest
    @EnumSource
    void an_unknown_store_is_an_exception_for_both_programmes(ProgrammeKind programme) {
        OrderCase facts = new OrderCase(anOrder().paying("5.00").build(), true, false, 1, terms("USD", true));

        assertThat(new OrderRule(PolicyFiles.parse("policy.yaml", MARKET + ONE_PER_DOLLAR)).judge(programme, facts))
                .isEqualTo(new Award.Exceptional(Reason.UNKNOWN_STORE, "store 5 has not been delivered"));
    }

    @Test
    void a_completed_order_must_say_when() {
        assertThat(coins(ONE_PER_DOLLAR, anOrder().completedAt(null).paying("5.00"))
                        .reason())
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
                .isEqualTo(new Award.Exceptional(Reason.PARTS_DO_NOT_ADD_UP, "line 2: price 10.00 is not 4.00 + 5.00"));
    }

    @Test
    void a_negative_amount_is_an_exception_even_if_the_parts_add_up() {
        AnOrder order = anOrder();
        order.with(order.line("5.00").price(4_00).coupon(-1_00));

        assertThat(coins(ONE_PER_DOLLAR, order))
                .isEqualTo(
                        new Award.Exceptional(
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
                .isEqualTo(new Award.Exceptional(Reason.CURRENCY_MISMATCH, "line 1: EUR, but the order is in USD"));
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
}
