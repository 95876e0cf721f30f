package dev.bursar.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What the books hold of an account, as far as it was read.
 *
 * @param lots  all of them, or those that matter since the edge of the grace
 * @param whole whether all lots and entries are there
 */
record HeldBooks(List<PostedLot> lots, List<Entry> entries, boolean whole) {

    static final HeldBooks NONE = new HeldBooks(List.of(), List.of(), true);

    static HeldBooks whole(List<PostedLot> lots, List<Entry> entries) {
        return new HeldBooks(lots, entries, true);
    }

    /** As {@link OpeningBooks#woundBack} wants them. */
    static HeldBooks sinceTheEdge(List<PostedLot> lots, List<Entry> since) {
        return new HeldBooks(lots, since, false);
    }

    /** @param movements and holds: as {@link OpeningBooks#since} wants them */
    Account since(Instant edge, AccountKey key, List<Movement> movements, List<Hold> holds) {
        return whole
                ? OpeningBooks.since(
                        edge, key, lots.stream().map(PostedLot::row).toList(), entries, movements, holds)
                : OpeningBooks.woundBack(edge, key, lots, entries, movements, holds);
    }
}
