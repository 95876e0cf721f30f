package dev.bursar.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.support.DefaultStepExecutionAggregator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes a step of a {@link Work}: divided by shards, a few partitions at a time, restartable where it stopped. */
public final class PartitionedSteps {

    private static final Duration PAUSE_AFTER_DEADLOCK = Duration.ofMillis(50);

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final StopSignal stop;
    private final int threads;

    /** @param threads how many partitions work at the same time; each holds one connection */
    public PartitionedSteps(
            JobRepository repository, PlatformTransactionManager transactions, StopSignal stop, int threads) {
        this.repository = repository;
        this.transactions = transactions;
        this.stop = stop;
        this.threads = threads;
    }

    /** @param asOf UTC; what the run judges happened before it */
    public Step step(String name, Work work, Instant asOf, int partitions, Progress progress) {
        Shards.requireDivisor(partitions);
        SweepTasklet tasklet = new SweepTasklet(work, stop, progress);
        // A partition that was done before a restart looks again: more may have arrived, and finding nothing is cheap.
        Step partition = new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .exceptionHandler(new RetryDeadlocks(PAUSE_AFTER_DEADLOCK))
                .allowStartIfComplete(true)
                .listener(tasklet)
                .listener(new FailureNote())
                .build();
        return new StepBuilder(name, repository)
                .listener(new FailureNote())
                .partitioner(name, gridSize -> {
                    progress.begin(name, work.planned(asOf));
                    return new Partitions(work.dueShards(asOf)).partition(gridSize);
                })
                .step(partition)
                .partitionHandler(handler(name, partition, partitions))
                .aggregator(new CountingAggregator(work, new TransactionTemplate(transactions)))
                .build();
    }

    private PartitionHandler handler(String name, Step partition, int partitions) {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(name + "-");
        executor.setConcurrencyLimit(threads);
        AwaitedPartitions handler = new AwaitedPartitions();
        handler.setStep(partition);
        handler.setGridSize(partitions);
        handler.setTaskExecutor(executor);
        return handler;
    }

    /** Adds up our own counters beside Batch's, and lets the work end: what it throws fails the step. */
    private static final class CountingAggregator extends DefaultStepExecutionAggregator {

        private final Work work;
        private final TransactionTemplate transaction;
        private final RetryDeadlocks retry = new RetryDeadlocks(PAUSE_AFTER_DEADLOCK);

        CountingAggregator(Work work, TransactionTemplate transaction) {
            this.work = work;
            this.transaction = transaction;
        }

        @Override
        public void aggregate(StepExecution result, Collection<StepExecution> executions) {
            super.aggregate(result, executions);
            Counters.reset(result.getExecutionContext());
            executions.forEach(
                    execution -> Counters.addToContext(Counters.of(execution), result.getExecutionContext()));
            if (executions.stream().allMatch(execution -> execution.getStatus() == BatchStatus.COMPLETED)) {
                JobParameters parameters = result.getJobExecution().getJobParameters();
                StepEnd end = new StepEnd(
                        result.getJobExecution().getId(),
                        RunParameters.asOf(parameters),
                        RunParameters.confirmedUnits(parameters));
                retry.call(() -> transaction.execute(status -> {
                    work.finish(end);
                    return end;
                }));
            }
        }
    }
}
