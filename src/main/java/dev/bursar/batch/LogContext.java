package dev.bursar.batch;

import org.slf4j.MDC;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Names the job, run, step and partition in each log record of the threads that do its work. */
public final class LogContext implements JobExecutionListener {

    public static final String JOB = "bursar.job";
    public static final String RUN = "bursar.run";
    public static final String STEP = "bursar.step";
    public static final String PARTITION = "bursar.partition";

    @Override
    public void beforeJob(JobExecution execution) {
        enter(execution);
    }

    @Override
    public void afterJob(JobExecution execution) {
        leave();
    }

    private static void enter(JobExecution execution) {
        MDC.put(JOB, execution.getJobInstance().getJobName());
        MDC.put(RUN, String.valueOf(execution.getId()));
    }

    static void enter(StepExecution execution) {
        enter(execution.getJobExecution());
        String[] step = execution.getStepName().split(":", 2);
        MDC.put(STEP, step[0]);
        if (step.length > 1) {
            MDC.put(PARTITION, step[1]);
        }
    }

    static void leave() {
        MDC.remove(JOB);
        MDC.remove(RUN);
        MDC.remove(STEP);
        MDC.remove(PARTITION);
    }
}
