package dev.bursar.earning;

import static dev.bursar.earning.AReview.aReview;
import static dev.bursar.earning.OrderCases.earned;
import static dev.bursar.earning.OrderCases.terms;
import static dev.bursar.earning.RewardCases.policy;
import static dev.bursar.earning.RewardCases.reviews;
import static dev.bursar.policy.ProgrammeKind.COINS;
import static dev.bursar.policy.ProgrammeKind.POINTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The row "review" of docs/rules.md §2, and its worked example 8. */
class ReviewRuleTest {

    private static final String TWO_A_DAY = "activities: {reviews: [{programme: both, units: 4, cap-a-day: 2}]}";
    private static final String NOON = "2026-11-19T20:00:00Z";

    private static String one(ProgrammeKind programme, AReview review) {
        return reviews(TWO_A_DAY, programme, review).values().iterator().next();
    }

    @Test
    void example_8_the_earliest_two_of_a_day_earn() {
        assertThat(reviews(
                        TWO_A_DAY,
                        COINS,
                        aReview(1, "2026-11-19T17:00:00Z"),
                        aReview(2, "2026-11-19T18:00:00Z"),
                        aReview(3, "2026-11-19T19:00:00Z")))
                .isEqualTo(Map.of(1L, "4", 2L, "4", 3L, "CAP_A_DAY"));
    }

    @Test
    void example_8_one_that_arrives_late_takes_the_place_of_the_last() {
        assertThat(reviews(
                        TWO_A_DAY,
                        COINS,
                        aReview(1, "2026-11-19T17:00:00Z"),
                        aReview(2, "2026-11-19T18:00:00Z"),
                        aReview(3, "2026-11-19T19:00:00Z"),
                        aReview(4, "2026-11-19T16:00:00Z")))
                .isEqualTo(Map.of(4L, "4", 1L, "4", 2L, "CAP_A_DAY", 3L, "CAP_A_DAY"));
    }

    @Test
    void the_first_review_of_a_line_counts_whenever_the_others_were_written() {
        assertThat(reviews(
                        TWO_A_DAY,
                        COINS,
                        aReview(3, "2026-11-25T17:00:00Z").ofLine(1),
                        aReview(2, "2026-11-19T17:00:01Z").ofLine(1),
                        aReview(1, "2026-11-19T17:00:00Z").ofLine(1)))
                .isEqualTo(Map.of(1L, "4", 2L, "DUPLICATE", 3L, "DUPLICATE"));
    }

    @Test
    void a_second_review_of_a_line_takes_no_place_under_the_cap() {
        assertThat(reviews(
                        TWO_A_DAY,
                        COINS,
                        aReview(1, "2026-11-19T17:00:00Z").ofLine(1),
                        aReview(2, "2026-11-19T18:00:00Z").ofLine(1),
                        aReview(3, "2026-11-19T19:00:00Z")))
                .isEqualTo(Map.of(1L, "4", 2L, "DUPLICATE", 3L, "4"));
    }

    @Test
    void a_review_beyond_the_cap_is_still_the_first_of_its_line() {
        assertThat(reviews(
                        TWO_A_DAY,
                        COINS,
                        aReview(1, "2026-11-19T17:00:00Z"),
                        aReview(2, "2026-11-19T18:00:00Z"),
                        aReview(3, "2026-11-19T19:00:00Z").ofLine(9),
                        aReview(4, "2026-11-20T19:00:00Z").ofLine(9)))
                .containsEntry(3L, "CAP_A_DAY")
                .containsEntry(4L, "DUPLICATE");
    }

    @Test
    void a_removed_review_keeps_its_award_and_its_place() {
        assertThat(reviews(
                        TWO_A_DAY,
                        COINS,
                        aReview(1, "2026-11-19T17:00:00Z").removedAt("2026-11-19T17:30:00Z"),
                        aReview(2, "2026-11-19T18:00:00Z"),
                        aReview(3, "2026-11-19T19:00:00Z"),
                        aReview(4, "2026-11-20T19:00:00Z").ofLine(1)))
                .isEqualTo(Map.of(1L, "4", 2L, "4", 3L, "CAP_A_DAY", 4L, "DUPLICATE"));
    }

    @Test
    void of_two_at_the_same_instant_the_lower_number_is_earlier() {
        assertThat(reviews(TWO_A_DAY, COINS, aReview(9, NOON), aReview(10, NOON), aReview(8, NOON)))
                .isEqualTo(Map.of(8L, "4", 9L, "4", 10L, "CAP_A_DAY"));
        assertThat(reviews(
                        TWO_A_DAY,
                        COINS,
                        aReview(9, NOON).ofLine(1),
                        aReview(8, NOON).ofLine(1)))
                .isEqualTo(Map.of(8L, "4", 9L, "DUPLICATE"));
    }

