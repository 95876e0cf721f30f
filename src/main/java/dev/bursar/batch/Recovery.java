package dev.bursar.batch;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Puts right what a process left behind that ended without a word: whoever holds the lock under which it ran knows that it
 * is gone. What it had committed stands, and what it had not was rolled back, so that its runs count as failed, no worse.
 */
public final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final String WHY = "The process ended without a word; recovered by the next run";
    private static final int LONGEST = 500;

    private final JobRepository repository;
    private final Clock clock;

    public Recovery(JobRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Call only while holding the lock. */
    public void recover(String lock) {
        for (String job : repository.getJobNames()) {
            for (JobExecution execution : repository.findRunningJobExecutions(job)) {
                if (RunParameters.lock(execution.getJobParameters())
                        .filter(lock::equals)
                        .isPresent()) {
                    fail(execution);
                }
            }
        }
    }

    /**
     * Makes an instance startable again that has no execution, or an ended one that Batch refuses to restart: its own end or
     * a step's could not be noted.
     */
    public void recover(JobInstance instance) {
        List<JobExecution> executions = repository.getJobExecutions(instance);
        if (executions.isEmpty()) {
            repository.deleteJobInstance(instance);
        }
        executions.stream()
                .filter(execution -> !execution.getStatus().isRunning())
                .filter(execution -> execution.getStatus() == BatchStatus.UNKNOWN
                        || execution.getStepExecutions().stream().anyMatch(Recovery::isOpen))
                .forEach(this::fail);
    }

    private static boolean isOpen(StepExecution step) {
        return step.getStatus().isRunning() || step.getStatus() == BatchStatus.UNKNOWN;
    }

    private void fail(JobExecution execution) {
        log.warn(
                "Run {} of {} was left in state {}: {}",
                execution.getId(),
                execution.getJobInstance().getJobName(),
                execution.getStatus(),
                WHY);
        LocalDateTime now = LocalDateTime.now(clock);
        for (StepExecution step : execution.getStepExecutions()) {
            if (isOpen(step)) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED.addExitDescription(WHY));
                step.setEndTime(now);
                repository.update(step);
            }
        }
        execution.setStatus(BatchStatus.FAILED);
        execution.setExitStatus(ExitStatus.FAILED.addExitDescription(WHY));
        execution.setEndTime(now);
        repository.update(execution);
    }

    /** @return why a run failed, in the words of its deepest cause */
    public static Optional<String> cause(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .flatMap(step -> step.getFailureExceptions().stream())
                .filter(failure -> !(failure instanceof org.springframework.batch.core.job.JobExecutionException))
                .findFirst()
                .or(() -> execution.getAllFailureExceptions().stream().findFirst())
                .map(Recovery::words);
    }

    /** @return the first line of what the deepest cause says, at most 500 letters of it */
    public static String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : cut(message.lines().findFirst().orElse(""));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
    }
}
