package dev.bursar.jobs;

import dev.bursar.batch.Progress;
import dev.bursar.ledger.Deviation;
import java.util.function.Consumer;

/**
 * Proves the books: their own sums, and accounts worked out again from the facts. Reads one snapshot, changes nothing, and
 * may run beside anything else.
 */
public final class Verification {

    /** Which accounts are worked out again from their facts. The sums are proved for all, or for the one member. */
    public sealed interface Scope {

        /** Every member. */
        record All() implements Scope {}

        record Member(long id) implements Scope {}

        /** So many members, chosen by a seed: the same seed on the same books chooses the same. */
        record Sample(int members, long seed) implements Scope {}
    }

    /**
     * What was looked at, and what of it was wrong.
     *
     * @param accounts   worked out again from facts
     * @param lots       whose sums were proved
     * @param entries    that were summed up
     * @param deviations 0: the books are right
     */
    public record Summary(long accounts, long lots, long entries, long deviations) {}

    Verification() {}

    /**
     * @param deviations is told each one as it is found
     * @param progress   counted in members
     */
    public Summary run(Scope scope, Consumer<Deviation> deviations, Progress progress) {
        throw new UnsupportedOperationException("not there yet");
    }
}
