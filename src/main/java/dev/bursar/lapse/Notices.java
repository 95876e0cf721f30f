package dev.bursar.lapse;

import dev.bursar.policy.LocalDays;
import dev.bursar.policy.NoticeTerm;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the notices of a programme let lapse where a law wants one first ({@code docs/rules.md} §4): a notice lets units end
 * from its earliest day to its latest, or to the day that it names if that comes sooner. An end that no notice lets be moves
 * to the first that one does. Pure.
 */
final class Notices {

    private Notices() {}

    /**
     * @param lapsesOn the last live day that it named, in the market's zone
     * @param sentAt   UTC
     */
    record Notice(LocalDate lapsesOn, Instant sentAt) {}

    /**
     * Ends from one instant to another move to the latter.
     *
     * @param from  UTC
     * @param until UTC, exclusive; empty: they have no end
     */
    record Gap(Instant from, Optional<Instant> until) {}

    /** @param from UTC; units that ended before are not concerned: they had lapsed before the law applied */
    static List<Gap> gaps(Instant from, Collection<Notice> notices, NoticeTerm term, ZoneId zone) {
        List<Gap> gaps = new ArrayList<>();
        Instant cursor = from;
        for (Notice notice : notices.stream()
                .sorted(Comparator.comparing(Notice::sentAt).thenComparing(Notice::lapsesOn))
                .toList()) {
            LocalDate sent = LocalDays.dayOf(notice.sentAt(), zone);
            Instant earliest = LocalDays.endOf(sent.plus(term.atLeast()), zone);
            Instant byTerm = LocalDays.endOf(sent.plus(term.atMost()), zone);
            Instant named = LocalDays.endOf(notice.lapsesOn(), zone);
            Instant latest = named.isBefore(byTerm) ? named : byTerm;
            if (latest.isBefore(earliest)) {
                latest = earliest;
            }
            if (earliest.isAfter(cursor)) {
                gaps.add(new Gap(cursor, Optional.of(earliest)));
            }
            Instant after = latest.plus(1, ChronoUnit.MICROS);
            cursor = after.isAfter(cursor) ? after : cursor;
        }
        gaps.add(new Gap(cursor, Optional.empty()));
        return gaps;
    }
}
