package dev.bursar.earning;

import static dev.bursar.earning.AnActivity.a;
import static dev.bursar.earning.AnActivity.aCheckIn;
import static dev.bursar.earning.OrderCases.terms;
import static dev.bursar.earning.RewardCases.built;
import static dev.bursar.earning.RewardCases.checkIns;
import static dev.bursar.earning.RewardCases.policy;
import static dev.bursar.earning.RewardCases.policyIn;
import static dev.bursar.earning.RewardCases.showActivities;
import static dev.bursar.policy.ProgrammeKind.COINS;
import static dev.bursar.policy.ProgrammeKind.POINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.policy.Activity;
import dev.bursar.policy.Policy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The row "check-in" of docs/rules.md §2, and its worked example 7. */
class CheckInRuleTest {

    private static final String TABLE = "activities: {check-ins: [{programme: both, units: [1, 2, 3, 5, 8]}]}";
    private static final Policy POLICY = policy(TABLE);

    /** A check-in on a day of November at noon, numbered by the day. */
    private static AnActivity on(int day) {
        return aCheckIn(day, "2026-11-%02dT20:00:00Z".formatted(day));
    }

    @Test
    void example_7_the_amount_follows_the_days_in_a_row() {
        assertThat(checkIns(POLICY, on(1), on(2), on(3), on(5), on(6)))
                .isEqualTo(Map.of(1L, "1", 2L, "2", 3L, "3", 5L, "1", 6L, "2"));
    }

    @Test
    void example_7_a_day_that_arrives_late_joins_two_streaks() {
        assertThat(checkIns(POLICY, on(1), on(2), on(3), on(5), on(6), on(4)))
                .isEqualTo(Map.of(1L, "1", 2L, "2", 3L, "3", 4L, "5", 5L, "8", 6L, "8"));
    }

    @Test
    void example_7_the_late_day_changes_what_it_and_the_two_days_after_it_earn() {
        Map<Long, String> before = checkIns(POLICY, on(1), on(2), on(3), on(5), on(6));
        Map<Long, String> after = checkIns(POLICY, on(4), on(6), on(5), on(3), on(2), on(1));

        assertThat(IntStream.rangeClosed(1, 6)
                        .mapToLong(day -> Long.parseLong(after.getOrDefault((long) day, "0"))
                                - Long.parseLong(before.getOrDefault((long) day, "0"))))
                .containsExactly(0L, 0L, 0L, 5L, 7L, 6L);
    }

    @Test
    void only_the_first_of_a_local_day_counts() {
        assertThat(checkIns(
                        POLICY,
                        aCheckIn(3, "2026-11-19T20:00:00Z"),
                        aCheckIn(1, "2026-11-19T20:00:00Z"),
                        aCheckIn(2, "2026-11-19T19:59:59.999999Z"),
                        aCheckIn(4, "2026-11-20T20:00:00Z")))
                .isEqualTo(Map.of(2L, "1", 1L, "SAME_DAY", 3L, "SAME_DAY", 4L, "2"));
    }

    @ParameterizedTest
    @CsvSource({
        // Days of 23 and of 25 hours.
        "America/Los_Angeles, 2026-03-08T08:00:00Z, 2026-03-09T06:59:59.999999Z, 2026-03-09T07:00:00Z",
        "America/Los_Angeles, 2026-11-01T07:00:00Z, 2026-11-02T07:59:59.999999Z, 2026-11-02T08:00:00Z",
        // No midnight, and two.
        "America/Santiago, 2025-09-07T04:00:00Z, 2025-09-08T02:59:59.999999Z, 2025-09-08T03:00:00Z",
        "America/Havana, 2026-11-01T04:00:00Z, 2026-11-02T04:59:59.999999Z, 2026-11-02T05:00:00Z",
        "Asia/Kathmandu, 2025-12-31T18:15:00Z, 2026-01-01T18:14:59.999999Z, 2026-01-01T18:15:00Z"
    })
    void a_day_is_a_local_day_from_midnight_to_midnight(String zone, String first, String last, String next) {
        assertThat(checkIns(policyIn(zone, TABLE), aCheckIn(1, first), aCheckIn(2, last), aCheckIn(3, next)))
                .isEqualTo(Map.of(1L, "1", 2L, "SAME_DAY", 3L, "2"));
    }

    @Test
    void a_day_that_the_calendar_skipped_breaks_no_streak() {
        // Apia went from 29 to 31 December 2011; noon there is 22:00 UTC the day before, since then.
        assertThat(checkIns(
                        policyIn("Pacific/Apia", TABLE),
                        aCheckIn(1, "2011-12-29T22:00:00Z"),
                        aCheckIn(2, "2011-12-30T22:00:00Z")))
                .isEqualTo(Map.of(1L, "1", 2L, "2"));
    }

    @Test
    void check_ins_for_the_platform_and_for_each_store_are_series_of_their_own() {
        AnActivity[] all = {
            on(1),
            on(2).forStore(5),
            on(3),
            aCheckIn(13, "2026-11-03T20:00:00Z").forStore(5),
            on(4).forStore(6)
        };

        assertThat(checkIns(POLICY, COINS, all))
                .isEqualTo(
                        Map.of(1L, "1", 3L, "1", 2L, "OTHER_PROGRAMME", 13L, "OTHER_PROGRAMME", 4L, "OTHER_PROGRAMME"));
        assertThat(checkIns(POLICY, POINTS, all))
                .isEqualTo(Map.of(1L, "OTHER_PROGRAMME", 3L, "OTHER_PROGRAMME", 2L, "1", 13L, "2", 4L, "1"));
    }

