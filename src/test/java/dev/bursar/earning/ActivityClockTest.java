package dev.bursar.earning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.shop.StoreTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/rules.md §4, points for want of purchases. */
class ActivityClockTest {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    @Test
    void example_26_twelve_months_after_19_november_end_with_the_same_day_of_the_next_year() {
        assertThat(keepsUntil("P12M", "2025-11-20T07:59:59Z")).contains(Instant.parse("2026-11-20T08:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        // the last day of February, and leap days
        "P12M, 2027-02-28T20:00:00Z, 2028-02-29T08:00:00Z",
        "P12M, 2028-02-29T20:00:00Z, 2029-03-01T08:00:00Z",
        "P1M, 2027-01-31T20:00:00Z, 2027-03-01T08:00:00Z",
        // over a change of the clocks, and on the night of one
        "P30D, 2026-10-15T20:00:00Z, 2026-11-15T08:00:00Z",
        "P1D, 2026-10-31T20:00:00Z, 2026-11-02T08:00:00Z",
        "P1D, 2027-03-13T20:00:00Z, 2027-03-15T07:00:00Z"
    })
    void it_ends_with_the_local_day_that_the_period_reaches(String period, String completedAt, String end) {
        assertThat(keepsUntil(period, completedAt)).contains(Instant.parse(end));
    }

    @Test
    void without_a_period_there_is_no_clock() {
        assertThat(ActivityClock.keepsUntil(terms(Optional.empty()), Instant.parse("2026-11-20T00:00:00Z"), ZONE))
                .isEmpty();
    }

    private static Optional<Instant> keepsUntil(String period, String completedAt) {
        return ActivityClock.keepsUntil(terms(Optional.of(Period.parse(period))), Instant.parse(completedAt), ZONE);
    }

    private static StoreTerms terms(Optional<Period> inactiveAfter) {
        return new StoreTerms(
                2,
                LocalDate.of(2020, 1, 1),
                true,
                "USD",
                BigDecimal.ONE,
                BigDecimal.ONE,
                OptionalLong.empty(),
                OptionalLong.empty(),
                inactiveAfter,
                Optional.empty());
    }
}
