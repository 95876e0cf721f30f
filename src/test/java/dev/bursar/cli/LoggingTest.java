package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.jdbc.UncategorizedSQLException;

/** Records for whatever collects them. */
class LoggingTest {

    private final Throwable failure = new UncategorizedSQLException(
            "PreparedStatementCallback",
            "insert into entry values " + "(?, ?, ?), ".repeat(1_000),
            new SQLException("the disk is full " + "and so on ".repeat(100)));

    private final LoggerContext logback = new LoggerContext();

    @Test
    void a_failure_is_one_short_record_with_its_cause() {
        String record = record(false);

        assertThat(record)
                .startsWith("{")
                .hasLineCount(1)
                .contains("Encountered an error in credit-orders: the disk is full and so on")
                .contains("\"level\":\"ERROR\"", "\"logger\":\"org.springframework.batch\"")
                .doesNotContain("(?", "stack_trace");
        assertThat(record.length()).isBetween(500, 1_000);
    }

    @Test
    void with_debug_it_has_the_whole_stack_trace() {
        assertThat(record(true)).contains("stack_trace", "(?, ?, ?)", "LoggingTest");
    }

    @Test
    void a_step_whose_partitions_failed_is_no_failure_of_its_own() {
        ShortRecords.Once once = new ShortRecords.Once();

        assertThat(once.decide(event(new JobExecutionException("Partition handler returned an unsuccessful step"))))
                .isEqualTo(FilterReply.DENY);
        assertThat(once.decide(event(failure))).isEqualTo(FilterReply.NEUTRAL);
    }

    private String record(boolean debug) {
        return new String(Logging.structured(logback, debug, "1.0").encode(event(failure)), UTF_8);
    }

    private LoggingEvent event(Throwable thrown) {
        Logger logger = logback.getLogger("org.springframework.batch");
        LoggingEvent event = new LoggingEvent(
                getClass().getName(), logger, Level.ERROR, "Encountered an error in {}", thrown, new Object[] {
                    "credit-orders"
                });
        event.setMDCPropertyMap(Map.of());
        return event;
    }
}
