package dev.bursar.spending;

import static dev.bursar.spending.ARedemption.aRedemption;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.spending.Claim.Flaw;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/rules.md §3, the checks: what each lets pass and what it says. */
class RedemptionChecksTest {

    private static final String MARKET = """
            version: 1
            market: Test
            time-zone: America/Los_Angeles
            spending:
              coin-values: [{currency: USD, value: 0.01}]
            """;

    private final RedemptionChecks checks = with("");

    private static RedemptionChecks with(String settings) {
        return new RedemptionChecks(PolicyFiles.parse("policy.yaml", MARKET + settings));
    }

    private static String told(Optional<Flaw> flaw) {
        return flaw.map(found -> found.reason() + ": " + found.detail()).orElse("fine");
    }

    private String rate(ARedemption redemption) {
        return told(checks.rate(redemption.facts(), redemption.order()));
    }

    @Test
    void units_that_are_worth_the_discount_pass() {
        assertThat(rate(aRedemption(1000).line(8000, 0, 600, 0).line(2000, 0, 400, 0)))
                .isEqualTo("fine");
    }

    @Test
    void one_unit_for_each_line_may_be_lost_in_rounding() {
        assertThat(rate(aRedemption(1002).line(8000, 0, 600, 0).line(2000, 0, 400, 0)))
                .isEqualTo("fine");
        assertThat(rate(aRedemption(998).line(8000, 0, 600, 0).line(2000, 0, 400, 0)))
                .isEqualTo("fine");
    }

    @Test
    void more_is_a_wrong_rate_with_both_figures() {
        assertThat(rate(aRedemption(1003).line(8000, 0, 600, 0).line(2000, 0, 400, 0)))
                .isEqualTo("WRONG_RATE: 1003 coins for 10.00 USD, which is worth 1000");
    }

    @Test
    void fewer_is_a_wrong_rate_too() {
        assertThat(rate(aRedemption(997).line(8000, 0, 600, 0).line(2000, 0, 400, 0)))
                .isEqualTo("WRONG_RATE: 997 coins for 10.00 USD, which is worth 1000");
    }

    @Test
    void a_line_without_discount_allows_nothing() {
        assertThat(rate(aRedemption(602).line(8000, 0, 600, 0).line(2000, 0, 0, 0)))
                .startsWith("WRONG_RATE");
    }

    @Test
    void units_for_no_discount_at_all_are_a_wrong_rate() {
        assertThat(rate(aRedemption(5).line(8000, 0, 0, 0)))
                .isEqualTo("WRONG_RATE: 5 coins for 0.00 USD, which is worth 0");
    }

    @Test
    void a_discount_in_another_currency_is_a_wrong_rate() {
        ARedemption euros = aRedemption(700).in("EUR").line(8000, 0, 600, 0);
        assertThat(checks.of(euros.facts(), euros.order()))
                .containsExactly(new Flaw(Reason.WRONG_RATE, "the discount is in EUR, but the order is in USD"));
    }

    @Test
    void what_several_redemptions_pay_for_is_looked_at_as_one() {
        ARedemption all = aRedemption(400).after(600).line(2000, 0, 1000, 0);
        assertThat(checks.of(all.facts(), all.order())).isEmpty();
        assertThat(rate(aRedemption(402).after(600).line(2000, 0, 1000, 0)))
                .isEqualTo("WRONG_RATE: 1002 coins for 10.00 USD, which is worth 1000");
    }

    @Test
    void what_concerns_the_order_is_told_of_the_last_of_them_alone() {
        RedemptionChecks limited = with("  coin-minimum: 500\n");
        ARedemption first = aRedemption(402).followedBy(600).line(1000, 0, 1000, 0, false);
        assertThat(limited.of(first.facts(), first.order()))
                .extracting(Flaw::reason)
                .containsExactly(Reason.BELOW_MINIMUM);
        ARedemption last = aRedemption(402).after(600).line(1000, 0, 1000, 0, false);
        assertThat(limited.of(last.facts(), last.order()))
                .extracting(Flaw::reason)
                .containsExactly(Reason.WRONG_RATE, Reason.OVER_CAP, Reason.INELIGIBLE_ITEM, Reason.BELOW_MINIMUM);
    }

    @Test
    void points_are_worth_what_the_store_s_terms_say() {
        assertThat(rate(aRedemption(600).pointsOf(1).line(8000, 0, 0, 600))).isEqualTo("fine");
        assertThat(rate(aRedemption(650).pointsOf(1).line(8000, 0, 0, 600)))
                .isEqualTo("WRONG_RATE: 650 points of store 1 for 6.00 USD, which is worth 600");
    }

    @Test
    void without_a_value_it_cannot_be_checked() {
        RedemptionChecks without = new RedemptionChecks(
                PolicyFiles.parse("policy.yaml", "version: 1\nmarket: Test\ntime-zone: America/Los_Angeles\n"));
        ARedemption coins = aRedemption(600).line(8000, 0, 600, 0);
        assertThat(told(without.rate(coins.facts(), coins.order()))).isEqualTo("NO_VALUE: 600 coins for 6.00 USD");
        assertThat(rate(aRedemption(600).pointsOf(3).withoutTerms().line(8000, 0, 0, 600)))
                .isEqualTo("NO_VALUE: 600 points of store 3 for 6.00 USD");
    }

