package dev.bursar.batch;

/** A held lock, extended in the background until it is closed. */
public interface Lease extends AutoCloseable {

    /** For runs that go without a lock: correctness never depends on one. */
    Lease NONE = () -> {};

    @Override
    void close();
}
