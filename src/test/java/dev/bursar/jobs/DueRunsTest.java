package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.LockTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueRunsTest {

    private static final ZoneId MARKET = ZoneId.of("America/Los_Angeles");
    private static final LockTerms LOCK = new LockTerms("books", Duration.ofMinutes(2), Duration.ZERO);
    private static final Bounds BOUNDS = new Bounds(Duration.ofHours(1), Duration.ofHours(2));

    private static final JobFile NIGHTLY = job("30 0 * * *", MARKET, Per.BUSINESS_DATE);
    private static final JobFile WEEKLY = job("15 5 * * 0", MARKET, Per.BUSINESS_DATE);
    private static final JobFile HOURLY = job("5 * * * *", ZoneId.of("UTC"), Per.UTC_HOUR);

    private static JobFile job(String cron, ZoneId zone, Per per) {
        return new JobFile("job", "Does.", new Schedule(cron, zone), per, List.of("credit-orders"), LOCK, BOUNDS);
    }

    /** The night of the 19th is due on the 20th at 00:30, which is 08:30 UTC, and to be done by 10:30. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-11-20T10:29:00Z, 2026-11-18,
            2026-11-20T10:31:00Z, 2026-11-18, 2026-11-19
            2026-11-20T10:31:00Z, 2026-11-19,
            2026-11-20T10:31:00Z, 2026-11-20,
            2026-11-20T10:31:00Z,           , 2026-11-19
            2026-11-23T12:00:00Z, 2026-11-18, 2026-11-22
            """)
    void a_night_is_late_once_its_time_to_end_has_passed(Instant now, String completed, String late) {
        assertThat(DueRuns.late(NIGHTLY, Optional.ofNullable(completed), now).map(RunIdentity::value))
                .isEqualTo(Optional.ofNullable(late));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-11-20T12:30:00Z, 2026-11-20T09:00:00Z,
            2026-11-20T12:30:00Z, 2026-11-20T08:00:00Z, 2026-11-20T09:00:00Z
            """)
    void an_hour_is_late_once_none_since_has_been_completed(Instant now, String completed, String late) {
        assertThat(DueRuns.late(HOURLY, Optional.of(completed), now).map(RunIdentity::value))
                .isEqualTo(Optional.ofNullable(late));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-11-19, ''
            2026-11-18, ''
            2026-11-17, 2026-11-18
            2026-11-15, '2026-11-16,2026-11-17,2026-11-18'
            2026-11-25, ''
            2026-10-30, '2026-10-31,2026-11-01,2026-11-02,2026-11-03,2026-11-04,2026-11-05,2026-11-06,2026-11-07,2026-11-08,2026-11-09,2026-11-10,2026-11-11,2026-11-12,2026-11-13,2026-11-14,2026-11-15,2026-11-16,2026-11-17,2026-11-18'
            """)
    void nights_that_were_missed_come_before_the_one_asked_for(String completed, String missed) {
        assertThat(missed(NIGHTLY, completed, "2026-11-19")).isEqualTo(missed);
    }

    @Test
    void a_weekly_job_misses_weeks_and_not_days() {
        assertThat(missed(WEEKLY, "2026-10-31", "2026-11-21")).isEqualTo("2026-11-07,2026-11-14");
    }

    @Test
    void a_missed_hour_needs_no_catching_up() {
        assertThat(DueRuns.missed(
                        HOURLY,
                        Optional.of("2026-11-20T08:00:00Z"),
                        RunIdentity.ofHour(Instant.parse("2026-11-20T12:00:00Z"))))
                .isEmpty();
    }

    @Test
    void a_job_that_never_ran_has_missed_nothing() {
        assertThat(DueRuns.missed(NIGHTLY, Optional.empty(), RunIdentity.of(LocalDate.parse("2026-11-19"), MARKET)))
                .isEmpty();
    }

    @Test
    void a_missed_night_judges_up_to_its_own_midnight() {
        assertThat(DueRuns.missed(
                        NIGHTLY, Optional.of("2026-11-17"), RunIdentity.of(LocalDate.parse("2026-11-19"), MARKET)))
                .extracting(RunIdentity::asOf)
                .containsExactly(Instant.parse("2026-11-19T08:00:00Z"));
    }

    private static String missed(JobFile job, String completed, String night) {
        List<String> dates =
                DueRuns.missed(job, Optional.of(completed), RunIdentity.of(LocalDate.parse(night), MARKET)).stream()
                        .map(RunIdentity::value)
                        .toList();
        return String.join(",", dates);
    }
}
