package dev.bursar.market;

/** A market is not written where something is already; the message says what to do about it. */
public final class MarketRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MarketRefusedException(String message) {
        super(message);
    }
}
