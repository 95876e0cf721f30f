package dev.bursar.batch;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * For work that only reads, and is long: looks before each statement whether it is to stop, so that whoever writes a loop of
 * queries need not.
 */
public final class StoppableJdbc extends JdbcTemplate {

    private final StopSignal stop;

    public StoppableJdbc(DataSource database, StopSignal stop) {
        super(database);
        this.stop = stop;
    }

    /** @throws StoppedException instead of carrying out a statement, once the work is to stop */
    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        stop.throwIfRequested();
        super.applyStatementSettings(statement);
    }
}
