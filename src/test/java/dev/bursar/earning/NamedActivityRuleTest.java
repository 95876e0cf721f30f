package dev.bursar.earning;

import static dev.bursar.earning.AnActivity.a;
import static dev.bursar.earning.AnActivity.aCheckIn;
import static dev.bursar.earning.AnActivity.aShare;
import static dev.bursar.earning.OrderCases.terms;
import static dev.bursar.earning.RewardCases.built;
import static dev.bursar.earning.RewardCases.named;
import static dev.bursar.earning.RewardCases.policy;
import static dev.bursar.earning.RewardCases.showActivities;
import static dev.bursar.policy.ProgrammeKind.COINS;
import static dev.bursar.policy.ProgrammeKind.POINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.policy.Activity;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The row "task, share, game, collection event" of docs/rules.md §2. */
class NamedActivityRuleTest {

    private static final String NOON = "2026-11-19T20:00:00Z";

    private static String shares(String... items) {
        return "activities: {shares: [{" + String.join("}, {", items) + "}]}";
    }

    @ParameterizedTest
    @CsvSource({"TASK, tasks", "SHARE, shares", "GAME, games", "COLLECTION_EVENT, collection-events"})
    void each_kind_earns_by_its_own_settings(Activity kind, String setting) {
        String policy = "activities: {" + setting + ": [{name: x, programme: coins, units: 7}]}";

        assertThat(named(policy, COINS, a(kind, 1, "x", NOON), a(kind, 2, "y", NOON)))
                .isEqualTo(Map.of(1L, "7", 2L, "NO_SETTING"));
    }

    @Test
    void a_name_without_a_setting_of_its_own_earns_by_the_one_for_any_name() {
        String policy = shares(
                "programme: coins, units: 1", "programme: coins, units: 5, name: x, from: 2026-11-19, to: 2026-11-20");

        assertThat(named(
                        policy,
                        COINS,
                        aShare(1, "x", "2026-11-18T20:00:00Z"),
                        aShare(2, "x", NOON),
                        aShare(3, "y", NOON),
                        aShare(4, "x", "2026-11-20T20:00:00Z")))
                .isEqualTo(Map.of(1L, "1", 2L, "5", 3L, "1", 4L, "1"));
    }

