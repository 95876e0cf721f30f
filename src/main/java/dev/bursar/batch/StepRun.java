package dev.bursar.batch;

import java.time.Instant;
import java.util.List;

/**
 * What a step needs to know of the run it is part of.
 *
 * @param runId  the job execution's id
 * @param asOf   UTC; the step judges what happened before this instant
 * @param shards the part of the members that it works on, ascending
 */
public record StepRun(long runId, Instant asOf, List<Integer> shards) {

    public StepRun {
        shards = List.copyOf(shards);
    }
}
