/**
 * Job files made into Spring Batch jobs: what a night does, in which order, and under which lock.
 */
@NullMarked
package dev.bursar.jobs;

import org.jspecify.annotations.NullMarked;