    @Test
    void a_day_that_earned_nothing_is_part_of_the_streak_all_the_same() {
        Policy fromTheSecond =
                policy("activities: {check-ins: [{programme: both, units: [1, 2, 3], from: 2026-11-02}]}");

        assertThat(checkIns(fromTheSecond, on(1), on(2))).isEqualTo(Map.of(1L, "NO_SETTING", 2L, "2"));
        assertThat(checkIns(POLICY, POINTS, on(1).forStore(5).under(terms("USD", false)), on(2).forStore(5)))
                .isEqualTo(Map.of(1L, "STORE_NOT_TAKING_PART", 2L, "2"));
    }

    @Test
    void a_day_of_the_table_may_give_nothing() {
        Policy policy = policy("activities: {check-ins: [{programme: coins, units: [0, 0, 9]}]}");

        assertThat(checkIns(policy, on(1), on(2), on(3), on(4)))
                .isEqualTo(Map.of(1L, "BELOW_ONE_UNIT", 2L, "BELOW_ONE_UNIT", 3L, "9", 4L, "9"));
    }

    @Test
    void each_day_goes_by_the_table_in_force_on_it() {
        Policy policy = policy("activities: {check-ins: [{programme: coins, units: [1, 2], to: 2026-11-03},"
                + " {programme: coins, units: [10, 20, 30, 40], from: 2026-11-03}]}");

        assertThat(checkIns(policy, on(1), on(2), on(3), on(4), on(5)))
                .isEqualTo(Map.of(1L, "1", 2L, "2", 3L, "30", 4L, "40", 5L, "40"));
    }

    @Test
    void what_cannot_be_judged_says_why() {
        assertThat(checkIns(POLICY, POINTS, on(1).forStore(5).inAnUnknownStore())
                        .get(1L))
                .isEqualTo("UNKNOWN_STORE");
        assertThat(showActivities(new CheckInRule(POLICY)
                        .judge(COINS, false, built(on(1)), LocalDate.MIN, checkIn -> Standing.OPEN)))
                .isEqualTo(Map.of(1L, "MEMBER"));
        CheckInRule rule = new CheckInRule(POLICY);
        List<ActivityCase> task = built(a(Activity.TASK, 9, "x", "2026-11-19T20:00:00Z"));
        assertThatThrownBy(() -> rule.judge(COINS, true, task, LocalDate.MIN, checkIn -> Standing.OPEN))
                .hasMessageContaining("activity 9 is a TASK");
    }

    @Test
    void what_is_posted_keeps_its_day_though_its_store_gives_nothing_any_more() {
        List<ActivityCase> checkIns = built(on(1).forStore(5).under(Optional.empty()), on(2).forStore(5));

        assertThat(showActivities(new CheckInRule(POLICY)
                        .judge(POINTS, true, checkIns, LocalDate.MIN, checkIn -> Standing.POSTED)))
                .isEqualTo(Map.of(1L, "STORE_NOT_TAKING_PART", 2L, "2"));
    }

    @Test
    void a_frozen_check_in_was_there_before_any_other_of_its_day() {
        List<ActivityCase> checkIns = built(
                aCheckIn(1, "2026-11-18T20:00:00Z"),
                aCheckIn(2, "2026-11-19T17:00:00Z"),
                aCheckIn(3, "2026-11-19T20:00:00Z"));

        assertThat(showActivities(new CheckInRule(POLICY)
                        .judge(
                                COINS,
                                true,
                                checkIns,
                                LocalDate.MIN,
                                checkIn -> checkIn.activityId() == 3 ? Standing.EARNED : Standing.OPEN)))
                .isEqualTo(Map.of(1L, "1", 2L, "SAME_DAY"));
    }

    @Test
    void a_streak_matters_as_far_as_the_longest_table_is_long() {
        CheckInRule rule = new CheckInRule(policy("activities: {check-ins: [{programme: coins, units: [1, 2]},"
                + " {programme: points, units: [1, 2, 3, 5, 8]}]}"));

        assertThat(rule.readFrom(LocalDate.parse("2026-11-19"))).isEqualTo("2026-11-15");
        assertThat(rule.lastAffected(LocalDate.parse("2026-11-19"))).isEqualTo("2026-11-23");
        assertThat(new CheckInRule(policy("")).readFrom(LocalDate.parse("2026-11-19")))
                .isEqualTo("2026-11-19");
    }

    @Test
    void days_that_the_calendar_skipped_are_not_counted_for_that() {
        CheckInRule rule = new CheckInRule(policyIn("Pacific/Apia", TABLE));

        assertThat(rule.readFrom(LocalDate.parse("2012-01-01"))).isEqualTo("2011-12-27");
        assertThat(rule.lastAffected(LocalDate.parse("2011-12-29"))).isEqualTo("2012-01-03");
    }
}
