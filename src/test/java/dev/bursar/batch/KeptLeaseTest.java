package dev.bursar.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.junit.jupiter.api.Test;

class KeptLeaseTest {

    private static final LockTerms TERMS = new LockTerms("books", Duration.ofSeconds(1), Duration.ZERO);

    private final StopSignal stop = new StopSignal();

    /** A lock on a database that has stopped to answer. */
    private static final class Hanging implements SimpleLock {

        private final CountDownLatch answer = new CountDownLatch(1);

        @Override
        public Optional<SimpleLock> extend(Duration atMost, Duration atLeast) {
            boolean interrupted = false;
            while (answer.getCount() > 0) {
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    interrupted = true; // a socket does not heed it either
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(this);
        }

        @Override
        public void unlock() {}
    }

    @Test
    void a_run_is_asked_to_stop_when_its_term_has_passed_though_an_extension_hangs() {
        Hanging lock = new Hanging();
        KeptLease lease = new KeptLease(lock, TERMS, System.nanoTime(), stop);

        await().atMost(Duration.ofSeconds(5)).until(() -> stop.requested().isPresent());
        lease.close(); // does not wait for an answer either
        lock.answer.countDown();

        assertThat(stop.requested()).contains("it could not extend the lock books in time");
    }

    @Test
    void a_run_goes_on_while_its_lock_is_extended() {
        AtomicInteger extensions = new AtomicInteger();
        AtomicInteger unlocked = new AtomicInteger();
        SimpleLock lock = new SimpleLock() {
            @Override
            public Optional<SimpleLock> extend(Duration atMost, Duration atLeast) {
                extensions.incrementAndGet();
                return Optional.of(this);
            }

            @Override
            public void unlock() {
                unlocked.incrementAndGet();
            }
        };

        try (KeptLease lease = new KeptLease(lock, TERMS, System.nanoTime(), stop)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> extensions.get() >= 5);
        }

        assertThat(stop.requested()).isEmpty();
        assertThat(unlocked.get()).isEqualTo(1);
    }
}
