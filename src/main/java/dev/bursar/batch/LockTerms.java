package dev.bursar.batch;

import java.time.Duration;

/**
 * Under which lock a run goes, and what it does when another has it.
 *
 * @param name   runs of the same name never go at the same time
 * @param atMost how long the lock outlives a process that died; a living one extends it
 * @param waitAtMost how long to wait for a busy lock; zero: skip the run
 */
public record LockTerms(String name, Duration atMost, Duration waitAtMost) {

    public LockTerms {
        if (atMost.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lock " + name + ": at-most must be a second or more, not " + atMost);
        }
        if (waitAtMost.isNegative()) {
            throw new IllegalArgumentException(
                    "lock " + name + ": the wait must not be negative, as " + waitAtMost + " is");
        }
    }
}
