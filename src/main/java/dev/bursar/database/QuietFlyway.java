package dev.bursar.database;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.flywaydb.core.api.logging.LogFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what Flyway has to say to the debug log: it announces editions, counts, and warns of each server that is newer than itself.
 * What went wrong arrives as an exception all the same. Public because Flyway makes it by its name.
 */
public final class QuietFlyway implements LogCreator {

    /** Flyway logs a little before it reads its settings; without a log of its own it would buffer that and print it later. */
    static void hush() {
        LogFactory.setLogCreator(new QuietFlyway());
    }

    @Override
    public Log createLogger(Class<?> origin) {
        return new Quiet(LoggerFactory.getLogger(origin));
    }

    private record Quiet(Logger log) implements Log {

        @Override
        public boolean isDebugEnabled() {
            return log.isDebugEnabled();
        }

        @Override
        public void debug(String message) {
            log.debug(message);
        }

        @Override
        public void info(String message) {
            log.debug(message);
        }

        @Override
        public void warn(String message) {
            log.debug(message);
        }

        @Override
        public void error(String message) {
            log.debug(message);
        }

        @Override
        public void error(String message, Exception cause) {
            log.debug(message, cause);
        }

        @Override
        public void notice(String message) {
            log.debug(message);
        }
    }
}
