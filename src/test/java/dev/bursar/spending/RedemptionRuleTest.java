package dev.bursar.spending;

import static dev.bursar.spending.ARedemption.AT;
import static dev.bursar.spending.ARedemption.PAID;
import static dev.bursar.spending.ARedemption.aRedemption;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.spending.Claim.Held;
import dev.bursar.spending.Claim.None;
import dev.bursar.spending.Claim.Released;
import dev.bursar.spending.Claim.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/rules.md §3: what becomes of a redemption, and to which lines its units went. */
class RedemptionRuleTest {

    private static final Instant TIMES_OUT = AT.plus(Duration.ofDays(7));

    private static Claim judge(ARedemption redemption) {
        return new RedemptionRule(PolicyFiles.parse("policy.yaml", """
                version: 1
                market: Test
                time-zone: America/Los_Angeles
                spending:
                  coin-values: [{currency: USD, value: 0.01}]
                """)).judge(redemption.facts());
    }

    @Test
    void example_14_units_are_attributed_by_the_lines_discounts() {
        assertThat(judge(aRedemption(1000).line(8000, 0, 600, 0).line(2000, 0, 400, 0)))
                .isEqualTo(
                        new Taken(true, PAID, TIMES_OUT, new java.util.TreeMap<>(Map.of(1, 600L, 2, 400L)), List.of()));
    }

    @Test
    void what_does_not_divide_goes_to_the_largest_remainder() {
        assertThat(Attribution.of(
                        100,
                        true,
                        aRedemption(100)
                                .line(900, 0, 100, 7)
                                .line(900, 0, 100, 8)
                                .line(900, 0, 100, 9)
                                .order()
                                .lines()))
                .isEqualTo(Map.of(1, 34L, 2, 33L, 3, 33L));
    }

    @Test
    void points_follow_the_point_discounts() {
        assertThat(Attribution.of(
                        10,
                        false,
                        aRedemption(10)
                                .line(900, 0, 100, 0)
                                .line(900, 0, 0, 10)
                                .order()
                                .lines()))
                .isEqualTo(Map.of(2, 10L));
    }

    @Test
    void without_a_discount_on_any_line_nothing_is_attributed() {
        assertThat(Attribution.of(
                        10, true, aRedemption(10).line(900, 0, 0, 0).order().lines()))
                .isEmpty();
    }

    @Test
    void the_parts_always_add_up() {
        long seed = Long.getLong("bursar.seed", RandomGenerator.getDefault().nextLong());
        RandomGenerator random = new java.util.SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            long units = random.nextLong(1, 1_000_000_000_000_000L);
            ARedemption redemption = aRedemption(units);
            IntStream.range(0, random.nextInt(1, 9))
                    .forEach(i -> redemption.line(0, 0, random.nextLong(1, 1_000_000_000L), 0));
            assertThat(Attribution.of(units, true, redemption.order().lines()).values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .as("seed %d", seed)
                    .isEqualTo(units);
        }
    }

    @Test
    void units_wait_reserved_for_an_order_that_has_not_arrived() {
        assertThat(judge(aRedemption(5).beforeItsOrder())).isEqualTo(new Held(Reason.ORDER_SPENT_ON, TIMES_OUT));
    }

    @Test
    void units_wait_reserved_for_the_payment() {
        assertThat(judge(aRedemption(5).unpaid().line(900, 0, 5, 0))).isEqualTo(new Held(Reason.PAYMENT, TIMES_OUT));
    }

    @Test
    void units_of_a_paid_order_wait_for_its_lines_until_the_time_out_and_are_taken_then() {
        assertThat(judge(aRedemption(5).line(900, 0, 5, 0).missing(1)))
                .isEqualTo(new Taken(
                        false,
                        TIMES_OUT,
                        RedemptionRule.NEVER,
                        new java.util.TreeMap<>(),
                        List.of(new Claim.Flaw(
                                Reason.LINES,
                                "1 of 2 lines of order 42 have arrived; for which lines the units were taken shows once all"
                                        + " have"))));
    }

    @Test
    void an_order_that_was_paid_after_the_time_out_and_is_not_whole_takes_its_units_when_it_was_paid() {
        Instant late = TIMES_OUT.plusSeconds(1);
        assertThat(judge(aRedemption(5).paidAt(late).missing(1)))
                .isInstanceOfSatisfying(
                        Taken.class, taken -> assertThat(taken.paidAt()).isEqualTo(late));
    }

    @Test
    void points_of_an_unknown_store_are_an_exception() {
        assertThat(judge(aRedemption(5).pointsOf(9).ofAnUnknownStore().line(900, 0, 0, 5)))
                .isEqualTo(new None(Reason.UNKNOWN_STORE, "store 9, whose points they are, has not been delivered"));
    }

    @Test
    void units_of_an_order_cancelled_unpaid_are_released() {
        Instant cancelled = Instant.parse("2026-12-03T00:00:00Z");
        assertThat(judge(aRedemption(5).unpaid().cancelled(cancelled).missing(1)))
                .isEqualTo(new Released(cancelled, TIMES_OUT));
    }

    @Test
    void an_order_cancelled_after_it_was_paid_took_its_units() {
        assertThat(judge(aRedemption(5)
                        .cancelled(Instant.parse("2026-12-03T00:00:00Z"))
                        .line(900, 0, 5, 0)))
                .isInstanceOf(Taken.class);
    }

    @Test
    void an_order_that_says_paid_without_saying_when_took_its_units_at_once() {
        assertThat(judge(aRedemption(5).withoutTimeOfPayment().line(900, 0, 5, 0)))
                .isInstanceOfSatisfying(
                        Taken.class, taken -> assertThat(taken.paidAt()).isEqualTo(AT));
    }

    @Test
    void an_unknown_member_s_units_wait_for_the_member() {
        assertThat(judge(aRedemption(5).ofAnUnknownMember())).isEqualTo(new None(Reason.MEMBER, ""));
    }

    @Test
    void units_of_another_member_than_the_buyer_are_an_exception() {
        assertThat(judge(aRedemption(5).boughtBy(8).line(900, 0, 5, 0)))
                .isEqualTo(new None(Reason.OTHER_MEMBER, "units of member 7 on order 42 of member 8"));
        assertThat(judge(aRedemption(5).boughtByAGuest().line(900, 0, 5, 0)))
                .isEqualTo(new None(Reason.OTHER_MEMBER, "units of member 7 on order 42 of a guest"));
    }
}
