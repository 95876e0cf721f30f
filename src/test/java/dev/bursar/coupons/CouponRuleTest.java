package dev.bursar.coupons;

import static dev.bursar.coupons.ACoupon.day;
import static dev.bursar.coupons.Status.EXPIRED;
import static dev.bursar.coupons.Status.INACTIVE;
import static dev.bursar.coupons.Status.REVOKED;
import static dev.bursar.coupons.Status.USED;
import static dev.bursar.coupons.Status.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.CouponStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/rules.md §5}: statuses, moves and what is checked when a coupon is applied. */
class CouponRuleTest {

    private static final CouponRule RULE =
            new CouponRule(PolicyFiles.parse("p.yaml", "version: 1\nmarket: M\ntime-zone: UTC\n")
                    .coupons());

    private static CouponLife judge(ACoupon coupon, int day) {
        return RULE.judge(coupon.facts(), day(day));
    }

    private static List<String> findings(ACoupon coupon) {
        return judge(coupon, 31).findings().stream()
                .map(finding -> finding.fact() + " " + finding.reason() + ": " + finding.detail())
                .toList();
    }

    @Test
    void one_that_nobody_uses_ends_with_its_validity() {
        assertThat(judge(ACoupon.ofThePlatform(), 31).status()).isEqualTo(VALID);
        assertThat(judge(ACoupon.ofThePlatform(), 31).nextAt())
                .contains(java.time.Instant.parse("2027-01-01T00:00:00Z"));

        CouponLife ended = judge(ACoupon.ofThePlatform(), 32);
        assertThat(ended.status()).isEqualTo(EXPIRED);
        assertThat(ended.nextAt()).isEmpty();
    }

    @Test
    void it_has_ended_at_the_very_instant_at_which_its_validity_does() {
        CouponCase facts = ACoupon.ofThePlatform().facts();

        assertThat(RULE.judge(facts, facts.coupon().validTo()).status()).isEqualTo(EXPIRED);
        assertThat(RULE.judge(facts, facts.coupon().validTo().minusNanos(1000)).status())
                .isEqualTo(VALID);
    }

    @Test
    void it_is_inactive_from_its_application_until_the_order_is_closed() {
        ACoupon coupon =
                ACoupon.ofThePlatform().on(42).applied(2).paid(3).completed(10).and();

        assertThat(judge(coupon, 2).status()).isEqualTo(VALID);
        assertThat(judge(coupon, 3).status()).isEqualTo(INACTIVE);
        assertThat(judge(coupon, 10).status()).isEqualTo(INACTIVE);
        assertThat(judge(coupon, 11).status()).isEqualTo(USED);
    }

    @Test
    void while_it_is_inactive_its_validity_may_end() {
        ACoupon coupon = ACoupon.ofThePlatform()
                .on(42)
                .applied(30)
                .paid(30)
                .completed(35)
                .and();

        assertThat(judge(coupon, 34).status()).isEqualTo(INACTIVE);
        assertThat(judge(coupon, 36).status()).isEqualTo(USED);
    }

    @Test
    void what_lies_ahead_says_when_to_look_again() {
        ACoupon coupon =
                ACoupon.ofThePlatform().on(42).applied(2).paid(3).completed(10).and();

        assertThat(judge(coupon, 5).nextAt()).contains(day(10).plusNanos(1_000));
        assertThat(judge(coupon, 11).nextAt()).isEmpty();
    }

    @Test
    void a_cancelled_order_that_was_completed_before_leaves_it_used() {
        assertThat(judge(
                                ACoupon.ofThePlatform()
                                        .on(42)
                                        .applied(2)
                                        .paid(3)
                                        .completed(5)
                                        .cancelled(6)
                                        .and(),
                                10)
                        .status())
                .isEqualTo(USED);
    }

