package dev.bursar.batch;

import java.util.Optional;

/** One partition's way through its work. Each call of {@link #next} is one transaction, begun and ended by the step. */
public interface Sweep {

    /**
     * Does the next chunk, or the same chunk again if the one before was not committed.
     *
     * @return empty when nothing that was there at the time is left to do: the sweep has looked
     */
    Optional<Tally> next();

    /** The latest chunk is committed; in a rehearsal, rolled back as it was meant to be. */
    void committed();
}
