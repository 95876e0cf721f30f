package dev.bursar.batch;

import java.time.Instant;
import java.util.List;

/** What a partitioned step does: finds where work is, and opens a sweep over a part of it. */
public interface Work {

    /** @return the shards in which something is to be judged as of an instant, ascending */
    List<Integer> dueShards(Instant asOf);

    /** @return about how many facts are to be judged as of an instant, for progress only */
    long planned(Instant asOf);

    Sweep open(StepRun run);

    /**
     * Proves or notes, once all parts are done, that nothing is left to do. In a transaction; also where nothing was due.
     *
     * @throws RuntimeException fails the step
     */
    default void finish(StepEnd end) {}
}
