package dev.bursar.coupons;

import static dev.bursar.coupons.ACoupon.day;
import static dev.bursar.coupons.Status.EXPIRED;
import static dev.bursar.coupons.Status.INACTIVE;
import static dev.bursar.coupons.Status.USED;
import static dev.bursar.coupons.Status.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bursar.coupons.RefundDecision.Effect;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Reason;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/rules.md §5}, cases 1 to 13, each by its number, and worked examples 19 to 22. */
class RefundCasesTest {

    private static final int END_OF_JANUARY = 62;

    private static Policy market(String settings) {
        return PolicyFiles.parse("p.yaml", "version: 1\nmarket: M\ntime-zone: UTC\ncoupons:\n" + settings);
    }

    private static CouponLife judge(ACoupon coupon, int day, String settings) {
        return new CouponRule(market(settings).coupons()).judge(coupon.facts(), day(day));
    }

    private static CouponLife judge(ACoupon.AnOrder order, int day) {
        return judge(order.and(), day, "  shipping: ignored\n");
    }

    private static Status status(ACoupon.AnOrder order, int day) {
        return judge(order, day).status();
    }

    /** {@code 1:RETURNED}: the case and what the refund did. */
    private static List<String> decisions(CouponLife life) {
        return life.decisions().stream()
                .map(decision ->
                        (decision.caseNo().isPresent() ? decision.caseNo().getAsInt() : "-") + ":" + decision.effect())
                .toList();
    }

    private static List<String> findings(CouponLife life) {
        return life.findings().stream()
                .map(finding -> finding.fact() + " " + finding.reason() + ": " + finding.detail())
                .toList();
    }

    private static ACoupon.AnOrder used(ACoupon coupon) {
        return coupon.on(42).applied(2).paid(2).shipped(3).completed(10);
    }

    @Test
    void case_1_a_platforms_coupon_comes_back_when_the_whole_order_is_refunded() {
        CouponLife life = judge(used(ACoupon.ofThePlatform()).refunded(5, 20, 10_000), 25);

        assertThat(life.status()).isEqualTo(VALID);
        assertThat(life.moves())
                .extracting(Move::from, Move::to, Move::at)
                .containsExactly(
                        tuple(VALID, INACTIVE, day(2)), tuple(INACTIVE, USED, day(10)), tuple(USED, VALID, day(20)));
        assertThat(decisions(life)).containsExactly("1:RETURNED");
    }

    @Test
    void case_1_what_came_back_ends_when_it_would_have_ended() {
        CouponLife life = judge(used(ACoupon.ofThePlatform()).refunded(5, 20, 10_000), END_OF_JANUARY);

        assertThat(life.status()).isEqualTo(EXPIRED);
        assertThat(life.moves().get(3).at()).isEqualTo("2027-01-01T00:00:00Z");
    }

