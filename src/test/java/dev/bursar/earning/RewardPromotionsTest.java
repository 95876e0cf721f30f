package dev.bursar.earning;

import static dev.bursar.earning.AReview.aReview;
import static dev.bursar.earning.AnActivity.a;
import static dev.bursar.earning.AnActivity.aCheckIn;
import static dev.bursar.earning.AnActivity.aShare;
import static dev.bursar.earning.OrderCases.earned;
import static dev.bursar.earning.RewardCases.checkIns;
import static dev.bursar.earning.RewardCases.named;
import static dev.bursar.earning.RewardCases.policy;
import static dev.bursar.earning.RewardCases.reviews;
import static dev.bursar.earning.RewardCases.show;
import static dev.bursar.policy.ProgrammeKind.COINS;
import static dev.bursar.policy.ProgrammeKind.POINTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.policy.Activity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The row "promotion" of docs/rules.md §2, for reviews and activities. */
class RewardPromotionsTest {

    private static final String NOON = "2026-11-19T20:00:00Z";
    private static final String ALL = """
            coins: {life: P90D}
            activities:
              reviews: [{programme: both, units: 5, cap-a-day: 2}]
              check-ins: [{programme: both, units: [0, 3]}]
              tasks: [{programme: both, units: 5}]
              shares: [{programme: both, units: 5, life: P10D}]
              games: [{programme: both, units: 5}]
              collection-events: [{programme: both, units: 5}]
              referrals: [{programme: both, units: 5}]
            """;

    private static String promotions(String... blocks) {
        StringBuilder yaml = new StringBuilder(ALL).append("promotions:\n");
        for (int i = 0; i < blocks.length; i++) {
            yaml.append("  - {id: %d, name: N%d, from: 2026-11-19, to: 2026-11-20, ".formatted(i + 1, i + 1))
                    .append(blocks[i])
                    .append("}\n");
        }
        return yaml.toString();
    }

    @Test
    void the_highest_multiplier_counts_alone_and_the_product_is_floored() {
        String policy = promotions(
                "activity: share, programme: coins, multiplier: 1.2",
                "activity: share, programme: coins, multiplier: 1.59",
                "activity: task, programme: coins, multiplier: 9");

        assertThat(named(policy, COINS, aShare(1, "x", NOON))).isEqualTo(Map.of(1L, "7"));
    }

    @Test
    void a_multiplier_may_leave_less_than_one_unit() {
        String policy = promotions("activity: share, programme: coins, multiplier: 0.19");

        assertThat(named(policy, COINS, aShare(1, "x", NOON))).isEqualTo(Map.of(1L, "BELOW_ONE_UNIT"));
    }

    @Test
    void bonuses_add_up_as_lots_of_their_own() {
        String policy = promotions(
                "activity: share, programme: both, bonus: 9, funder: marketing, life: {until: 2026-12-31}",
                "activity: share, programme: coins, bonus: 2");

        List<Award.Lot> lots = earned(new NamedActivityRule(policy(policy))
                        .judge(COINS, true, List.of(aShare(1, "x", NOON).build()), series -> 0, share -> Standing.OPEN)
                        .get(0)
                        .award())
                .lots();
        assertThat(lots).extracting(Award.Lot::part).containsExactly(0, 1, 2);
        assertThat(lots).extracting(Award.Lot::units).containsExactly(5L, 9L, 2L);
        assertThat(lots).extracting(Award.Lot::funder).containsExactly("platform", "marketing", "platform");
        // The share's own life is for what the share earns; a bonus without a life has the programme's.
        assertThat(lots)
                .extracting(Award.Lot::endsAt)
                .containsExactly(
                        Optional.of(Instant.parse("2026-11-30T08:00:00Z")),
                        Optional.of(Instant.parse("2027-01-01T08:00:00Z")),
                        Optional.of(Instant.parse("2027-02-18T08:00:00Z")));
    }

    @Test
    void a_bonus_comes_on_a_day_of_the_table_that_gives_nothing() {
        String policy = promotions("activity: check-in, programme: coins, bonus: 9");

        assertThat(checkIns(policy(policy), aCheckIn(1, NOON), aCheckIn(2, "2026-11-20T20:00:00Z")))
                .isEqualTo(Map.of(1L, "9", 2L, "3"));
    }

