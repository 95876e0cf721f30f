package dev.bursar.batch;

/** Work that changes nothing was asked to stop, and did so before its end. The message says why. */
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedException(String why) {
        super(why);
    }
}
