package dev.bursar.jobs;

import java.time.Duration;

/**
 * How late a job may begin and end. Whoever starts the jobs keeps both: the CronJobs of {@code k8s/} say the same.
 *
 * @param startWithin after it was due; later it is not begun any more, the next one makes up for it
 * @param endWithin   after it has begun, waiting for its lock included; then it is stopped, and the next one goes on. A job
 *                    that has not completed so long after it was due is late
 */
public record Bounds(Duration startWithin, Duration endWithin) {

    /** Of a job file that does not say. */
    public static final Bounds USUAL = new Bounds(Duration.ofHours(1), Duration.ofHours(6));
}
