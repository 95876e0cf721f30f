package dev.bursar.jobs;

import dev.bursar.batch.Lease;
import dev.bursar.batch.LockTerms;
import dev.bursar.batch.Locks;
import dev.bursar.batch.LogContext;
import dev.bursar.batch.Progress;
import dev.bursar.batch.Recovery;
import dev.bursar.batch.RefusedException;
import dev.bursar.batch.RunParameters;
import dev.bursar.batch.StopPoll;
import dev.bursar.batch.StopRequestStore;
import dev.bursar.batch.StopSignal;
import java.time.Duration;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/**
 * Runs jobs: one at a time under their lock, going on where an earlier attempt ended, putting right first what a dead
 * process left behind.
 */
public final class JobRunner {

    private static final Duration WHILE_RECOVERING = Duration.ofMinutes(2);

    /** Of a run that went without a lock, which only tests do. */
    private static final String BOOKS = "books";

    private final JobRepository repository;
    private final JobOperator operator;
    private final Steps steps;
    private final Locks locks;
    private final Recovery recovery;
    private final StopSignal stop;
    private final StopRequestStore stopRequests;

    JobRunner(
            JobRepository repository,
            JobOperator operator,
            Steps steps,
            Locks locks,
            Recovery recovery,
            StopSignal stop,
            StopRequestStore stopRequests) {
        this.repository = repository;
        this.operator = operator;
        this.steps = steps;
        this.locks = locks;
        this.recovery = recovery;
        this.stop = stop;
        this.stopRequests = stopRequests;
    }

    /**
     * Runs a job of named steps.
     *
     * @param partitions into how many parts each step is divided; a run that goes on keeps what it began with
     * @throws IllegalArgumentException for a step that does not exist
     */
    public RunResult run(JobPlan plan, RunIdentity identity, int partitions, Progress progress)
            throws InterruptedException {
        return run(plan, identity, partitions, Optional.empty(), progress);
    }

    /**
     * As above.
     *
     * @param confirmedUnits how many units may lapse at once because whoever starts the run says so
     */
    public RunResult run(
            JobPlan plan, RunIdentity identity, int partitions, Optional<Long> confirmedUnits, Progress progress)
            throws InterruptedException {
        JobParameters asked = RunParameters.of(
                identity.parameter(),
                identity.value(),
                identity.asOf(),
                plan.lock().map(LockTerms::name).orElse(""),
                partitions);
        int kept = lastExecution(plan.name(), asked)
                .flatMap(before -> RunParameters.partitions(before.getJobParameters()))
                .orElse(partitions);
        Job job = steps.job(plan, identity.asOf(), kept, progress);
        JobParameters keeping = RunParameters.keeping(kept, asked);
        return run(
                job,
                confirmedUnits
                        .map(units -> RunParameters.confirming(units, keeping))
                        .orElse(keeping),
                plan.lock(),
                progress);
    }

    /**
     * Runs a job that is made already, such as an import.
     *
     * @param lock     empty: it goes without one
     * @param progress is told of a lock that has to be waited for
     */
    public RunResult run(Job job, JobParameters parameters, Optional<LockTerms> lock, Progress progress)
            throws InterruptedException {
        Optional<RunResult> done = alreadyDone(job.getName(), parameters);
        if (done.isPresent()) {
            return done.get();
        }
        if (lock.isEmpty()) {
            return start(job, parameters);
        }
        Optional<Lease> lease = locks.take(lock.get(), progress);
        if (lease.isEmpty()) {
            return notBegun(lock.get());
        }
        try (Lease held = lease.get()) {
            recovery.recover(lock.get().name());
            return start(job, parameters);
        }
    }

    /**
     * Makes a run startable again whose process is gone, or whose end could not be noted. Does so under the run's own lock,
     * which proves that nobody is at it.
     *
     * @return empty: done, or nothing to do; else that the lock is busy
     * @throws IllegalArgumentException if there is no such run
     */
    public Optional<RunResult.Busy> recover(long run) throws InterruptedException {
        JobExecution execution = repository.getJobExecution(run);
        if (execution == null) {
            throw new IllegalArgumentException("there is no run " + run);
        }
        String name = RunParameters.lock(execution.getJobParameters())
                .filter(lock -> !lock.isBlank())
                .orElse(BOOKS);
        Optional<Lease> lease = locks.take(new LockTerms(name, WHILE_RECOVERING, Duration.ZERO), Progress.SILENT);
        if (lease.isEmpty()) {
            return Optional.of(new RunResult.Busy(false, locks.holder(name)));
        }
        try (Lease held = lease.get()) {
            recovery.recover(name);
            recovery.recover(execution.getJobInstance());
        }
        return Optional.empty();
    }

    private RunResult notBegun(LockTerms lock) {
        Optional<String> why = stop.requested();
        return why.isPresent()
                ? new RunResult.Stopped(Optional.empty(), why.get())
                : new RunResult.Busy(lock.waitAtMost().isZero(), locks.holder(lock.name()));
    }

    private Optional<RunResult> alreadyDone(String job, JobParameters parameters) {
        return lastExecution(job, parameters)
                .filter(execution -> execution.getStatus() == BatchStatus.COMPLETED)
                .map(RunResult.AlreadyDone::new);
    }

    private Optional<JobExecution> lastExecution(String job, JobParameters parameters) {
        return Optional.ofNullable(repository.getJobInstance(job, parameters)).map(repository::getLastJobExecution);
    }

    private RunResult start(Job job, JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (instance != null) {
            recovery.recover(instance);
        }
        if (job instanceof AbstractJob made) {
            made.registerJobExecutionListener(new LogContext());
            made.registerJobExecutionListener(new StopPoll(stopRequests, stop));
        }
        try {
            return ended(operator.start(job, parameters));
        } catch (JobInstanceAlreadyCompleteException e) {
            return alreadyDone(job.getName(), parameters).orElseThrow(() -> new IllegalStateException(e));
        } catch (JobExecutionAlreadyRunningException e) {
            return new RunResult.AlreadyRunning(
                    lastExecution(job.getName(), parameters).orElseThrow(() -> new IllegalStateException(e)));
        } catch (JobExecutionException e) {
            throw new IllegalStateException("job " + job.getName() + " could not be started: " + e.getMessage(), e);
        }
    }

    private RunResult ended(JobExecution execution) {
        return switch (execution.getStatus()) {
            case COMPLETED -> new RunResult.Finished(execution);
            case STOPPED ->
                new RunResult.Stopped(Optional.of(execution), stop.requested().orElse("it was asked to stop"));
            default -> failed(execution);
        };
    }

    private static RunResult failed(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .flatMap(step -> step.getFailureExceptions().stream())
                .filter(RefusedException.class::isInstance)
                .map(RefusedException.class::cast)
                .findFirst()
                .<RunResult>map(refused -> new RunResult.Refused(execution, refused.why(), refused.confirmation()))
                .orElseGet(() -> new RunResult.Failed(
                        execution, Recovery.cause(execution).orElse("the cause is not known")));
    }
}
