package dev.bursar.shop;

import java.time.Duration;
import org.springframework.batch.infrastructure.repeat.RepeatContext;
import org.springframework.batch.infrastructure.repeat.exception.ExceptionHandler;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Lets a step's chunk be tried again in a new transaction after a deadlock or a lock that was waited for too long. By
 * then the transaction is rolled back, and returning from the handler makes the step go on with the same chunk.
 */
final class RetryDeadlocks implements ExceptionHandler {
    private static final int MOST_IN_A_ROW = 5;

    private final Duration pause;
    private int failedInARow;
    private int lastFailed;

    /** @param pause before the second try; longer before each further one */
    RetryDeadlocks(Duration pause) {
        this.pause = pause;
    }

    @Override
    public void handleException(RepeatContext context, Throwable failure) throws Throwable {
        boolean again = context.getStartedCount() == lastFailed + 1;
        lastFailed = context.getStartedCount();
        failedInARow = again ? failedInARow + 1 : 1;
        if (!(failure instanceof PessimisticLockingFailureException) || failedInARow > MOST_IN_A_ROW) {
            throw failure;
        }
        Thread.sleep(pause.toMillis() * failedInARow);
    }
}
