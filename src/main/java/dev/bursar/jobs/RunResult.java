package dev.bursar.jobs;

import dev.bursar.batch.LockHolder;
import java.util.Optional;
import org.springframework.batch.core.job.JobExecution;

/** How an attempt to run a job ended. */
public sealed interface RunResult {

    /** It is done. */
    record Finished(JobExecution execution) implements RunResult {}

    /** The same run was finished earlier; nothing was done. */
    record AlreadyDone(JobExecution execution) implements RunResult {}

    /**
     * It was asked to stop, and did so after a chunk; running it again goes on.
     *
     * @param execution empty if it had not begun, because it waited for its lock
     */
    record Stopped(Optional<JobExecution> execution, String why) implements RunResult {}

    /** @param cause in the words of whatever failed */
    record Failed(JobExecution execution, String cause) implements RunResult {}

    /**
     * It stopped before a step that does something only if a person says so.
     *
     * @param why          in words, with the figures
     * @param confirmation the option of {@code bursar run} that says so
     */
    record Refused(JobExecution execution, String why, String confirmation) implements RunResult {}

    /**
     * The lock was busy.
     *
     * @param skip   whether the job asks to be skipped then; otherwise it waited in vain
     * @param holder empty if it was released meanwhile
     */
    record Busy(boolean skip, Optional<LockHolder> holder) implements RunResult {}

    /** The same run is under way in another process, or was killed and nothing proves yet that it is gone. */
    record AlreadyRunning(JobExecution execution) implements RunResult {}
}