    @ParameterizedTest
    @CsvSource({
        // Clocks go forward: a day of 23 hours, from 08:00 to 07:00 UTC.
        "2026-03-08T08:00:00Z, 2026-03-09T06:59:59.999999Z, 2026-03-09T07:00:00Z",
        // Clocks go back: a day of 25 hours, from 07:00 to 08:00 UTC.
        "2026-11-01T07:00:00Z, 2026-11-02T07:59:59.999999Z, 2026-11-02T08:00:00Z"
    })
    void a_day_is_a_local_day_from_midnight_to_midnight(String first, String last, String next) {
        String oneADay = "activities: {reviews: [{programme: coins, units: 4, cap-a-day: 1}]}";

        assertThat(reviews(oneADay, COINS, aReview(1, first), aReview(2, last), aReview(3, next)))
                .isEqualTo(Map.of(1L, "4", 2L, "CAP_A_DAY", 3L, "4"));
    }

    @Test
    void without_a_cap_any_number_earns() {
        String policy = "activities: {reviews: [{programme: coins, units: 4}]}";

        assertThat(reviews(policy, COINS, aReview(1, NOON), aReview(2, NOON), aReview(3, NOON)))
                .isEqualTo(Map.of(1L, "4", 2L, "4", 3L, "4"));
    }

    @Test
    void a_review_of_a_product_that_was_not_bought_earns_nothing() {
        assertThat(one(COINS, aReview(1, NOON).boughtBy(OptionalLong.of(8)))).isEqualTo("NOT_BOUGHT");
        assertThat(one(COINS, aReview(1, NOON).boughtBy(OptionalLong.empty()))).isEqualTo("NOT_BOUGHT");
        assertThat(one(COINS, aReview(1, NOON).ofAnOrderThatIs(OrderStatus.CANCELLED)))
                .isEqualTo("NOT_BOUGHT");
        assertThat(one(COINS, aReview(1, NOON).ofAMissingLine(true))).isEqualTo("NOT_BOUGHT");
    }

