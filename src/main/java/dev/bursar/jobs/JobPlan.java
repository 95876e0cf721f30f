package dev.bursar.jobs;

import dev.bursar.batch.LockTerms;
import java.util.List;
import java.util.Optional;

/**
 * What a run does.
 *
 * @param name  of the job; a single step runs as a job of its own name
 * @param steps in order
 * @param lock  empty: it goes without one, which is right but may be double work
 */
public record JobPlan(String name, List<String> steps, Optional<LockTerms> lock) {

    public JobPlan {
        steps = List.copyOf(steps);
    }
}
