package dev.bursar.batch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Drives a sweep as a step: one call, one chunk, one transaction, which also holds the step's own row. That row's version
 * is a fence: a process that was declared dead loses its next chunk.
 */
final class SweepTasklet implements Tasklet, StepExecutionListener {

    private final Work work;
    private final StopSignal stop;
    private final Progress progress;
    private final Map<Long, Sweep> sweeps = new ConcurrentHashMap<>();

    SweepTasklet(Work work, StopSignal stop, Progress progress) {
        this.work = work;
        this.stop = stop;
        this.progress = progress;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        LogContext.enter(execution);
        Counters.reset(execution.getExecutionContext());
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
        StepExecution execution = contribution.getStepExecution();
        if (stop.requested().isPresent()) {
            execution.setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        Sweep sweep = sweeps.computeIfAbsent(execution.getId(), id -> work.open(Partitions.run(execution)));
        Optional<Tally> tally = sweep.next();
        if (tally.isEmpty()) {
            return RepeatStatus.FINISHED;
        }
        Counters.add(tally.get(), contribution, execution.getExecutionContext());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sweep.committed();
                progress.advance(tally.get().judged());
            }
        });
        return RepeatStatus.CONTINUABLE;
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        sweeps.remove(execution.getId());
        LogContext.leave();
        return execution.getExitStatus();
    }
}
