package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void spans_read_as_people_say_them() {
        assertThat(Texts.took(Duration.ofMillis(432))).isEqualTo("0.4 s");
        assertThat(Texts.took(Duration.ofSeconds(12))).isEqualTo("12 s");
        assertThat(Texts.took(Duration.ofSeconds(250))).isEqualTo("4 min 10 s");
        assertThat(Texts.took(Duration.ofMinutes(125))).isEqualTo("2 h 05 min");
    }

    @Test
    void ages_are_in_the_largest_unit_that_says_them() {
        assertThat(Texts.age(Duration.ofMinutes(59))).isEqualTo("59 min");
        assertThat(Texts.age(Duration.ofHours(30))).isEqualTo("30 hours");
        assertThat(Texts.age(Duration.ofDays(3))).isEqualTo("3 days");
    }

    @Test
    void locks_are_written_as_in_job_files() {
        assertThat(Texts.span(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(Texts.span(Duration.ofMinutes(2))).isEqualTo("2m");
        assertThat(Texts.span(Duration.ofHours(4))).isEqualTo("4h");
    }
}
