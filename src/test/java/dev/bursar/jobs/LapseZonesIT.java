package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * docs/rules.md §4, the end of a day: lots whose last days lie around every change of the clocks from 2026 to 2030, and
 * around leap days, lapse at the next local midnight, and count to the day that it begins. In some of these zones clocks
 * change at midnight, in one by half an hour.
 */
class LapseZonesIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/Los_Angeles",
                "Europe/Berlin",
                "Africa/Cairo",
                "America/Santiago",
                "Australia/Lord_Howe",
                "Asia/Kathmandu"
            })
    void lots_lapse_with_the_midnight_that_ends_their_last_day(String name) {
        ZoneId zone = ZoneId.of(name);
        try (CreditDesk desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", """
                version: 1
                market: test
                time-zone: %s
                grace: P10Y
                coins:
                  life: P1D
                  rates:
                    - {currency: USD, rate: 1}
                """.formatted(name)))) {
            desk.open();
            List<String> expected = new ArrayList<>();
            long order = 0;
            for (LocalDate last : lastDays(zone)) {
                order++;
                Instant midday = last.minusDays(1).atTime(12, 0).atZone(zone).toInstant();
                desk.shop.order(order, 7, midday.toString()).line(1, "1.00").insert();
                // Written out again: the first instant of the day after.
                Instant end = last.plusDays(1).atStartOfDay(zone).toInstant();
                expected.add("7/0 ORDER/" + order + " LAPSED -1 " + end + " " + last.plusDays(1));
            }
            creditEachInTime(desk, zone);
            assertThat(desk.lapses()).isEmpty();
            desk.lapse("2031-01-05T00:00:00Z");
            assertThat(desk.lapses())
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .hasSizeGreaterThan(4);
            desk.assertRight();
        }
    }

    /** Credits are posted before their lots end, so that it is the step that lets them lapse. */
    private static void creditEachInTime(CreditDesk desk, ZoneId zone) {
        lastDays(zone)
                .forEach(last -> desk.run(last.minusDays(1)
                        .atTime(12, 0)
                        .atZone(zone)
                        .toInstant()
                        .plusSeconds(1)
                        .toString()));
    }

    private static Set<LocalDate> lastDays(ZoneId zone) {
        Set<LocalDate> days = new TreeSet<>(Set.of(
                LocalDate.of(2027, 2, 28),
                LocalDate.of(2028, 2, 28),
                LocalDate.of(2028, 2, 29),
                LocalDate.of(2028, 3, 1),
                LocalDate.of(2028, 12, 31)));
        Instant end = Instant.parse("2031-01-01T00:00:00Z");
        ZoneOffsetTransition next = zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
        while (next != null && next.getInstant().isBefore(end)) {
            LocalDate day = next.getDateTimeAfter().toLocalDate();
            days.addAll(List.of(day.minusDays(1), day, day.plusDays(1)));
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return days;
    }
}
