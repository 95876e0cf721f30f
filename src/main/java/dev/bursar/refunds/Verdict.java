package dev.bursar.refunds;

import dev.bursar.ledger.Reason;

/** What becomes of one refund, before it is known what units it moves ({@code docs/rules.md} §5). */
sealed interface Verdict {

    /** It is in force, and counts. */
    record Counts(Event event) implements Verdict {}

    /** It moves nothing: for good, until something arrives, or until it is corrected. */
    record Moves0(Reason reason, String detail) implements Verdict {}

    /** It has not happened yet as of the run's instant. */
    record Later() implements Verdict {}
}
