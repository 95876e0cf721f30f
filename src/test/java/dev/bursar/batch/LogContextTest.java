package dev.bursar.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;

class LogContextTest {

    private final JobExecution run = new JobExecution(7, new JobInstance(3, "nightly"), new JobParameters());

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void a_partition_names_its_job_run_step_and_itself() {
        LogContext.enter(new StepExecution(9, "credit-orders:p00-of-08", run));

        assertThat(MDC.getCopyOfContextMap())
                .isEqualTo(Map.of(
                        "bursar.job", "nightly",
                        "bursar.run", "7",
                        "bursar.step", "credit-orders",
                        "bursar.partition", "p00-of-08"));
    }

    @Test
    void nothing_is_left_for_what_the_thread_does_next() {
        LogContext context = new LogContext();
        context.beforeJob(run);
        assertThat(MDC.get("bursar.run")).isEqualTo("7");

        context.afterJob(run);

        assertThat(MDC.getCopyOfContextMap()).isEmpty();
    }
}
