package dev.bursar.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PolicyTest {

    private static final Instant NOON = Instant.parse("2026-06-15T19:00:00Z");

    private static Policy policy(String rest) {
        return PolicyFiles.parse("policy.yaml", "version: 1\nmarket: Test\ntime-zone: America/Los_Angeles\n" + rest);
    }

    @Test
    void defaults_hold_where_nothing_is_said() {
        Policy policy = policy("");

        assertThat(policy.grace()).isEqualTo(Period.ofDays(35));
        assertThat(policy.patience()).isEqualTo(Period.ofDays(7));
        assertThat(policy.zone()).isEqualTo(ZoneId.of("America/Los_Angeles"));
        assertThat(policy.coinFunderAt(NOON)).isEqualTo("platform");
        assertThat(policy.coinLifeAt(NOON)).isEqualTo(new Life.Never());
        assertThat(policy.availableAt(ProgrammeKind.COINS, NOON)).isEqualTo(NOON);
        assertThat(policy.coinRate(1, "books", "USD", null, NOON)).isEmpty();
    }

    @Test
    void what_is_spent_is_worth_nothing_known_unless_said_and_half_an_order_at_most() {
        SpendingSettings spending = policy("").spending();

        assertThat(spending.timeOutAt(NOON)).isEqualTo(Period.ofDays(7));
        assertThat(spending.coinValue("USD", NOON)).isEmpty();
        assertThat(spending.shareAt(ProgrammeKind.COINS, NOON)).isEqualByComparingTo("0.5");
        assertThat(spending.shareAt(ProgrammeKind.POINTS, NOON)).isEqualByComparingTo("1");
        assertThat(spending.coinMinimumAt(NOON)).isZero();
        assertThat(spending.coinMaximumAt(NOON)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void settings_of_spending_change_with_their_dates() {
        SpendingSettings spending = policy("""
                spending:
                  time-out: [{to: 2026-06-16, value: P3D}, {from: 2026-06-16, value: P4D}]
                  coin-values: [{currency: USD, to: 2026-06-16, value: 0.01}, {currency: USD, from: 2026-06-16, value: 0.02}]
                  coin-share: [{from: 2026-06-16, value: 0.3}]
                  coin-minimum: 5
                  coin-maximum: [{from: 2026-06-16, value: 100}]
                """).spending();
        Instant later = NOON.plusSeconds(86_400);

        assertThat(spending.timeOutAt(NOON)).isEqualTo(Period.ofDays(3));
        assertThat(spending.timeOutAt(later)).isEqualTo(Period.ofDays(4));
        assertThat(spending.coinValue("USD", NOON)).contains(new BigDecimal("0.01"));
        assertThat(spending.coinValue("USD", later)).contains(new BigDecimal("0.02"));
        assertThat(spending.coinValue("EUR", later)).isEmpty();
        assertThat(spending.shareAt(ProgrammeKind.COINS, later)).isEqualByComparingTo("0.3");
        assertThat(spending.coinMinimumAt(later)).isEqualTo(5);
        assertThat(spending.coinMaximumAt(NOON)).isEqualTo(Long.MAX_VALUE);
        assertThat(spending.coinMaximumAt(later)).isEqualTo(100);
    }

    @Test
    void a_rate_is_exact_as_written() {
        assertThat(policy("coins: {rates: [{currency: USD, rate: 0.100000000001}, {currency: EUR, rate: '2.50'}]}")
                        .coinRate(1, null, "USD", null, NOON)
                        .map(InForce::value))
                .contains(new BigDecimal("0.100000000001"));
    }

    @Test
    void the_most_specific_rate_wins_by_store_then_category_then_event() {
        Policy policy = policy("""
                coins:
                  rates:
                    - {currency: USD, rate: 1}
                    - {currency: USD, event: e, rate: 2}
                    - {currency: USD, category: c, rate: 3}
                    - {currency: USD, category: c, event: e, rate: 4}
                    - {currency: USD, store: 9, rate: 5}
                    - {currency: USD, store: 9, event: e, rate: 6}
                    - {currency: USD, store: 9, category: c, rate: 7}
                    - {currency: USD, store: 9, category: c, event: e, rate: 8}
                """);

        assertThat(rate(policy, 1, "x", "x")).isEqualTo("1");
        assertThat(rate(policy, 1, "x", "e")).isEqualTo("2");
        assertThat(rate(policy, 1, "c", "x")).isEqualTo("3");
        assertThat(rate(policy, 1, "c", "e")).isEqualTo("4");
        assertThat(rate(policy, 9, "x", "x")).isEqualTo("5");
        assertThat(rate(policy, 9, "x", "e")).isEqualTo("6");
        assertThat(rate(policy, 9, "c", "x")).isEqualTo("7");
        assertThat(rate(policy, 9, "c", "e")).isEqualTo("8");
    }

    private static String rate(Policy policy, long store, String category, String event) {
        return policy.coinRate(store, category, "USD", event, NOON)
                .map(rate -> rate.value().toPlainString())
                .orElse("none");
    }

    @Test
    void a_general_rate_holds_before_and_after_a_more_specific_one() {
        Policy policy = policy("""
                coins:
                  rates:
                    - {currency: USD, rate: 1}
                    - {currency: USD, category: c, from: 2026-06-15, to: 2026-06-16, rate: 3}
                """);

        assertThat(policy.coinRate(1, "c", "USD", null, Instant.parse("2026-06-15T06:59:59.999999Z"))
                        .map(InForce::value))
                .contains(BigDecimal.ONE);
        assertThat(policy.coinRate(1, "c", "USD", null, Instant.parse("2026-06-15T07:00:00Z"))
                        .map(InForce::value))
                .contains(new BigDecimal("3"));
        assertThat(policy.coinRate(1, "c", "USD", null, Instant.parse("2026-06-16T07:00:00Z"))
                        .map(InForce::value))
                .contains(BigDecimal.ONE);
        assertThat(policy.coinRate(1, null, "USD", null, NOON).map(InForce::value))
                .contains(BigDecimal.ONE);
    }

    @Test
    void what_is_in_force_says_where_it_stands_and_how_long_it_holds() {
        Policy policy = policy("""
                coins:
                  excluded-categories: [{category: gold, to: 2027-01-01}]
                  rates:
                    - {currency: USD, to: 2026-06-15, rate: 1}
                    - {currency: USD, from: 2026-06-15, rate: 2}
                promotions:
                  - {id: 8, name: A, from: 2026-01-01, programme: coins, bonus: 5}
                """);

        assertThat(policy.coinRate(1, null, "USD", null, NOON))
                .contains(new InForce<>(
                        new BigDecimal("2"),
                        new Window(Instant.parse("2026-06-15T07:00:00Z"), Instant.MAX),
                        Optional.of(new Source("policy.yaml", 8))));
        assertThat(policy.exclusion(ProgrammeKind.COINS, "gold", NOON).flatMap(InForce::source))
                .contains(new Source("policy.yaml", 5));
        assertThat(policy.exclusion(ProgrammeKind.COINS, "silver", NOON)).isEmpty();
        assertThat(policy.coinLife(NOON)).isEqualTo(InForce.always(new Life.Never()));
        assertThat(policy.sourceOf(policy.promotionsAt(NOON, Activity.ORDER, ProgrammeKind.COINS)
                        .get(0)))
                .contains(new Source("policy.yaml", 10));
    }

    @Test
    void a_category_is_excluded_within_its_window_and_programme_only() {
        Policy policy = policy("""
                coins: {excluded-categories: [gold, {category: toys, from: 2026-06-01, to: 2026-07-01}]}
                points: {excluded-categories: [silver]}
                """);

        assertThat(policy.excluded(ProgrammeKind.COINS, "gold", NOON)).isTrue();
        assertThat(policy.excluded(ProgrammeKind.POINTS, "gold", NOON)).isFalse();
        assertThat(policy.excluded(ProgrammeKind.POINTS, "silver", NOON)).isTrue();
        assertThat(policy.excluded(ProgrammeKind.COINS, "toys", NOON)).isTrue();
        assertThat(policy.excluded(ProgrammeKind.COINS, "toys", Instant.parse("2026-07-01T07:00:00Z")))
                .isFalse();
        assertThat(policy.excluded(ProgrammeKind.COINS, null, NOON)).isFalse();
    }

    @Test
    void a_life_that_changes_touches_only_what_is_earned_afterwards() {
        Policy policy = policy("""
                coins:
                  life:
                    - {to: 2026-06-15, value: never}
                    - {from: 2026-06-15, to: 2027-01-01, value: {until: 2027-01-31}}
                    - {from: 2027-01-01, value: {end-of: quarter, after-months: 12}}
                """);

        assertThat(policy.coinLifeAt(Instant.parse("2026-06-15T06:00:00Z"))).isEqualTo(new Life.Never());
        assertThat(policy.coinLifeAt(NOON).endOf(NOON, policy.zone())).contains(Instant.parse("2027-02-01T08:00:00Z"));
        assertThat(policy.coinLifeAt(Instant.parse("2027-01-01T08:00:00Z")))
                .isEqualTo(new Life.EndOf(Life.Span.QUARTER, 12));
    }

    @Test
    void pending_units_wait_to_the_end_of_their_last_local_day() {
        Policy policy = policy("coins: {pending: P14D}\npoints: {pending: [{from: 2026-06-15, value: P1M}]}");

        assertThat(policy.availableAt(ProgrammeKind.COINS, NOON)).isEqualTo(Instant.parse("2026-06-30T07:00:00Z"));
        assertThat(policy.availableAt(ProgrammeKind.POINTS, NOON)).isEqualTo(Instant.parse("2026-07-16T07:00:00Z"));
        assertThat(policy.availableAt(ProgrammeKind.POINTS, NOON.minusSeconds(86_400)))
                .isEqualTo(NOON.minusSeconds(86_400));
    }

    @Test
    void promotions_run_in_their_window_for_their_programme() {
        Policy policy = policy("""
                promotions:
                  - {id: 7, name: A, from: 2026-06-01, to: 2026-07-01, programme: both, multiplier: 2}
                  - {id: 3, name: B, from: 2026-06-15T12:00, programme: coins, bonus: 5, funder: store:9, life: P3D}
                """);

        assertThat(policy.promotionsAt(NOON, Activity.ORDER, ProgrammeKind.COINS))
                .extracting(Promotion::id)
                .containsExactly(3, 7);
        assertThat(policy.promotionsAt(NOON.minusMillis(1), Activity.ORDER, ProgrammeKind.COINS))
                .extracting(Promotion::id)
                .containsExactly(7);
        assertThat(policy.promotionsAt(NOON, Activity.ORDER, ProgrammeKind.POINTS))
                .extracting(Promotion::id)
                .containsExactly(7);
        assertThat(policy.promotionsAt(NOON, Activity.REVIEW, ProgrammeKind.COINS))
                .isEmpty();
        assertThat(policy.promotionsAt(NOON, Activity.ORDER, ProgrammeKind.COINS)
                        .get(0)
                        .effect())
                .isEqualTo(new Promotion.Bonus(
                        5, Optional.of(new Life.Rolling(Period.ofDays(3))), Optional.of("store:9")));
    }

    @Test
    void promotions_are_for_the_activity_they_name() {
        Policy policy = policy("""
                promotions:
                  - {id: 1, name: A, from: 2026-06-01, programme: both, activity: collection-event, bonus: 2}
                  - {id: 2, name: B, from: 2026-06-01, programme: both, activity: review, products: [3], bonus: 2}
                """);

        assertThat(policy.promotionsAt(NOON, Activity.COLLECTION_EVENT, ProgrammeKind.POINTS))
                .extracting(Promotion::id)
                .containsExactly(1);
        assertThat(policy.promotionsAt(NOON, Activity.REVIEW, ProgrammeKind.COINS))
                .extracting(Promotion::id)
                .containsExactly(2);
        assertThat(policy.promotionsAt(NOON, Activity.ORDER, ProgrammeKind.COINS))
                .isEmpty();
    }

    @Test
    void a_reward_holds_in_its_window_and_there_may_be_none_in_between() {
        Policy policy = policy("""
                activities:
                  referrals:
                    - {programme: both, units: 5, to: 2026-06-15}
                    - {programme: points, units: 7, from: 2026-06-16, life: P3D}
                """);

        assertThat(units(policy, ProgrammeKind.COINS, "2026-06-15T06:59:59.999999Z"))
                .isEqualTo("5");
        assertThat(units(policy, ProgrammeKind.COINS, "2026-06-15T07:00:00Z")).isEqualTo("none");
        assertThat(units(policy, ProgrammeKind.POINTS, "2026-06-16T06:59:59.999999Z"))
                .isEqualTo("none");
        assertThat(units(policy, ProgrammeKind.POINTS, "2026-06-16T07:00:00Z")).isEqualTo("7");
        assertThat(policy.reward(Activity.REFERRAL, ProgrammeKind.POINTS, "", Instant.parse("2026-06-16T07:00:00Z")))
                .contains(new Reward(
                        List.of(7L),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.of(new Life.Rolling(Period.ofDays(3)))));
    }

    private static String units(Policy policy, ProgrammeKind programme, String at) {
        return policy.reward(Activity.REFERRAL, programme, "", Instant.parse(at))
                .map(reward -> String.valueOf(reward.units()))
                .orElse("none");
    }

    @Test
    void a_reward_for_a_name_goes_before_the_one_for_any_name_while_it_is_in_force() {
        Policy policy = policy("""
                activities:
                  games:
                    - {programme: coins, units: 1, cap-a-day: 3, cap: 9}
                    - {programme: coins, units: 4, name: x, to: 2026-06-15}
                """);

        assertThat(game(policy, "x", "2026-06-15T06:59:59.999999Z").units()).isEqualTo(4);
        assertThat(game(policy, "x", "2026-06-15T07:00:00Z"))
                .isEqualTo(new Reward(List.of(1L), OptionalLong.of(3), OptionalLong.of(9), Optional.empty()));
        assertThat(game(policy, "X", "2026-06-15T06:59:59.999999Z").units()).isEqualTo(1);
        assertThat(policy.reward(Activity.TASK, ProgrammeKind.COINS, "x", NOON)).isEmpty();
    }

    private static Reward game(Policy policy, String name, String at) {
        return policy.reward(Activity.GAME, ProgrammeKind.COINS, name, Instant.parse(at))
                .orElseThrow();
    }

    @Test
    void lists_of_rewards_go_on_in_the_next_file() {
        String activities = "activities: {tasks: [{programme: coins, units: 3, name: %s}]}";
        Policy policy = PolicyReader.read(
                List.of(
                        new SourceFile("a.yaml", "version: 1\nmarket: T\ntime-zone: UTC\n" + activities.formatted("x")),
                        new SourceFile("b.yaml", activities.formatted("y"))),
                "folder",
                new Faults());

        assertThat(policy.reward(Activity.TASK, ProgrammeKind.COINS, "x", NOON)).isPresent();
        assertThat(policy.reward(Activity.TASK, ProgrammeKind.COINS, "y", NOON)).isPresent();
    }
}
