package dev.bursar.batch;

import java.util.concurrent.FutureTask;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Waits for all partitions, whatever becomes of one. Batch's own handler gives up at the first that cannot even note that
 * it has begun, and the run would end, and let go of its lock, while others still post.
 */
final class AwaitedPartitions extends TaskExecutorPartitionHandler {

    @Override
    protected FutureTask<StepExecution> createTask(Step step, StepExecution execution) {
        return new FutureTask<>(() -> {
            try {
                step.execute(execution);
            } catch (Exception failure) {
                execution.setStatus(BatchStatus.FAILED);
                execution.setExitStatus(ExitStatus.FAILED.addExitDescription(failure));
                execution.addFailureException(failure);
            }
            return execution;
        });
    }
}
