package dev.bursar.lapse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.lapse.Notices.Gap;
import dev.bursar.lapse.Notices.Notice;
import dev.bursar.policy.NoticeTerm;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/rules.md §4, notice-gated: at least 30 days after the notice, at most 60. Midnight is at 08:00 UTC. */
class NoticesTest {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final NoticeTerm TERM = new NoticeTerm(Period.ofDays(30), Period.ofDays(60));
    private static final Instant FIRST = midnight("2026-12-10");

    private static Instant midnight(String day) {
        return LocalDate.parse(day).atStartOfDay(ZONE).toInstant();
    }

    private static Notice notice(String sent, String lapsesOn) {
        return new Notice(
                LocalDate.parse(lapsesOn),
                LocalDate.parse(sent).atTime(12, 0).atZone(ZONE).toInstant());
    }

    private static List<Gap> gaps(Notice... notices) {
        return Notices.gaps(FIRST, List.of(notices), TERM, ZONE);
    }

    private static Gap gap(Instant from, Instant until) {
        return new Gap(from, Optional.of(until));
    }

    private static Gap open(Instant from) {
        return new Gap(from, Optional.empty());
    }

    @Test
    void without_a_notice_nothing_ends() {
        assertThat(gaps()).containsExactly(open(FIRST));
    }

    @Test
    void what_ended_before_the_notice_s_term_is_over_ends_with_it() {
        assertThat(gaps(notice("2026-12-15", "2027-02-01")).get(0)).isEqualTo(gap(FIRST, midnight("2027-01-15")));
    }

    @Test
    void what_ends_after_the_day_that_it_names_needs_another() {
        assertThat(gaps(notice("2026-12-15", "2027-02-01")).get(1))
                .isEqualTo(open(midnight("2027-02-02").plusNanos(1_000)));
    }

    @Test
    void what_ends_later_than_it_may_needs_another_whatever_day_it_names() {
        assertThat(gaps(notice("2026-12-15", "2027-06-01")).get(1))
                .isEqualTo(open(midnight("2027-02-14").plusNanos(1_000)));
    }

    @Test
    void a_notice_in_time_lets_an_end_be() {
        List<Gap> gaps = gaps(notice("2026-11-05", "2026-12-09"));
        assertThat(gaps).containsExactly(open(FIRST.plusNanos(1_000)));
    }

    @Test
    void one_that_names_too_early_a_day_lets_units_end_when_its_term_is_over() {
        assertThat(gaps(notice("2026-12-15", "2026-12-20")))
                .containsExactly(
                        gap(FIRST, midnight("2027-01-15")),
                        open(midnight("2027-01-15").plusNanos(1_000)));
    }

    @Test
    void of_two_notices_the_end_moves_to_the_first_that_lets_it_be() {
        assertThat(gaps(notice("2027-03-01", "2027-04-15"), notice("2026-12-15", "2027-01-20")))
                .containsExactly(
                        gap(FIRST, midnight("2027-01-15")),
                        gap(
                                midnight("2027-01-21").plusNanos(1_000),
                                LocalDate.parse("2027-04-01").atStartOfDay(ZONE).toInstant()),
                        open(LocalDate.parse("2027-04-16")
                                .atStartOfDay(ZONE)
                                .toInstant()
                                .plusNanos(1_000)));
    }

    @Test
    void one_that_was_over_before_the_first_end_changes_nothing() {
        assertThat(gaps(notice("2026-08-01", "2026-09-10"))).containsExactly(open(FIRST));
    }
}
