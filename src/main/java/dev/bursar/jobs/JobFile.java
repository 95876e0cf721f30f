package dev.bursar.jobs;

import dev.bursar.batch.LockTerms;
import java.time.ZoneId;
import java.util.List;

/**
 * A job as a file in {@code jobs/} describes it.
 *
 * @param name     of the job and of its file
 * @param purpose  one sentence for operators
 * @param schedule when whoever starts the jobs is to start this one; its zone's days are the job's business dates
 * @param per      what tells its runs apart
 * @param steps    names of the steps, in their order
 * @param lock     under which lock it runs
 * @param bounds   how late it may begin and end
 */
public record JobFile(
        String name, String purpose, Schedule schedule, Per per, List<String> steps, LockTerms lock, Bounds bounds) {

    public JobFile {
        steps = List.copyOf(steps);
    }

    /** The zone whose days are the job's business dates. */
    public ZoneId zone() {
        return schedule.zone();
    }
}
