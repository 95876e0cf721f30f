package dev.bursar.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extends a lock three times within each of its terms. One failure is not the end: the lock still runs, and the next try
 * may succeed. Only when a term has passed without success, or the lock is another's, is the run asked to stop. The term is
 * watched beside the extensions: one that hangs, because the database does not answer, must not hide that it has passed.
 */
final class KeptLease implements Lease {

    private static final Logger log = LoggerFactory.getLogger(KeptLease.class);

    /** For an extension that is under way when the lease is closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LockTerms terms;
    private final StopSignal stop;
    private final ScheduledExecutorService guard;
    private final ReentrantLock use = new ReentrantLock();
    private Optional<SimpleLock> lock;
    private volatile long validUntil;

    /** @param askedAt when the lock was asked for, as {@link System#nanoTime()} counts: its term began no earlier */
    KeptLease(SimpleLock lock, LockTerms terms, long askedAt, StopSignal stop) {
        this.lock = Optional.of(lock);
        this.terms = terms;
        this.stop = stop;
        this.validUntil = askedAt + terms.atMost().toNanos();
        this.guard = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "lease-" + terms.name());
            thread.setDaemon(true);
            return thread;
        });
        long period = terms.atMost().toMillis() / 3;
        var unused = guard.scheduleWithFixedDelay(this::extend, period, period, TimeUnit.MILLISECONDS);
        watch();
    }

    private void extend() {
        use.lock();
        try {
            if (lock.isEmpty()) {
                return;
            }
            long askedAt = System.nanoTime();
            lock = lock.get().extend(terms.atMost(), Duration.ZERO);
            if (lock.isPresent()) {
                validUntil = askedAt + terms.atMost().toNanos();
            } else {
                stop.request("it lost the lock " + terms.name() + " to another process");
            }
        } catch (RuntimeException e) {
            log.warn("The lock {} could not be extended: {}", terms.name(), e.toString());
        } finally {
            use.unlock();
        }
    }

    private void watch() {
        long left = validUntil - System.nanoTime();
        if (guard.isShutdown()) {
            return;
        }
        if (left <= 0) {
            stop.request("it could not extend the lock " + terms.name() + " in time");
        } else {
            var unused = guard.schedule(this::watch, left, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        guard.shutdownNow();
        if (!endOfExtension()) {
            logUnreleased("it is still being extended");
            return;
        }
        try {
            lock.ifPresent(SimpleLock::unlock);
        } catch (RuntimeException e) {
            logUnreleased(e.toString());
        } finally {
            lock = Optional.empty();
            use.unlock();
        }
    }

    /** Once the term has passed there is nothing left to release, and no reason to wait. */
    private boolean endOfExtension() {
        long left = Math.max(0, validUntil - System.nanoTime());
        try {
            return use.tryLock(Math.min(left, PATIENCE.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void logUnreleased(String why) {
        log.warn(
                "The lock {} could not be released; it ends by itself within {}: {}",
                terms.name(),
                terms.atMost(),
                why);
    }
}