    @Test
    void the_value_in_force_when_the_units_were_redeemed_counts() {
        RedemptionChecks changing = new RedemptionChecks(PolicyFiles.parse("policy.yaml", """
                version: 1
                market: Test
                time-zone: America/Los_Angeles
                spending:
                  coin-values:
                    - {currency: USD, to: 2026-12-02, value: 0.01}
                    - {currency: USD, from: 2026-12-02, value: 0.02}
                """));
        ARedemption redemption = aRedemption(600).line(8000, 0, 600, 0);
        assertThat(changing.rate(redemption.facts(), redemption.order())).isEmpty();
    }

    private String cap(ARedemption redemption) {
        return told(checks.cap(redemption.facts(), redemption.order()));
    }

    @Test
    void example_23_the_cap_counts_after_the_coupon() {
        assertThat(cap(aRedemption(4500).line(10000, 2000, 4500, 0)))
                .isEqualTo("OVER_CAP: 5.00 USD too much: 45.00 USD off, at most 40.00 USD of 80.00 USD");
    }

    @Test
    void a_discount_of_the_whole_share_passes() {
        assertThat(cap(aRedemption(4000).line(10000, 2000, 4000, 0))).isEqualTo("fine");
    }

    @Test
    void points_have_a_share_of_their_own() {
        assertThat(cap(aRedemption(8000).pointsOf(1).line(10000, 2000, 0, 8000)))
                .isEqualTo("fine");
        ARedemption redemption = aRedemption(8000).pointsOf(1).line(10000, 2000, 0, 8000);
        assertThat(told(with("  point-share: 0.9\n").cap(redemption.facts(), redemption.order())))
                .isEqualTo("OVER_CAP: 8.00 USD too much: 80.00 USD off, at most 72.00 USD of 80.00 USD");
    }

    private String items(ARedemption redemption) {
        return told(checks.eligibleItems(redemption.facts(), redemption.order()));
    }

    @Test
    void coins_on_a_line_that_accepts_none_are_named_line_by_line() {
        assertThat(items(aRedemption(900)
                        .line(8000, 0, 600, 0, false)
                        .line(2000, 0, 0, 0, false)
                        .line(2000, 0, 300, 0)))
                .isEqualTo("INELIGIBLE_ITEM: line 1: 6.00 USD off by coins, 0 allowed");
    }

    @Test
    void points_may_be_spent_on_any_line() {
        assertThat(items(aRedemption(600).pointsOf(1).line(8000, 0, 0, 600, false)))
                .isEqualTo("fine");
    }

    @Test
    void coins_have_the_policy_s_minimum_and_maximum() {
        RedemptionChecks limited = with("  coin-minimum: 100\n  coin-maximum: 1000\n");
        assertThat(told(limited.minimum(aRedemption(99).facts()))).isEqualTo("BELOW_MINIMUM: 99 coins, at least 100");
        assertThat(told(limited.minimum(aRedemption(100).facts()))).isEqualTo("fine");
        assertThat(told(limited.maximum(aRedemption(1000).facts()))).isEqualTo("fine");
        assertThat(told(limited.maximum(aRedemption(1001).facts())))
                .isEqualTo("OVER_MAXIMUM: 1001 coins, at most 1000");
    }

    @Test
    void without_limits_any_number_passes() {
        assertThat(told(checks.minimum(aRedemption(1).facts()))).isEqualTo("fine");
        assertThat(told(checks.maximum(aRedemption(1_000_000_000_000_000L).facts())))
                .isEqualTo("fine");
    }

    @Test
    void points_have_the_store_s_minimum_and_maximum() {
        assertThat(told(checks.minimum(aRedemption(9).pointsOf(1, 10L, 20L).facts())))
                .isEqualTo("BELOW_MINIMUM: 9 points of store 1, at least 10");
        assertThat(told(checks.maximum(aRedemption(21).pointsOf(1, 10L, 20L).facts())))
                .isEqualTo("OVER_MAXIMUM: 21 points of store 1, at most 20");
        assertThat(told(checks.maximum(aRedemption(21).pointsOf(1).facts()))).isEqualTo("fine");
    }

    @Test
    void points_of_one_store_do_not_belong_on_another_s_order() {
        ARedemption own = aRedemption(600).pointsOf(1).line(8000, 0, 0, 600);
        ARedemption foreign = aRedemption(600).pointsOf(2).line(8000, 0, 0, 600);
        assertThat(told(checks.store(own.facts(), own.order()))).isEqualTo("fine");
        assertThat(told(checks.store(foreign.facts(), foreign.order())))
                .isEqualTo("WRONG_STORE: points of store 2 on an order of store 1");
    }

    @Test
    void each_flaw_is_told() {
        ARedemption bad = aRedemption(4600).line(10000, 2000, 4500, 0, false);
        List<Flaw> flaws = checks.of(bad.facts(), bad.order());
        assertThat(flaws)
                .extracting(flaw -> flaw.reason().name())
                .containsExactly("WRONG_RATE", "OVER_CAP", "INELIGIBLE_ITEM");
    }
}
