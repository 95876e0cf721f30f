package dev.bursar.batch;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks the work of this process to end where it can: a run or an import after its transaction, what only reads at once. Held
 * in memory, so that the working threads stay the only writers of their own metadata; what was asked stays asked.
 */
public final class StopSignal {

    private final AtomicReference<String> reason = new AtomicReference<>();

    /** @param why for the message: {@code it was asked to stop}; the first reason given stays */
    public void request(String why) {
        reason.compareAndSet(null, why);
    }

    /** @return why the work is to stop; empty while it may go on */
    public Optional<String> requested() {
        return Optional.ofNullable(reason.get());
    }

    /** @throws StoppedException if the work is to stop; for work that leaves nothing behind */
    public void throwIfRequested() {
        requested().ifPresent(why -> {
            throw new StoppedException(why);
        });
    }
}
