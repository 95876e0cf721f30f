package dev.bursar.batch;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Notes in a failed step's context why it failed, in the words of {@link Recovery#words}. Batch's own note is the beginning
 * of a stack trace, which a statement of many rows fills before the cause is reached.
 */
public final class FailureNote implements StepExecutionListener {

    /** The note's key in the execution context. */
    public static final String KEY = "bursar.cause";

    @Override
    public void beforeStep(StepExecution execution) {
        // A step that goes on begins with the context of the attempt that failed.
        execution.getExecutionContext().remove(KEY);
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        execution.getFailureExceptions().stream()
                .findFirst()
                .ifPresent(failure -> execution.getExecutionContext().putString(KEY, Recovery.words(failure)));
        return execution.getExitStatus();
    }
}
