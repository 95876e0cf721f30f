package dev.bursar.lapse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.policy.PolicyFiles;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** docs/rules.md §4, circuit breaker: a tenth may lapse at once, on the last day of 2026 six tenths, and always 100 units. */
class BreakerTest {

    private static final Breaker BREAKER =
            new Breaker(PolicyFiles.parse("p.yaml", """
            version: 1
            market: M
            time-zone: America/Los_Angeles
            lapse:
              share:
                - {to: 2026-12-31, value: 0.1}
                - {from: 2026-12-31, to: 2027-01-01, value: 0.6}
                - {from: 2027-01-01, value: 0.1}
              floor: 100
            """).lapse());

    private static final Instant ORDINARY = Instant.parse("2026-12-10T08:00:00Z");
    private static final Instant DAY_BEFORE = Instant.parse("2026-12-31T08:00:00Z");
    private static final Instant ANNOUNCED = Instant.parse("2027-01-01T08:00:00Z");
    private static final Instant DAY_AFTER = Instant.parse("2027-01-02T08:00:00Z");

    private static SortedMap<Instant, Long> due(Map<Instant, Long> units) {
        return new TreeMap<>(units);
    }

    private static boolean stops(Map<Instant, Long> units, long outstanding) {
        return BREAKER.excess(due(units), outstanding).isPresent();
    }

    @Test
    void up_to_the_share_may_lapse() {
        assertThat(stops(Map.of(ORDINARY, 1_000L), 10_000)).isFalse();
    }

    @Test
    void one_unit_more_stops_the_run() {
        assertThat(BREAKER.excess(due(Map.of(ORDINARY, 1_001L)), 10_000)).hasValueSatisfying(excess -> {
            assertThat(excess.units()).isEqualTo(1_001);
            assertThat(excess.allowed()).isEqualTo(1_000);
        });
    }

    @Test
    void a_share_is_rounded_down_to_whole_units() {
        assertThat(stops(Map.of(ORDINARY, 1_001L), 10_019)).isFalse();
        assertThat(stops(Map.of(ORDINARY, 1_002L), 10_019)).isTrue();
    }

    @Test
    void days_under_the_same_share_are_added_up() {
        assertThat(stops(Map.of(ORDINARY, 600L, DAY_BEFORE, 401L), 10_000)).isTrue();
    }

    @Test
    void so_many_units_may_always_lapse() {
        assertThat(stops(Map.of(ORDINARY, 100L), 100)).isFalse();
        assertThat(stops(Map.of(ORDINARY, 101L), 101)).isTrue();
    }

    @Test
    void a_day_can_be_announced_and_its_own_share_counts() {
        assertThat(stops(Map.of(ANNOUNCED, 6_000L), 10_000)).isFalse();
        assertThat(stops(Map.of(ANNOUNCED, 6_001L), 10_000)).isTrue();
    }

    @Test
    void the_days_around_it_are_held_against_theirs() {
        assertThat(stops(Map.of(DAY_BEFORE, 1_001L, ANNOUNCED, 3_000L), 10_000)).isTrue();
        assertThat(stops(Map.of(DAY_AFTER, 1_001L, ANNOUNCED, 3_000L), 10_000)).isTrue();
        assertThat(stops(Map.of(DAY_AFTER, 1_000L, ANNOUNCED, 3_000L), 10_000)).isFalse();
    }

    @Test
    void the_largest_excess_is_named() {
        assertThat(BREAKER.excess(due(Map.of(ORDINARY, 1_500L, ANNOUNCED, 7_000L)), 10_000))
                .hasValueSatisfying(excess -> assertThat(excess.units()).isEqualTo(7_000));
    }

    @Test
    void what_needs_no_look_at_all_units_is_the_least_of_the_floors() {
        assertThat(BREAKER.harmless(due(Map.of(ORDINARY, 5L, ANNOUNCED, 5L)))).isEqualTo(100);
        assertThat(BREAKER.harmless(due(Map.of()))).isEqualTo(Long.MAX_VALUE);
    }
}
