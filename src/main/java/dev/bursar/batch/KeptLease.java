package dev.bursar.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extends a lock three times within each of its terms. One failure is not the end: the lock still runs, and the next try
 * may succeed. Only when a term has passed without success, or the lock is another's, is the run asked to stop.
 */
final class KeptLease implements Lease {

    private static final Logger log = LoggerFactory.getLogger(KeptLease.class);

    private final LockTerms terms;
    private final StopSignal stop;
    private final ScheduledExecutorService guard;
    private Optional<SimpleLock> lock;
    private long validUntil;

    KeptLease(SimpleLock lock, LockTerms terms, StopSignal stop) {
        this.lock = Optional.of(lock);
        this.terms = terms;
        this.stop = stop;
        this.validUntil = System.nanoTime() + terms.atMost().toNanos();
        this.guard = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease-" + terms.name());
            thread.setDaemon(true);
            return thread;
        });
        long period = terms.atMost().toMillis() / 3;
        var unused = guard.scheduleWithFixedDelay(this::extend, period, period, TimeUnit.MILLISECONDS);
    }

    private synchronized void extend() {
        if (lock.isEmpty()) {
            return;
        }
        try {
            lock = lock.get().extend(terms.atMost(), Duration.ZERO);
            if (lock.isPresent()) {
                validUntil = System.nanoTime() + terms.atMost().toNanos();
            } else {
                stop.request("it lost the lock " + terms.name() + " to another process");
            }
        } catch (RuntimeException e) {
            log.warn("The lock {} could not be extended: {}", terms.name(), e.toString());
            if (System.nanoTime() >= validUntil) {
                stop.request("it could not extend the lock " + terms.name() + " in time");
            }
        }
    }

    @Override
    public void close() {
        guard.shutdownNow();
        synchronized (this) {
            try {
                lock.ifPresent(SimpleLock::unlock);
            } catch (RuntimeException e) {
                log.warn(
                        "The lock {} could not be released; it ends by itself within {}: {}",
                        terms.name(),
                        terms.atMost(),
                        e.toString());
            }
            lock = Optional.empty();
        }
    }
}
