package dev.bursar.cli;

import dev.bursar.jobs.JobFile;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Hands a run's figures to a Prometheus Pushgateway once it has ended; a pod is gone before anything could ask it. What the run
 * did does not hang on it: a gateway that cannot be reached is a warning.
 *
 * @param address host and port
 */
record Pushgateway(String address) {

    private static final Logger log = LoggerFactory.getLogger(Pushgateway.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    void push(Session session, long run, Optional<JobFile> job) {
        FutureTask<Optional<Void>> push = new FutureTask<>(() -> {
            send(session, run, job);
            return Optional.empty();
        });
        Thread thread = new Thread(push, "metrics");
        thread.setDaemon(true);
        thread.start();
        try {
            var unused = push.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            log.warn("The figures of run {} could not be pushed to {}: {}", run, address, String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            log.warn("The figures of run {} could not be pushed to {} within {}", run, address, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Session session, long run, Optional<JobFile> job) throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        RunRow row = new RunStore(session.jdbc())
                .find(run)
                .orElseThrow(() -> new DataAccessException("run " + run + " is not found") {
                    private static final long serialVersionUID = 1L;
                });
        StatusStore store = new StatusStore(session.jdbc());
        new RunMetrics(registry)
                .of(
                        row,
                        job,
                        store.exceptions(),
                        store.unjudged(),
                        session.clock().instant());
        // Adds: what is not among the figures, such as the last success of a run that failed, stays.
        PushGateway.builder()
                .address(address)
                .format(Format.PROMETHEUS_TEXT)
                .job("bursar")
                .groupingKey("bursar_job", row.job())
                .registry(registry.getPrometheusRegistry())
                .build()
                .pushAdd();
    }
}
