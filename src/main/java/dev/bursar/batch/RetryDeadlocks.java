package dev.bursar.batch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.batch.infrastructure.repeat.RepeatContext;
import org.springframework.batch.infrastructure.repeat.exception.ExceptionHandler;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Lets a step's chunk be tried again in a new transaction after a deadlock or a lock that was waited for too long: the
 * transaction is rolled back by then, and returning from the handler makes the step go on with the same chunk. Keeps its
 * count with the step execution, so that one instance serves all partitions. What is no step is {@link #call}ed.
 */
public final class RetryDeadlocks implements ExceptionHandler {

    private static final int MOST_IN_A_ROW = 5;
    private static final String FAILED_IN_A_ROW = "bursar.deadlocks";
    private static final String LAST_FAILED = "bursar.deadlock.at";

    private final Duration pause;

    /** @param pause before the second try; longer before each further one */
    public RetryDeadlocks(Duration pause) {
        this.pause = pause;
    }

    @Override
    public void handleException(RepeatContext context, Throwable failure) throws Throwable {
        int now = context.getStartedCount();
        boolean again = context.getAttribute(LAST_FAILED) instanceof Integer last && now == last + 1;
        int inARow = again && context.getAttribute(FAILED_IN_A_ROW) instanceof Integer before ? before + 1 : 1;
        context.setAttribute(LAST_FAILED, now);
        context.setAttribute(FAILED_IN_A_ROW, inARow);
        if (!(failure instanceof PessimisticLockingFailureException) || inARow > MOST_IN_A_ROW) {
            throw failure;
        }
        Thread.sleep(pause.toMillis() * inARow);
    }

    /**
     * Does a transaction, and again as often as a step would.
     *
     * @param transaction begins and ends one each time
     */
    public <T> T call(Supplier<T> transaction) {
        for (int inARow = 1; ; inARow++) {
            try {
                return transaction.get();
            } catch (PessimisticLockingFailureException failure) {
                if (inARow > MOST_IN_A_ROW) {
                    throw failure;
                }
                LockSupport.parkNanos(pause.toNanos() * inARow);
            }
        }
    }
}
