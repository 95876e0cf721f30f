package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    @Test
    void is_due_on_the_clock_of_its_zone() {
        Schedule schedule = new Schedule("30 0 * * *", LOS_ANGELES);

        assertThat(schedule.next(Instant.parse("2026-11-21T08:00:00Z"))).isEqualTo("2026-11-21T08:30:00Z");
    }

    @Test
    void was_last_due_at_the_instant_itself() {
        Schedule schedule = new Schedule("5 * * * *", ZoneOffset.UTC);

        assertThat(schedule.last(Instant.parse("2026-11-21T08:05:00Z")))
                .contains(Instant.parse("2026-11-21T08:05:00Z"));
        assertThat(schedule.last(Instant.parse("2026-11-21T08:04:59Z")))
                .contains(Instant.parse("2026-11-21T07:05:00Z"));
    }

    @Test
    void finds_the_last_time_of_a_rare_schedule() {
        Schedule yearly = new Schedule("0 3 1 1 *", ZoneOffset.UTC);

        assertThat(yearly.last(Instant.parse("2026-11-21T08:05:00Z"))).contains(Instant.parse("2026-01-01T03:00:00Z"));
    }

    @Test
    void keeps_local_time_over_the_change_of_the_clocks() {
        Schedule schedule = new Schedule("30 0 * * *", LOS_ANGELES);

        assertThat(schedule.next(Instant.parse("2026-11-01T07:30:00Z"))).isEqualTo("2026-11-02T08:30:00Z");
    }

    @Test
    void refuses_what_cron_programs_understand_differently() {
        assertThatThrownBy(() -> new Schedule("0 3 1 * MON", ZoneOffset.UTC)).hasMessageContaining("of both together");
        assertThatThrownBy(() -> new Schedule("0 0 3 L * ?", ZoneOffset.UTC))
                .hasMessageContaining("6 fields and not five");
        assertThatThrownBy(() -> new Schedule("0 3 15W * *", ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refuses_a_day_that_never_comes() {
        assertThatThrownBy(() -> new Schedule("0 3 31 2 *", ZoneOffset.UTC)).hasMessageContaining("no such day");
    }
}
