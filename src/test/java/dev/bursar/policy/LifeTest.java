package dev.bursar.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends of lots and edges of days, over daylight saving and in zones without midnight. */
class LifeTest {

    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    private static Instant at(String zoned) {
        return ZonedDateTime.parse(zoned).toInstant();
    }

    @Test
    void example_25_ninety_days_end_after_the_last_local_day() {
        assertThat(new Life.Rolling(Period.ofDays(90))
                        .endOf(at("2026-01-15T10:00-08:00[America/Los_Angeles]"), LOS_ANGELES))
                .contains(Instant.parse("2026-04-16T07:00:00Z"));
    }

    @Test
    void example_26_twelve_months_end_after_the_last_local_day() {
        assertThat(new Life.Rolling(Period.ofMonths(12))
                        .endOf(at("2025-11-19T23:59:59-08:00[America/Los_Angeles]"), LOS_ANGELES))
                .contains(Instant.parse("2026-11-20T08:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, P1M,  2026-02-28",
        "2028-01-31, P1M,  2028-02-29",
        "2028-02-29, P1Y,  2029-02-28",
        "2027-02-28, P1Y,  2028-02-28",
        "2026-12-31, P1D,  2027-01-01",
        "2026-01-31, P1M1D, 2026-03-01"
    })
    void months_that_are_too_short_end_on_their_last_day(LocalDate earned, Period length, LocalDate last) {
        assertThat(new Life.Rolling(length).lastDay(earned)).contains(last);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, MONTH,   0,  2026-01-31",
        "2026-01-31, MONTH,   1,  2026-02-28",
        "2026-01-01, QUARTER, 0,  2026-03-31",
        "2026-11-30, QUARTER, 3,  2027-03-31",
        "2026-12-31, QUARTER, 0,  2026-12-31",
        "2026-05-05, YEAR,    0,  2026-12-31",
        "2026-05-05, YEAR,    12, 2027-12-31",
        "2028-01-31, MONTH,   1,  2028-02-29"
    })
    void a_calendar_end_takes_the_whole_span(LocalDate earned, Life.Span span, int months, LocalDate last) {
        assertThat(new Life.EndOf(span, months).lastDay(earned)).contains(last);
    }

    @ParameterizedTest
    @CsvSource({
        // 23 and 25 hours long.
        "America/Los_Angeles, 2026-03-08, 2026-03-08T08:00:00Z, 2026-03-09T07:00:00Z",
        "America/Los_Angeles, 2026-11-01, 2026-11-01T07:00:00Z, 2026-11-02T08:00:00Z",
        // Clocks jump from 00:00 to 01:00.
        "America/Santiago,    2025-09-07, 2025-09-07T04:00:00Z, 2025-09-08T03:00:00Z",
        // Clocks go back from 24:00 to 23:00: the hour before midnight comes twice and belongs to the day.
        "America/Santiago,    2026-04-04, 2026-04-04T03:00:00Z, 2026-04-05T04:00:00Z",
        // Clocks go back from 01:00 to 00:00: midnight comes twice, the first counts.
        "America/Havana,      2026-11-01, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
        // The island skipped 30 December as a whole.
        "Pacific/Apia,        2011-12-29, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
        "Asia/Kathmandu,      2026-01-01, 2025-12-31T18:15:00Z, 2026-01-01T18:15:00Z"
    })
    void a_day_ends_where_the_next_begins(ZoneId zone, LocalDate day, Instant start, Instant end) {
        assertThat(LocalDays.startOf(day, zone)).isEqualTo(start);
        assertThat(LocalDays.endOf(day, zone)).isEqualTo(end);
        assertThat(LocalDays.dayOf(start, zone)).isEqualTo(day);
        assertThat(LocalDays.dayOf(end.minusNanos(1), zone)).isEqualTo(day);
        assertThat(LocalDays.dayOf(end, zone)).isAfter(day);
    }

    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 2026-03-07, 2026-03-08",
        "America/Los_Angeles, 2026-03-08, 2026-03-09",
        "America/Los_Angeles, 2026-11-01, 2026-11-02",
        "America/Santiago,    2025-09-06, 2025-09-07",
        "America/Santiago,    2026-04-04, 2026-04-05",
        "America/Havana,      2026-10-31, 2026-11-01",
        "Pacific/Apia,        2011-12-29, 2011-12-31",
        "Asia/Kathmandu,      2026-12-31, 2027-01-01"
    })
    void one_day_follows_another_as_the_calendar_has_them(ZoneId zone, LocalDate day, LocalDate next) {
        assertThat(LocalDays.dayAfter(day, zone)).isEqualTo(next);
        assertThat(LocalDays.dayBefore(next, zone)).isEqualTo(day);
    }
}
