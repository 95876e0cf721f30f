package dev.bursar.batch;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks the run of this process to end after its chunk: on a signal, or when its lease is lost. Held in memory, so that the
 * working threads stay the only writers of their own metadata.
 */
public final class StopSignal {

    private final AtomicReference<String> reason = new AtomicReference<>();

    /** @param why for the message: {@code it was asked to stop}; the first reason given stays */
    public void request(String why) {
        reason.compareAndSet(null, why);
    }

    /** @return why the run is to stop; empty while it may go on */
    public Optional<String> requested() {
        return Optional.ofNullable(reason.get());
    }

    /** Before the next run of the same process. */
    public void clear() {
        reason.set(null);
    }
}
