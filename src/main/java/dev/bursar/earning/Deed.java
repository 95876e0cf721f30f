package dev.bursar.earning;

import dev.bursar.ledger.Origin;
import dev.bursar.shop.StoreTerms;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that a member did beside buying, as far as crediting it goes, whatever it was. */
sealed interface Deed permits ReviewCase, ActivityDeed {

    /** What of a posted credit facts may change that come late, beside taking it back as a whole. */
    enum Changeable {
        NOTHING,
        UNITS,
        TIME
    }

    /** Whose points it may earn; empty: nobody's, as far as is known. */
    OptionalLong store();

    /** UTC; when what it earned is taken back. */
    Optional<Instant> removedAt();

    /** Its store's, as far as they were read. */
    Optional<StoreTerms> terms();

    Origin origin();

    Changeable changeable();

    /** Whether what it is about brings it back to be judged by changing; else it has to stay on the work list. */
    boolean isSettled();
}
