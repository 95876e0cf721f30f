package dev.bursar.database;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used as it is configured or set up. The message is one sentence for the operator: the thing, the cause and
 * the next step; it holds no password. Only thrown before work begins: a database lost during a run shows as an
 * {@link java.sql.SQLException} or one of Spring's {@code DataAccessException}s.
 */
public final class DatabaseRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseRefusedException(String message) {
        super(message);
    }

    DatabaseRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