    @Test
    void released_it_can_be_used_again() {
        ACoupon coupon = ACoupon.ofThePlatform().on(42).applied(2).cancelled(4).and();
        coupon.on(43).applied(5).paid(5).completed(8);

        assertThat(judge(coupon, 10).moves()).extracting(Move::to).containsExactly(INACTIVE, VALID, INACTIVE, USED);
        assertThat(findings(coupon)).isEmpty();
    }

    @Test
    void released_and_applied_at_one_instant_it_is_released_first() {
        ACoupon coupon = ACoupon.ofThePlatform().on(42).applied(2).cancelled(5).and();
        coupon.on(41).applied(5);

        assertThat(judge(coupon, 10).status()).isEqualTo(INACTIVE);
        assertThat(findings(coupon)).isEmpty();
    }

    @Test
    void completed_at_the_instant_at_which_it_was_applied_is_used() {
        assertThat(judge(
                                ACoupon.ofThePlatform()
                                        .on(42)
                                        .applied(5)
                                        .paid(5)
                                        .completed(5)
                                        .and(),
                                10)
                        .status())
                .isEqualTo(USED);
    }

    @Test
    void a_coupon_that_is_applied_already_is_not_applied_again() {
        ACoupon coupon = ACoupon.ofThePlatform().on(42).applied(2).and();
        coupon.on(43).applied(3).paid(3).completed(4);

        assertThat(judge(coupon, 10).status()).isEqualTo(INACTIVE);
        assertThat(judge(coupon, 10).outcomes()).containsEntry(430L, Reason.COUPON_NOT_VALID);
        assertThat(findings(coupon))
                .containsExactly("COUPON_USE/430 COUPON_NOT_VALID: coupon 8 was INACTIVE when it was applied at "
                        + day(3) + ", by order 42");
    }

    @Test
    void a_revoked_coupon_stays_revoked() {
        ACoupon coupon = ACoupon.ofThePlatform()
                .opening(CouponStatus.REVOKED)
                .on(42)
                .applied(2)
                .completed(3)
                .and();

        assertThat(judge(coupon, 40).status()).isEqualTo(REVOKED);
        assertThat(judge(coupon, 40).findings()).extracting(Finding::reason).containsExactly(Reason.COUPON_NOT_VALID);
    }

    @ParameterizedTest
    @CsvSource({
        "VALID, VALID",
        "PENDING, VALID",
        "INACTIVE, INACTIVE",
        "USED, USED",
        "EXPIRED, EXPIRED",
        "REVOKED, REVOKED"
    })
    void without_uses_it_is_what_it_was_first_reported_as(CouponStatus opening, Status status) {
        assertThat(judge(ACoupon.ofThePlatform().opening(opening), 10).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"VALID", "PENDING", "INACTIVE", "USED", "EXPIRED"})
    void its_uses_say_more_than_what_it_was_first_reported_as(CouponStatus opening) {
        ACoupon coupon = ACoupon.ofThePlatform()
                .opening(opening)
                .on(42)
                .applied(2)
                .paid(2)
                .completed(5)
                .and();

        assertThat(judge(coupon, 3).status()).isEqualTo(INACTIVE);
        assertThat(judge(coupon, 10).status()).isEqualTo(USED);
    }

    @Test
    void pending_is_a_status_of_old() {
        assertThat(findings(ACoupon.ofThePlatform().opening(CouponStatus.PENDING)))
                .containsExactly("COUPON/8 LEGACY_STATUS: reported as PENDING");
    }

    @Test
    void a_later_status_of_the_shop_that_the_facts_do_not_come_to_is_told() {
        assertThat(findings(ACoupon.ofThePlatform().reported(CouponStatus.USED)))
                .containsExactly("COUPON/8 STATUS_DIFFERS: the shop says USED, the facts come to VALID");
        assertThat(findings(ACoupon.ofThePlatform()
                        .reported(CouponStatus.USED)
                        .on(42)
                        .applied(2)
                        .paid(2)
                        .completed(4)
                        .and()))
                .isEmpty();
    }

