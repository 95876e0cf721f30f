package dev.bursar.batch;

import java.time.Instant;

/**
 * Who holds a lock.
 *
 * @param by    host and process
 * @param since UTC, the database's clock
 * @param until UTC, the database's clock; the lock is free after it unless it is extended
 */
public record LockHolder(String name, String by, Instant since, Instant until) {}
