package dev.bursar.cli;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a step has come.
 *
 * @param planned rows, as far as known at its beginning; more may come
 * @param elapsed since it began
 */
record Pace(String step, long done, long planned, Duration elapsed) {

    /** More came than was planned: how much is left is not known. */
    boolean isBeyondPlan() {
        return done > planned;
    }

    /** From 0 to 1. */
    double share() {
        return planned <= 0 ? 0 : Math.min(1, (double) done / planned);
    }

    private long rate() {
        return elapsed.toMillis() == 0 ? 0 : done * 1_000 / elapsed.toMillis();
    }

    /** {@code 12,345 of 50,000 (24%), 8,230 rows/s, 4.6 s left}; beyond the plan {@code 52,000 rows, 8,230 rows/s}. */
    String words() {
        if (isBeyondPlan()) {
            return Texts.number(done) + " rows, " + Texts.number(rate()) + " rows/s";
        }
        long left = Math.max(0, planned - done);
        String rest =
                left == 0 || rate() == 0 ? "" : ", " + Texts.took(Duration.ofMillis(left * 1_000 / rate())) + " left";
        return String.format(
                Locale.ROOT,
                "%s of %s (%.0f%%), %s rows/s%s",
                Texts.number(done),
                Texts.number(planned),
                share() * 100,
                Texts.number(rate()),
                rest);
    }
}