    @Test
    void the_earliest_of_a_local_day_earn() {
        String policy = shares("programme: coins, units: 1, cap-a-day: 2");

        assertThat(named(
                        policy,
                        COINS,
                        aShare(4, "x", "2026-11-20T08:00:00Z"),
                        aShare(3, "x", "2026-11-20T07:59:59.999999Z"),
                        aShare(2, "x", "2026-11-19T08:00:00Z"),
                        aShare(1, "x", "2026-11-19T08:00:00Z"),
                        aShare(5, "x", "2026-11-19T07:59:59.999999Z")))
                .isEqualTo(Map.of(5L, "1", 1L, "1", 2L, "1", 3L, "CAP_A_DAY", 4L, "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-08T08:00:00Z, 2026-03-09T06:59:59.999999Z, 2026-03-09T07:00:00Z",
        "2026-11-01T07:00:00Z, 2026-11-02T07:59:59.999999Z, 2026-11-02T08:00:00Z"
    })
    void a_day_may_have_23_or_25_hours(String first, String last, String next) {
        String policy = shares("programme: coins, units: 1, cap-a-day: 1");

        assertThat(named(policy, COINS, aShare(1, "x", first), aShare(2, "x", last), aShare(3, "x", next)))
                .isEqualTo(Map.of(1L, "1", 2L, "CAP_A_DAY", 3L, "1"));
    }

    @Test
    void the_earliest_in_all_earn() {
        String policy = shares("programme: coins, units: 1, cap-a-day: 2, cap: 3");

        assertThat(named(
                        policy,
                        COINS,
                        aShare(1, "x", "2026-11-19T20:00:00Z"),
                        aShare(2, "x", "2026-11-19T20:00:00Z"),
                        aShare(3, "x", "2026-11-19T20:00:00Z"),
                        aShare(4, "x", "2026-11-20T20:00:00Z"),
                        aShare(5, "x", "2026-11-20T20:00:00Z")))
                .isEqualTo(Map.of(1L, "1", 2L, "1", 3L, "CAP_A_DAY", 4L, "1", 5L, "CAP_IN_ALL"));
    }

    @Test
    void a_late_one_takes_the_place_of_the_last() {
        String policy = shares("programme: coins, units: 1, cap: 2");
        AnActivity late = aShare(9, "x", "2026-11-18T20:00:00Z");

        assertThat(named(policy, COINS, aShare(1, "x", NOON), aShare(2, "x", NOON), late))
                .isEqualTo(Map.of(9L, "1", 1L, "1", 2L, "CAP_IN_ALL"));
    }

    @Test
    void what_earned_before_counts_for_the_cap_in_all() {
        String policy = shares("programme: coins, units: 1, cap: 10");
        NamedActivityRule.Series nine = new NamedActivityRule.Series(Activity.SHARE, "x", OptionalLong.empty());

        assertThat(named(
                        policy,
                        COINS,
                        series -> series.equals(nine) ? 9 : 0,
                        aShare(1, "x", NOON),
                        aShare(2, "x", NOON),
                        aShare(3, "y", NOON)))
                .isEqualTo(Map.of(1L, "1", 2L, "CAP_IN_ALL", 3L, "1"));
    }

    @Test
    void the_past_is_asked_for_only_where_there_is_a_cap_in_all() {
        assertThat(named(
                        shares("programme: coins, units: 1, cap-a-day: 1"),
                        COINS,
                        series -> {
                            throw new AssertionError("asked for " + series);
                        },
                        aShare(1, "x", NOON)))
                .isEqualTo(Map.of(1L, "1"));
    }

    @Test
    void caps_count_each_kind_name_and_store_by_itself() {
        String policy = "activities: {shares: [{programme: both, units: 1, cap: 1}],"
                + " games: [{programme: both, units: 1, cap: 1}]}";
        AnActivity[] all = {
            aShare(1, "x", NOON),
            aShare(2, "y", NOON),
            a(Activity.GAME, 3, "x", NOON),
            aShare(4, "x", NOON).forStore(5),
            aShare(5, "x", NOON).forStore(6),
            aShare(6, "x", NOON).forStore(5)
        };

        assertThat(named(policy, COINS, all))
                .isEqualTo(Map.of(
                        1L,
                        "1",
                        2L,
                        "1",
                        3L,
                        "1",
                        4L,
                        "OTHER_PROGRAMME",
                        5L,
                        "OTHER_PROGRAMME",
                        6L,
                        "OTHER_PROGRAMME"));
        assertThat(named(policy, POINTS, all))
                .isEqualTo(Map.of(
                        1L,
                        "OTHER_PROGRAMME",
                        2L,
                        "OTHER_PROGRAMME",
                        3L,
                        "OTHER_PROGRAMME",
                        4L,
                        "1",
                        5L,
                        "1",
                        6L,
                        "CAP_IN_ALL"));
    }

    @Test
    void only_what_earned_units_counts_for_a_cap() {
        String policy = shares("programme: both, units: 1, cap: 1, from: 2026-11-20");

        assertThat(named(policy, COINS, aShare(1, "x", NOON), aShare(2, "x", "2026-11-20T20:00:00Z")))
                .isEqualTo(Map.of(1L, "NO_SETTING", 2L, "1"));
        assertThat(named(
                        policy,
                        POINTS,
                        aShare(1, "x", "2026-11-20T20:00:00Z").forStore(5).under(terms("USD", false)),
                        aShare(2, "x", "2026-11-20T20:00:00Z").forStore(5)))
                .isEqualTo(Map.of(1L, "STORE_NOT_TAKING_PART", 2L, "1"));
    }

    @Test
    void a_cap_that_is_lowered_takes_nothing_back() {
        String policy = shares(
                "programme: coins, units: 1, cap: 3, to: 2026-11-20",
                "programme: coins, units: 1, cap: 2, from: 2026-11-20");

        assertThat(named(
                        policy,
                        COINS,
                        aShare(1, "x", NOON),
                        aShare(2, "x", NOON),
                        aShare(3, "x", NOON),
                        aShare(4, "x", "2026-11-20T20:00:00Z")))
                .isEqualTo(Map.of(1L, "1", 2L, "1", 3L, "1", 4L, "CAP_IN_ALL"));
    }

    @Test
    void what_cannot_be_judged_says_why() {
        String policy = shares("programme: both, units: 1");

        assertThat(named(policy, POINTS, aShare(1, "x", NOON).forStore(5).inAnUnknownStore()))
                .isEqualTo(Map.of(1L, "UNKNOWN_STORE"));
        assertThat(showActivities(new NamedActivityRule(policy(policy))
                        .judge(COINS, false, built(aShare(1, "x", NOON)), series -> 0, share -> Standing.OPEN)))
                .isEqualTo(Map.of(1L, "MEMBER"));
        NamedActivityRule rule = new NamedActivityRule(policy(policy));
        List<ActivityCase> checkIn = built(aCheckIn(9, NOON));
        assertThatThrownBy(() -> rule.judge(COINS, true, checkIn, series -> 0, share -> Standing.OPEN))
                .hasMessageContaining("activity 9 is a CHECK_IN");
    }
}