    /** Worked example 24. */
    @ParameterizedTest
    @CsvSource({"5000, false", "5001, true"})
    void the_orders_amount_must_exceed_the_minimum(long amount, boolean enough) {
        List<String> findings =
                findings(ACoupon.ofThePlatform().on(42).line(amount).applied(2).and());

        assertThat(findings)
                .isEqualTo(
                        enough
                                ? List.of()
                                : List.of("COUPON_USE/420 COUPON_BELOW_MINIMUM: 50.00 USD must exceed 50.00 USD"));
    }

    @Test
    void of_several_orders_of_a_checkout_the_sum_counts() {
        ACoupon coupon = ACoupon.ofThePlatform().on(42).line(3_000).applied(2).and();
        coupon.on(43).with(42).line(2_500).applied(2);

        assertThat(findings(coupon)).isEmpty();
    }

    @Test
    void a_sellers_coupon_is_for_that_store() {
        assertThat(findings(ACoupon.ofSeller(2).on(42).applied(2).and()))
                .containsExactly("COUPON_USE/420 COUPON_OF_OTHER_STORE: a coupon of store 2 on order 42 of store 1");
        assertThat(findings(ACoupon.ofSeller(1).on(42).applied(2).and())).isEmpty();
    }

    @Test
    void it_is_its_owners() {
        assertThat(findings(ACoupon.ofThePlatform().on(42).by(9).applied(2).and()))
                .containsExactly("COUPON_USE/420 COUPON_OF_OTHER_MEMBER: a coupon of member 7 on order 42 of member 9");
        assertThat(findings(ACoupon.ofThePlatform().on(42).byAGuest().applied(2).and()))
                .containsExactly("COUPON_USE/420 COUPON_OF_OTHER_MEMBER: a coupon of member 7 on order 42 of a guest");
        assertThat(findings(ACoupon.publicCode().on(42).byAGuest().applied(2).and()))
                .isEmpty();
    }

    @Test
    void one_that_was_applied_after_its_end_is_told_and_used_all_the_same() {
        ACoupon coupon = ACoupon.ofThePlatform()
                .on(42)
                .applied(33)
                .paid(33)
                .completed(34)
                .and();
        CouponLife life = judge(coupon, 40);

        assertThat(life.moves()).extracting(Move::to).containsExactly(EXPIRED, INACTIVE, USED);
        assertThat(life.findings()).extracting(Finding::reason).containsExactly(Reason.COUPON_OUT_OF_VALIDITY);
    }

    @Test
    void it_is_for_lines_at_their_regular_price() {
        assertThat(findings(ACoupon.ofThePlatform()
                        .on(42)
                        .line(6_000)
                        .saleLine(100)
                        .appliedTo(1, 2)
                        .appliedTo(2, 2)
                        .and()))
                .containsExactly("COUPON_USE/421 COUPON_NOT_REGULAR_PRICE: line 2 of order 42");
    }

    @Test
    void in_another_currency_its_minimum_cannot_be_checked() {
        assertThat(findings(ACoupon.ofThePlatform().on(42).in("EUR").applied(2).and()))
                .containsExactly("COUPON_USE/420 COUPON_CURRENCY: a coupon in USD on order 42 in EUR");
    }

    @Test
    void a_use_whose_order_is_not_whole_moves_nothing() {
        CouponLife life = judge(ACoupon.ofThePlatform().waiting(5, Reason.LINES), 10);

        assertThat(life.moves()).isEmpty();
        assertThat(life.outcomes()).containsEntry(5L, Reason.LINES);
    }

    @Test
    void an_order_that_is_closed_at_no_time_keeps_it_inactive() {
        ACoupon coupon = ACoupon.ofThePlatform().on(42).applied(2).untimed().and();

        assertThat(judge(coupon, 10).status()).isEqualTo(INACTIVE);
        assertThat(findings(coupon)).containsExactly("COUPON_USE/420 NO_CLOSING_TIME: order 42");
    }
}
