package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why a run failed, from what its steps' rows say. */
class StepRowTest {

    @Test
    void the_deepest_cause_of_a_trace_is_told_without_its_class() {
        assertThat(failed("credit-orders", """
                        org.springframework.dao.DataAccessResourceFailureException: PreparedStatementCallback; SQL [select 1]; gone
                        \tat org.example.Class.method(Class.java:1)
                        Caused by: java.sql.SQLException: (conn=7) the server has gone away
                        """).cause()).contains("(conn=7) the server has gone away");
    }

    @Test
    void of_a_trace_that_ends_within_its_statement_no_statement_is_told() {
        assertThat(failed("credit-orders", "java.lang.RuntimeException: a.b.SomeException: what; SQL [insert (?, ?, ?")
                        .cause())
                .contains("what");
    }

    @Test
    void a_failure_without_words_is_told_by_its_name() {
        assertThat(failed("credit-orders", "java.lang.NullPointerException\n\tat x")
                        .cause())
                .contains("NullPointerException");
    }

    @Test
    void what_a_partition_says_goes_before_what_its_step_says() {
        RunRow run = new RunRow(
                7,
                "nightly",
                Map.of(),
                "FAILED",
                Optional.empty(),
                Optional.empty(),
                List.of(
                        failed(
                                "credit-orders",
                                "a.b.JobExecutionException: Partition handler returned an unsuccessful step"),
                        failed("credit-orders:p00-of-08", "the server has gone away")));

        assertThat(run.cause()).contains("the server has gone away");
    }

    private static StepRow failed(String name, String message) {
        return new StepRow(
                7, name, "FAILED", Optional.empty(), Optional.empty(), 0, 0, 0, 0, 0, 0, 0, Optional.of(message));
    }
}
