package dev.bursar.spending;

import dev.bursar.ledger.Reason;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** What a redemption asks of the member's account ({@code docs/rules.md} §3). */
sealed interface Claim {

    /** Nothing, until something has arrived or was corrected. */
    record None(Reason reason, String detail) implements Claim {}

    /**
     * Units are reserved.
     *
     * @param waitsFor   what has to happen before they are taken
     * @param detail     figures, where that is an exception
     * @param timesOutAt UTC; from then on they are free again
     */
    record Held(Reason waitsFor, String detail, Instant timesOutAt) implements Claim {

        Held(Reason waitsFor, Instant timesOutAt) {
            this(waitsFor, "", timesOutAt);
        }
    }

    /**
     * Units are taken.
     *
     * @param whole      whether all lines of the order have arrived
     * @param paidAt     UTC; from when on it counts: when the order was paid, but while lines are missing only once the
     *                   time-out has passed
     * @param timesOutAt UTC; until when they are reserved as of an instant before the payment
     * @param lineUnits  how they divide over the order's lines, by line number; empty while lines are missing
     * @param flaws      what finance should look at
     */
    record Taken(
            boolean whole, Instant paidAt, Instant timesOutAt, SortedMap<Integer, Long> lineUnits, List<Flaw> flaws)
            implements Claim {}

    /** The order was cancelled unpaid: as if nothing had been redeemed. */
    record Released(Instant at, Instant timesOutAt) implements Claim {}

    /** What a check found, with both figures. */
    record Flaw(Reason reason, String detail) {}
}
