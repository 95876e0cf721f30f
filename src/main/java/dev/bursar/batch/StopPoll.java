package dev.bursar.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Looks, while a run goes, whether an operator asked it to stop from elsewhere. Only asks this process, whose threads stay
 * the only writers of the run's metadata: Batch's own way writes them from outside, and can end in a state that nothing
 * restarts.
 */
public final class StopPoll implements JobExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(StopPoll.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final StopRequestStore requests;
    private final StopSignal stop;
    private final Duration every;
    private Optional<ScheduledExecutorService> looking = Optional.empty();

    public StopPoll(StopRequestStore requests, StopSignal stop) {
        this(requests, stop, EVERY);
    }

    StopPoll(StopRequestStore requests, StopSignal stop, Duration every) {
        this.requests = requests;
        this.stop = stop;
        this.every = every;
    }

    @Override
    public synchronized void beforeJob(JobExecution execution) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "stop-poll");
            thread.setDaemon(true);
            return thread;
        });
        looking = Optional.of(executor);
        var unused = executor.scheduleWithFixedDelay(
                () -> look(execution.getId()), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(long run) {
        try {
            if (requests.isAsked(run)) {
                stop.request("an operator asked it to");
            }
        } catch (DataAccessException | TransactionException e) {
            log.debug("Whether run {} is asked to stop is not known now: {}", run, e.toString());
        }
    }

    @Override
    public synchronized void afterJob(JobExecution execution) {
        looking.ifPresent(ScheduledExecutorService::shutdownNow);
        looking = Optional.empty();
        if (stop.requested().isPresent()) {
            try {
                requests.forget(execution.getId());
            } catch (DataAccessException | TransactionException e) {
                log.debug("The request to stop run {} stays, which does no harm: {}", execution.getId(), e.toString());
            }
        }
    }
}
