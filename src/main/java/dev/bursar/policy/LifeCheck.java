package dev.bursar.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/** Finds lives that make no sense together with the rest of the policy. */
record LifeCheck(Moments moments) {

    /** Days on which the shortest lives of each form show. */
    private static final List<LocalDate> SAMPLES = List.of(
            LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 31), LocalDate.of(2027, 2, 28), LocalDate.of(2027, 12, 31));

    /** Units earned after the season's end would lapse before they are earned. */
    void seasonCovers(Life life, Window window, Yaml place) {
        if (life instanceof Life.Until until) {
            Instant end = LocalDays.endOf(until.day(), moments.zone());
            if (end.isBefore(window.to())) {
                place.fault(
                        "units could be earned after " + until.day() + " and would lapse at once; let its window end"
                                + " (`to`) by " + moments.show(end) + ", or choose a later `until`");
            }
        }
    }

    /** Units that lapse while they are pending could never be spent. */
    void outlivesPending(List<Dated<Life>> lives, List<Dated<Period>> pendings) {
        for (Dated<Life> life : lives) {
            for (Dated<Period> pending : pendings) {
                boolean together = life.window()
                                .from()
                                .isBefore(pending.window().to())
                        && pending.window().from().isBefore(life.window().to());
                if (together && SAMPLES.stream().anyMatch(day -> lapsesPending(life.value(), pending.value(), day))) {
                    pending.place()
                            .fault("with `pending` " + pending.value() + " units could lapse before they can be"
                                    + " spent, see `life` at " + life.place().place()
                                    + "; shorten the one or lengthen the other");
                }
            }
        }
    }

    private static boolean lapsesPending(Life life, Period pending, LocalDate earned) {
        return !pending.isZero()
                && !(life instanceof Life.Until)
                && life.lastDay(earned)
                        .filter(last -> !last.isAfter(earned.plus(pending)))
                        .isPresent();
    }
}
