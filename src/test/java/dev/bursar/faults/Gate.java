package dev.bursar.faults;

import dev.bursar.faults.FailingDataSource.Fault;
import dev.bursar.faults.FailingDataSource.Kind;
import dev.bursar.faults.FailingDataSource.Script;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds whoever asks for a certain statement, as a process is held that the machine gives no time. */
final class Gate implements Script {

    private final String statement;
    private final int nth;
    private final AtomicInteger counted = new AtomicInteger();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** @param statement a part of it that tells it from others */
    Gate(String statement, int nth) {
        this.statement = statement;
        this.nth = nth;
    }

    @Override
    public Fault choose(int asked, Kind kind, String sql) {
        return sql.contains(statement) && counted.incrementAndGet() == nth
                ? request -> {
                    reached.countDown();
                    within(open);
                    return request.carryOut();
                }
                : Fault.NONE;
    }

    void awaitReached() throws InterruptedException {
        within(reached);
    }

    void open() {
        open.countDown();
    }

    private static void within(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing happened within half a minute");
        }
    }
}
