/**
 * What every step shares: shards, chunks of whole accounts, the run's context, the lease, recovery and progress.
 */
@NullMarked
package dev.bursar.batch;

import org.jspecify.annotations.NullMarked;
