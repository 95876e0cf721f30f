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
     * @param timesOutAt UTC; from then on they are free again
     */
    record Held(Reason waitsFor, Instant timesOutAt) implements Claim {}

    /**
     * Units are taken.
     *
     * @param paidAt     UTC; when the order was paid, from which on it counts
     * @param timesOutAt UTC; until when they are reserved as of an instant before the payment
     * @param lineUnits  how they divide over the order's lines, by line number
     * @param flaws      what finance should look at
     */
    record Taken(Instant paidAt, Instant timesOutAt, SortedMap<Integer, Long> lineUnits, List<Flaw> flaws)
            implements Claim {}

    /** The order was cancelled unpaid: as if nothing had been redeemed. */
    record Released(Instant at, Instant timesOutAt) implements Claim {}

    /** What a check found, with both figures. */
    record Flaw(Reason reason, String detail) {}
}