    @ParameterizedTest
    @CsvSource({"TASK, task", "SHARE, share", "GAME, game", "COLLECTION_EVENT, collection-event"})
    void each_named_activity_has_its_promotions(Activity kind, String activity) {
        String policy = promotions("activity: " + activity + ", programme: coins, multiplier: 2");

        assertThat(named(policy, COINS, a(kind, 1, "x", NOON), a(kind, 2, "x", "2026-11-20T20:00:00Z")))
                .isEqualTo(Map.of(1L, "10", 2L, "5"));
    }

    @Test
    void a_referral_has_the_promotions_of_the_friends_first_order() {
        ReferralRule rule = new ReferralRule(policy(promotions("activity: referral, programme: coins, bonus: 50")));
        ReferralCase.Referral referral = new ReferralCase.Referral(1, 7, Instant.parse("2026-11-18T20:00:00Z"));

        assertThat(show(rule.judge(
                        COINS,
                        true,
                        new ReferralCase(
                                referral,
                                OptionalLong.empty(),
                                8,
                                List.of(),
                                Optional.of(Instant.parse(NOON)),
                                false,
                                Optional.empty()))))
                .isEqualTo("5+50");
    }

    @Test
    void a_promotion_for_stores_is_for_what_is_done_for_them() {
        String policy = promotions(
                "activity: check-in, programme: both, stores: [5], bonus: 1",
                "activity: share, programme: points, stores: [5], multiplier: 2");

        assertThat(checkIns(policy(policy), aCheckIn(1, NOON))).isEqualTo(Map.of(1L, "BELOW_ONE_UNIT"));
        assertThat(checkIns(
                        policy(policy),
                        POINTS,
                        aCheckIn(1, NOON).forStore(5),
                        aCheckIn(2, NOON).forStore(6)))
                .isEqualTo(Map.of(1L, "1", 2L, "BELOW_ONE_UNIT"));
        assertThat(named(
                        policy,
                        POINTS,
                        aShare(1, "x", NOON).forStore(5),
                        aShare(2, "x", NOON).forStore(6)))
                .isEqualTo(Map.of(1L, "10", 2L, "5"));
    }

    @Test
    void a_promotion_of_reviews_goes_by_the_line_that_is_reviewed() {
        String policy = promotions(
                "activity: review, programme: both, stores: [5], categories: [books], multiplier: 2",
                "activity: review, programme: coins, products: [101], bonus: 7");

        assertThat(reviews(
                        policy,
                        COINS,
                        aReview(1, NOON).ofCategory("books"),
                        aReview(2, NOON).ofCategory("toys")))
                .isEqualTo(Map.of(1L, "10+7", 2L, "5"));
        assertThat(reviews(
                        policy,
                        POINTS,
                        aReview(1, NOON).ofCategory("books"),
                        aReview(2, NOON).ofCategory("books").inStore(6),
                        aReview(3, NOON)))
                .isEqualTo(Map.of(1L, "10", 2L, "5", 3L, "5"));
    }

    @Test
    void a_promotion_gives_nothing_beyond_a_cap_or_without_a_setting() {
        String policy = promotions("activity: review, programme: both, bonus: 7");

        assertThat(reviews(policy, COINS, aReview(1, NOON), aReview(2, NOON), aReview(3, NOON)))
                .isEqualTo(Map.of(1L, "5+7", 2L, "5+7", 3L, "CAP_A_DAY"));
        assertThat(reviews(
                        policy.replace("reviews: [{programme: both", "reviews: [{programme: points"),
                        COINS,
                        aReview(1, NOON)))
                .isEqualTo(Map.of(1L, "NO_SETTING"));
    }

    @Test
    void what_a_multiplier_leaves_below_one_unit_takes_no_place_under_a_cap() {
        String reviews = promotions("activity: review, programme: coins, categories: [books], multiplier: 0.1");
        String shares = promotions("activity: share, programme: coins, multiplier: 0.1")
                .replace("shares: [{programme: both, units: 5", "shares: [{programme: both, units: 5, cap: 1");

        assertThat(reviews(
                        reviews,
                        COINS,
                        aReview(1, NOON).ofCategory("books"),
                        aReview(2, NOON),
                        aReview(3, NOON),
                        aReview(4, NOON)))
                .isEqualTo(Map.of(1L, "BELOW_ONE_UNIT", 2L, "5", 3L, "5", 4L, "CAP_A_DAY"));
        assertThat(named(
                        shares,
                        COINS,
                        aShare(1, "x", NOON),
                        aShare(2, "x", "2026-11-20T20:00:00Z"),
                        aShare(3, "x", "2026-11-20T20:00:00Z")))
                .isEqualTo(Map.of(1L, "BELOW_ONE_UNIT", 2L, "5", 3L, "CAP_IN_ALL"));
    }
}
