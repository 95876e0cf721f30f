package dev.bursar.coupons;

import dev.bursar.ledger.Fact;
import java.time.Instant;
import java.util.Comparator;

/**
 * What a usage asks of its coupon at an instant.
 *
 * @param late   it would have come before the coupon was applied, and comes right after that
 * @param caseNo of {@code docs/rules.md §5}; {@link Move#RETURNED} stands for 1 or 2
 */
record Turn(Instant at, boolean late, Kind kind, Usage usage, Fact cause, int caseNo) {

    /** In the order in which they come at one instant, after the coupon's end. */
    enum Kind {
        CLOSED,
        RELEASED,
        RETURNED,
        UNDONE,
        APPLIED
    }

    /** What was decided before the application that it concerns acts right after it, before another usage is applied. */
    static final Comparator<Turn> IN_TIME = Comparator.comparing(Turn::at)
            .thenComparing(Turn::isOfTheApplication)
            .thenComparing(turn -> turn.isOfTheApplication() ? turn.usage().firstOrder() : 0L)
            .thenComparing(Turn::late)
            .thenComparing(Turn::kind)
            .thenComparing(turn -> turn.usage().firstOrder());

    private boolean isOfTheApplication() {
        return late || kind == Kind.APPLIED;
    }
}