    @Test
    void case_2_it_comes_back_ended_when_its_validity_was_over() {
        CouponLife life = judge(used(ACoupon.ofThePlatform()).refunded(5, 33, 10_000), END_OF_JANUARY);

        assertThat(life.status()).isEqualTo(EXPIRED);
        assertThat(decisions(life)).containsExactly("2:RETURNED_ENDED");
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 4_000})
    void case_3_a_platforms_code_does_not_come_back(long amount) {
        CouponLife life = judge(used(ACoupon.code()).refunded(5, 20, amount), 25);

        assertThat(life.status()).isEqualTo(USED);
        assertThat(decisions(life)).containsExactly("3:NOTHING");
    }

    @Test
    void case_4_a_partial_refund_leaves_it_used() {
        CouponLife life =
                judge(used(ACoupon.ofThePlatform()).line(8_000).line(2_000).refunded(5, 20, 8_000), 25);

        assertThat(life.status()).isEqualTo(USED);
        assertThat(decisions(life)).containsExactly("4:NOTHING");
        assertThat(life.decisions().get(0).refunded()).isEqualTo(8_000);
        assertThat(life.decisions().get(0).price()).isEqualTo(10_000);
    }

    @Test
    void case_5_partial_refunds_that_add_up_return_it_with_the_one_that_completes_them() {
        CouponLife life =
                judge(used(ACoupon.ofThePlatform()).refunded(5, 15, 4_000).refunded(6, 20, 6_000), 25);

        assertThat(life.moves().get(2)).isEqualTo(new Move(day(20), USED, VALID, Fact.refund(6), 5));
        assertThat(decisions(life)).containsExactly("4:NOTHING", "5:RETURNED");
    }

    @Test
    void case_5_a_setting_turns_it_off_from_a_day_on() {
        String settings = """
                  partial-refunds:
                    - {to: 2026-12-20, value: return}
                    - {from: 2026-12-20, value: never}
                """;
        ACoupon before = used(ACoupon.ofThePlatform())
                .refunded(5, 15, 4_000)
                .refunded(6, 19, 6_000)
                .and();
        ACoupon after = used(ACoupon.ofThePlatform())
                .refunded(5, 15, 4_000)
                .refunded(6, 20, 6_000)
                .and();

        assertThat(judge(before, 25, settings).status()).isEqualTo(VALID);
        assertThat(judge(after, 25, settings).status()).isEqualTo(USED);
        assertThat(decisions(judge(after, 25, settings))).containsExactly("4:NOTHING", "5:NOTHING");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void case_6_a_sellers_coupon_stays_used_whatever_is_refunded(boolean code) {
        ACoupon coupon = ACoupon.ofSeller(1);
        CouponLife life = judge(used(code ? coupon.asCode() : coupon).refunded(5, 20, 10_000), 25);

        assertThat(life.status()).isEqualTo(USED);
        assertThat(decisions(life)).containsExactly("6:NOTHING");
    }

    @Test
    void case_7_an_order_cancelled_unpaid_releases_it() {
        assertThat(status(ACoupon.ofThePlatform().on(42).applied(2).cancelled(5), 10))
                .isEqualTo(VALID);
        assertThat(status(ACoupon.ofSeller(1).on(42).applied(2).cancelled(5), 10))
                .isEqualTo(VALID);
        assertThat(status(ACoupon.code().on(42).applied(2).cancelled(5), 10)).isEqualTo(VALID);
        assertThat(status(ACoupon.ofThePlatform().on(42).applied(2).cancelled(33), 35))
                .isEqualTo(EXPIRED);
    }

    @Test
    void case_7_a_setting_keeps_sellers_coupons_used() {
        String settings = "  cancelled-unpaid: release-platform\n";

        assertThat(judge(ACoupon.ofSeller(1).on(42).applied(2).cancelled(5).and(), 10, settings)
                        .status())
                .isEqualTo(USED);
        assertThat(judge(ACoupon.ofThePlatform().on(42).applied(2).cancelled(5).and(), 10, settings)
                        .status())
                .isEqualTo(VALID);
    }

    @Test
    void case_8_paid_and_cancelled_before_it_was_shipped_is_a_full_refund() {
        CouponLife life = judge(
                ACoupon.ofThePlatform().on(42).applied(2).paid(3).cancelled(5).refunded(5, 6, 10_000), 10);

        assertThat(life.status()).isEqualTo(VALID);
        assertThat(life.moves().get(2)).isEqualTo(new Move(day(5), USED, VALID, Fact.order(42), 8));
        assertThat(decisions(life)).containsExactly("8:NOTHING");
    }

    @Test
    void case_8_a_refund_that_is_open_does_not_hold_what_the_cancellation_returned() {
        assertThat(status(
                        ACoupon.ofThePlatform()
                                .on(42)
                                .applied(2)
                                .paid(3)
                                .cancelled(5)
                                .openRefund(5, 4, 10_000),
                        10))
                .isEqualTo(VALID);
    }

    @Test
    void case_8_once_shipped_only_refunds_decide() {
        ACoupon.AnOrder order =
                ACoupon.ofThePlatform().on(42).applied(2).paid(3).shipped(4).cancelled(5);

        assertThat(status(order, 10)).isEqualTo(USED);
        assertThat(status(order.refunded(5, 6, 10_000), 10)).isEqualTo(VALID);
    }

    @Test
    void case_8_a_sellers_coupon_is_used_up_by_it() {
        assertThat(status(ACoupon.ofSeller(1).on(42).applied(2).paid(3).cancelled(5), 10))
                .isEqualTo(USED);
    }

    @Test
    void case_8_with_the_setting_refunds_decide() {
        String settings = "  cancelled-unshipped: keep\n";
        ACoupon.AnOrder order =
                ACoupon.ofThePlatform().on(42).applied(2).paid(3).cancelled(5);

        assertThat(judge(order.and(), 10, settings).status()).isEqualTo(USED);
        assertThat(judge(order.refunded(5, 6, 10_000).and(), 10, settings).status())
                .isEqualTo(VALID);
    }

    private static ACoupon overTwo() {
        ACoupon coupon = ACoupon.ofThePlatform();
        coupon.on(42).with(42).applied(2).paid(2).shipped(3).completed(10);
        coupon.on(43).with(42).applied(2).paid(2).shipped(3).completed(11);
        return coupon;
    }

    @Test
    void case_9_one_over_several_orders_comes_back_when_all_are_refunded() {
        ACoupon coupon = overTwo();
        coupon.on(42).refunded(5, 15, 10_000);
        assertThat(judge(coupon, 25, "  shipping: ignored\n").status()).isEqualTo(USED);

        coupon.on(43).refunded(6, 16, 10_000);
        CouponLife life = judge(coupon, 25, "  shipping: ignored\n");
        assertThat(life.status()).isEqualTo(VALID);
        assertThat(decisions(life)).containsExactly("9:NOTHING", "9:RETURNED");
        assertThat(judge(coupon, 25, "  several-orders: never\n").status()).isEqualTo(USED);
    }

    @Test
    void case_9_orders_cancelled_unpaid_do_not_count() {
        ACoupon coupon = ACoupon.ofThePlatform();
        coupon.on(42).with(42).applied(2).cancelled(3);
        coupon.on(43).with(42).applied(2).paid(2).completed(11).refunded(6, 16, 10_000);

        CouponLife life = judge(coupon, 25, "  shipping: ignored\n");
        assertThat(life.status()).isEqualTo(VALID);
        assertThat(decisions(life)).containsExactly("1:RETURNED");
    }

    @Test
    void case_9_an_order_that_is_cancelled_unpaid_keeps_it_inactive_until_then() {
        ACoupon coupon = ACoupon.ofThePlatform();
        coupon.on(42).with(42).applied(2).cancelled(20);
        coupon.on(43).with(42).applied(2).paid(2).completed(11);

        assertThat(judge(coupon, 15, "  shipping: ignored\n").status()).isEqualTo(INACTIVE);
        assertThat(judge(coupon, 25, "  shipping: ignored\n").moves().get(1).at())
                .isEqualTo(day(20));
    }

    @Test
    void case_9_it_is_inactive_until_the_last_order_is_closed() {
        ACoupon coupon = overTwo();

        assertThat(judge(coupon, 11, "  shipping: ignored\n").status()).isEqualTo(INACTIVE);
        assertThat(judge(coupon, 12, "  shipping: ignored\n").status()).isEqualTo(USED);
    }

    @Test
    void case_10_shipping_does_not_count_unless_a_setting_says_so() {
        ACoupon.AnOrder order = used(ACoupon.ofThePlatform()).shipping(500);
        order.refunded(5, 20, 10_000);
        assertThat(status(order, 25)).isEqualTo(VALID);
        assertThat(judge(order.and(), 25, "  shipping: counts\n").status()).isEqualTo(USED);

        order.refundedWithShipping(6, 21, 500);
        assertThat(judge(order.and(), 25, "  shipping: counts\n").status()).isEqualTo(VALID);
    }

    @Test
    void case_10_a_refund_of_the_shipping_alone_is_not_full_whatever_the_order_cost() {
        assertThat(status(used(ACoupon.ofThePlatform()).line(0).refundedWithShipping(5, 20, 500), 25))
                .isEqualTo(USED);
    }

    @Test
    void case_11_an_open_refund_keeps_it_inactive_until_it_is_decided() {
        ACoupon.AnOrder order =
                ACoupon.ofThePlatform().on(42).applied(2).paid(2).completed(10);
        CouponLife open = judge(order.openRefund(5, 8, 4_000), 15);
        assertThat(open.status()).isEqualTo(INACTIVE);
        assertThat(decisions(open)).containsExactly("11:HELD");

        CouponLife rejected = judge(order.rejected(5, 8, 16, 4_000), 20);
        assertThat(rejected.moves().get(1)).isEqualTo(new Move(day(16), INACTIVE, USED, Fact.refund(5), 0));
        assertThat(decisions(rejected)).containsExactly("-:NOTHING");

        assertThat(status(order.disputed(5, 8, 16, 10_000), 20)).isEqualTo(VALID);
    }

    @Test
    void case_11_a_refund_opened_when_it_was_used_moves_nothing() {
        CouponLife life = judge(used(ACoupon.ofThePlatform()).openRefund(5, 12, 10_000), 15);

        assertThat(life.status()).isEqualTo(USED);
        assertThat(decisions(life)).containsExactly("11:NOTHING");
    }

    @Test
    void case_12_more_than_the_price_counts_as_the_price() {
        CouponLife life = judge(
                used(ACoupon.ofThePlatform())
                        .line(5_000)
                        .line(5_000)
                        .refunded(5, 15, 9_000)
                        .refunded(6, 16, 0, 1_000),
                25);

        assertThat(life.status()).isEqualTo(USED);
        assertThat(life.decisions().get(1).refunded()).isEqualTo(6_000);
        assertThat(findings(life))
                .containsExactly("REFUND/5 OVER_REFUNDED: 40.00 USD above the price of the lines of order 42");
    }

    @Test
    void case_13_a_reversed_refund_is_as_if_it_had_not_been() {
        CouponLife life = judge(used(ACoupon.ofThePlatform()).reversed(5, 15, 20, 10_000), 25);

        assertThat(life.status()).isEqualTo(USED);
        assertThat(life.moves().get(3)).isEqualTo(new Move(day(20), VALID, USED, Fact.refund(5), 13));
        assertThat(decisions(life)).containsExactly("13:UNDONE");
        assertThat(findings(life)).isEmpty();
    }

    @Test
    void case_13_what_came_back_may_have_ended_meanwhile() {
        assertThat(status(used(ACoupon.ofThePlatform()).reversed(5, 15, 40, 10_000), 35))
                .isEqualTo(EXPIRED);
        assertThat(status(used(ACoupon.ofThePlatform()).reversed(5, 15, 40, 10_000), 45))
                .isEqualTo(USED);
    }

    @Test
    void case_13_if_it_was_used_again_meanwhile_nothing_moves() {
        ACoupon coupon =
                used(ACoupon.ofThePlatform()).reversed(5, 15, 20, 10_000).and();
        coupon.on(50).applied(17).paid(17).completed(22);

        CouponLife life = judge(coupon, 25, "  shipping: ignored\n");
        assertThat(life.status()).isEqualTo(USED);
        assertThat(life.moves()).hasSize(5);
        assertThat(decisions(life)).containsExactly("13:USED_AGAIN");
        assertThat(findings(life))
                .containsExactly("COUPON/8 RETURNED_COUPON_USED_AGAIN: refund 5 was reversed at " + day(20)
                        + ", the coupon had been used again on order 50");
    }

    @Test
    void case_13_with_the_setting_the_return_stands() {
        ACoupon coupon =
                used(ACoupon.ofThePlatform()).reversed(5, 15, 20, 10_000).and();

        assertThat(judge(coupon, 25, "  reversed-refunds: keep\n").status()).isEqualTo(VALID);
    }

    @Test
    void case_13_the_reversal_of_one_of_several_partial_refunds_undoes_the_return_and_another_makes_it_good() {
        ACoupon.AnOrder order =
                used(ACoupon.ofThePlatform()).reversed(5, 15, 20, 4_000).refunded(6, 16, 6_000);
        assertThat(status(order, 19)).isEqualTo(VALID);
        assertThat(status(order, 21)).isEqualTo(USED);

        assertThat(status(order.refunded(7, 22, 4_000), 25)).isEqualTo(VALID);
    }

    @Test
    void example_19() {
        assertThat(status(used(ACoupon.ofThePlatform()).refunded(5, 20, 10_000), 21))
                .isEqualTo(VALID);
        assertThat(status(used(ACoupon.ofThePlatform()).refunded(5, 33, 10_000), 34))
                .isEqualTo(EXPIRED);
    }

    @Test
    void example_20() {
        ACoupon.AnOrder order =
                used(ACoupon.ofThePlatform()).refunded(5, 15, 4_000).refunded(6, 20, 6_000);

        assertThat(status(order, 16)).isEqualTo(USED);
        assertThat(status(order, 21)).isEqualTo(VALID);
    }

    @Test
    void example_21() {
        ACoupon coupon = overTwo();
        coupon.on(42).refunded(5, 15, 10_000);
        coupon.on(43).refunded(6, 20, 10_000);

        assertThat(judge(coupon, 16, "  shipping: ignored\n").status()).isEqualTo(USED);
        assertThat(judge(coupon, 21, "  shipping: ignored\n").status()).isEqualTo(VALID);
    }

    @Test
    void example_22() {
        CouponLife life = judge(
                used(ACoupon.ofThePlatform())
                        .refunded(5, 15, 4_000)
                        .refunded(6, 16, 3_000)
                        .refunded(7, 17, 5_000),
                25);

        assertThat(life.decisions().get(2).refunded()).isEqualTo(10_000);
        assertThat(life.findings())
                .extracting(Finding::reason, Finding::detail)
                .containsExactly(tuple(Reason.OVER_REFUNDED, "20.00 USD above the price of the lines of order 42"));
    }

    @Test
    void a_refund_decided_before_the_order_is_closed_acts_right_after_that() {
        CouponLife life = judge(
                ACoupon.ofThePlatform()
                        .on(42)
                        .applied(2)
                        .paid(2)
                        .shipped(3)
                        .refunded(5, 5, 10_000)
                        .completed(10),
                15);

        assertThat(life.status()).isEqualTo(VALID);
        assertThat(life.moves().get(2).at()).isEqualTo(day(10));
    }

    @Test
    void a_refund_whose_lines_are_missing_waits() {
        CouponLife life =
                judge(used(ACoupon.ofThePlatform()).refunded(5, 15, 10_000).incomplete(5), 25);

        assertThat(life.status()).isEqualTo(USED);
        assertThat(life.decisions()).extracting(RefundDecision::effect).containsExactly(Effect.WAITING);
    }

    @Test
    void a_refund_of_a_line_that_the_order_does_not_have_counts_as_none() {
        CouponLife life = judge(used(ACoupon.ofThePlatform()).refunded(5, 15, 10_000, 5), 25);

        assertThat(life.status()).isEqualTo(USED);
        assertThat(life.findings()).extracting(Finding::reason).containsExactly(Reason.REFUND_DOES_NOT_FIT);
    }
}
