package dev.bursar.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Waits for a lost database once. A run that has lost it has much to note at its end (each partition, the step, the job, the
 * lock), and would otherwise wait the pool's whole patience for each.
 */
final class PatientOnce extends DelegatingDataSource {

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private volatile Optional<Failure> last = Optional.empty();

    private record Failure(SQLTransientConnectionException cause, long at) {

        boolean isFresh() {
            return System.nanoTime() - at < REMEMBERED.toNanos();
        }
    }

    PatientOnce(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Optional<Failure> failure = last.filter(Failure::isFresh);
        if (failure.isPresent()) {
            SQLTransientConnectionException cause = failure.get().cause();
            throw new SQLTransientConnectionException(cause.getMessage(), cause.getSQLState(), cause);
        }
        try {
            return super.getConnection();
        } catch (SQLTransientConnectionException e) {
            last = Optional.of(new Failure(e, System.nanoTime()));
            throw e;
        }
    }
}
