package dev.bursar.batch;

import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Where a step's metadata keeps what became of its facts: judged, posted and nothing due in Batch's own read, write and
 * filter counts, the rest in the execution context.
 */
public final class Counters {

    private static final String WAITING = "bursar.waiting";
    private static final String EXCEPTIONS = "bursar.exceptions";
    private static final String UNITS = "bursar.units";

    private Counters() {}

    static void reset(ExecutionContext context) {
        context.putLong(WAITING, 0);
        context.putLong(EXCEPTIONS, 0);
        context.putLong(UNITS, 0);
    }

    static void add(Tally tally, StepContribution contribution, ExecutionContext context) {
        for (long i = 0; i < tally.judged(); i++) {
            contribution.incrementReadCount();
        }
        contribution.incrementWriteCount(tally.posted());
        contribution.incrementFilterCount(tally.nothingDue());
        addToContext(tally, context);
    }

    static void addToContext(Tally tally, ExecutionContext context) {
        context.putLong(WAITING, context.getLong(WAITING, 0) + tally.waiting());
        context.putLong(EXCEPTIONS, context.getLong(EXCEPTIONS, 0) + tally.exceptions());
        context.putLong(UNITS, context.getLong(UNITS, 0) + tally.units());
    }

    /** What became of the facts of one step execution, of a partition or of a whole step. */
    public static Tally of(StepExecution execution) {
        ExecutionContext context = execution.getExecutionContext();
        return new Tally(
                execution.getReadCount(),
                execution.getWriteCount(),
                execution.getFilterCount(),
                context.getLong(WAITING, 0),
                context.getLong(EXCEPTIONS, 0),
                context.getLong(UNITS, 0));
    }
}