    @Test
    void a_review_waits_for_what_it_is_about() {
        assertThat(one(COINS, aReview(1, NOON).ofAnOrderThatHasNotArrived())).isEqualTo("ORDER");
        assertThat(one(COINS, aReview(1, NOON).ofAMissingLine(false))).isEqualTo("LINES");
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderStatus.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COMPLETED", "CANCELLED"})
    void a_review_waits_until_its_order_is_completed(OrderStatus status) {
        assertThat(one(COINS, aReview(1, NOON).ofAnOrderThatIs(status))).isEqualTo("ORDER_COMPLETION");
    }

    @Test
    void a_review_that_waits_or_was_not_bought_takes_no_place_under_the_cap_and_of_no_line() {
        assertThat(reviews(
                        TWO_A_DAY,
                        COINS,
                        aReview(1, "2026-11-19T17:00:00Z").ofAnOrderThatHasNotArrived(),
                        aReview(2, "2026-11-19T17:00:00Z")
                                .boughtBy(OptionalLong.of(8))
                                .ofLine(5),
                        aReview(3, "2026-11-19T17:00:00Z").inAnUnknownStore(),
                        aReview(4, "2026-11-19T18:00:00Z"),
                        aReview(5, "2026-11-19T19:00:00Z"),
                        aReview(6, "2026-11-19T20:00:00Z")))
                .isEqualTo(
                        Map.of(1L, "ORDER", 2L, "NOT_BOUGHT", 3L, "UNKNOWN_STORE", 4L, "4", 5L, "4", 6L, "CAP_A_DAY"));
    }

    @Test
    void reviews_of_an_unknown_member_wait() {
        List<Verdict<ReviewCase>> verdicts = new ReviewRule(policy(TWO_A_DAY))
                .judge(COINS, false, List.of(aReview(1, NOON).build()), review -> Standing.OPEN);

        assertThat(verdicts).extracting(Verdict::award).containsExactly(new Award.Waiting(Reason.MEMBER));
    }

    @ParameterizedTest
    @EnumSource
    void a_line_of_an_unknown_store_cannot_be_judged(ProgrammeKind programme) {
        assertThat(one(programme, aReview(1, NOON).inAnUnknownStore())).isEqualTo("UNKNOWN_STORE");
    }

    @Test
    void a_review_earns_points_of_the_store_that_sold_the_line_if_it_takes_part() {
        assertThat(one(POINTS, aReview(1, NOON))).isEqualTo("4");
        assertThat(one(POINTS, aReview(1, NOON).under(terms("USD", false)))).isEqualTo("STORE_NOT_TAKING_PART");
        assertThat(one(POINTS, aReview(1, NOON).under(Optional.empty()))).isEqualTo("STORE_NOT_TAKING_PART");
        assertThat(one(COINS, aReview(1, NOON).under(Optional.empty()))).isEqualTo("4");
    }

    @Test
    void a_fixed_amount_has_no_currency() {
        assertThat(one(POINTS, aReview(1, NOON).under(terms("EUR", true)))).isEqualTo("4");
    }

    @Test
    void terms_that_cannot_be_read_are_an_exception() {
        StoreTerms good = terms("USD", true).orElseThrow();
        StoreTerms bad = new StoreTerms(
                5,
                good.validFrom(),
                true,
                "USD",
                good.unitsPerUnit(),
                good.pointValue(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("lot_life \"a year\""));

        assertThat(one(POINTS, aReview(1, NOON).under(Optional.of(bad)))).isEqualTo("UNREADABLE_TERMS");
    }

    @Test
    void caps_count_the_points_of_each_store_by_themselves() {
        AReview[] reviews = {
            aReview(1, "2026-11-19T17:00:00Z"),
            aReview(2, "2026-11-19T18:00:00Z"),
            aReview(3, "2026-11-19T19:00:00Z").inStore(6),
            aReview(4, "2026-11-19T20:00:00Z")
        };

        assertThat(reviews(TWO_A_DAY, POINTS, reviews)).isEqualTo(Map.of(1L, "4", 2L, "4", 3L, "4", 4L, "CAP_A_DAY"));
        assertThat(reviews(TWO_A_DAY, COINS, reviews))
                .isEqualTo(Map.of(1L, "4", 2L, "4", 3L, "CAP_A_DAY", 4L, "CAP_A_DAY"));
    }

    @Test
    void where_no_setting_is_in_force_nothing_is_due() {
        String policy = "activities: {reviews: [{programme: coins, units: 4, to: 2026-11-19},"
                + " {programme: coins, units: 6, from: 2026-11-20}]}";

        assertThat(reviews(
                        policy,
                        COINS,
                        aReview(1, "2026-11-19T07:59:59.999999Z"),
                        aReview(2, "2026-11-19T08:00:00Z"),
                        aReview(3, "2026-11-20T08:00:00Z")))
                .isEqualTo(Map.of(1L, "4", 2L, "NO_SETTING", 3L, "6"));
        assertThat(reviews(policy, POINTS, aReview(1, NOON)).get(1L)).isEqualTo("NO_SETTING");
    }

    @Test
    void a_lot_has_the_settings_life_or_else_the_programmes() {
        String common =
                "coins: {life: P90D, pending: P14D, funder: treasury}\nactivities: {reviews: [{programme: both, units: 4";

        assertThat(lot(common + "}]}", COINS))
                .isEqualTo(new Award.Lot(
                        0,
                        4,
                        Instant.parse("2026-12-04T08:00:00Z"),
                        Optional.of(Instant.parse("2027-02-18T08:00:00Z")),
                        "treasury",
                        new TreeMap<>()));
        assertThat(lot(common + ", life: P30D}]}", COINS).endsAt()).contains(Instant.parse("2026-12-20T08:00:00Z"));
        assertThat(lot(common + ", life: never}]}", COINS).endsAt()).isEmpty();
        assertThat(lot(common + "}]}", POINTS))
                .isEqualTo(new Award.Lot(
                        0,
                        4,
                        Instant.parse(NOON),
                        Optional.of(Instant.parse("2026-12-20T08:00:00Z")),
                        "store:5",
                        new TreeMap<>()));
    }

    private static Award.Lot lot(String policy, ProgrammeKind programme) {
        Award.Earned award = earned(new ReviewRule(policy(policy))
                .judge(programme, true, List.of(aReview(1, NOON).build()), review -> Standing.OPEN)
                .get(0)
                .award());
        assertThat(award.earnedAt()).isEqualTo(NOON);
        assertThat(award.policyVersion()).isEqualTo(4);
        return award.lots().get(0);
    }

    private static List<String> judged(Map<Long, Standing> standing, AReview... reviews) {
        return new ReviewRule(policy(TWO_A_DAY))
                        .judge(
                                COINS,
                                true,
                                Stream.of(reviews).map(AReview::build).toList(),
                                review -> standing.getOrDefault(review.reviewId(), Standing.OPEN))
                        .stream()
                        .map(verdict -> verdict.fact().reviewId() + " " + RewardCases.show(verdict.award()))
                        .toList();
    }

    @Test
    void what_is_frozen_is_not_judged_but_goes_before_all_that_is() {
        assertThat(judged(
                        Map.of(1L, Standing.EARNED, 2L, Standing.PRESENT, 3L, Standing.ABSENT),
                        aReview(1, "2026-11-19T20:00:00Z"),
                        aReview(2, "2026-11-19T20:00:00Z"),
                        aReview(3, "2026-11-19T20:00:00Z"),
                        aReview(4, "2026-11-19T17:00:00Z").ofLine(1),
                        aReview(5, "2026-11-19T17:00:01Z").ofLine(2),
                        aReview(6, "2026-11-19T17:00:02Z").ofLine(3),
                        aReview(7, "2026-11-19T17:00:03Z")))
                .containsExactly("4 DUPLICATE", "5 DUPLICATE", "6 4", "7 CAP_A_DAY");
    }

    @Test
    void what_is_posted_gives_way_to_earlier_reviews_only() {
        assertThat(judged(
                        Map.of(2L, Standing.POSTED, 3L, Standing.POSTED),
                        aReview(1, "2026-11-19T17:00:00Z"),
                        aReview(2, "2026-11-19T18:00:00Z").ofAnOrderThatIs(OrderStatus.CANCELLED),
                        aReview(3, "2026-11-19T19:00:00Z")))
                .containsExactly("1 4", "2 NOT_BOUGHT", "3 CAP_A_DAY");
    }
}
