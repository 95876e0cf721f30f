package dev.bursar.batch;

/** A held lock, extended in the background until it is closed. */
public interface Lease extends AutoCloseable {

    @Override
    void close();
}
