package dev.bursar.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What happens on Ctrl-C and SIGTERM: a run or an import is asked to stop after its transaction, a proof or a dry run where it
 * stands, and the process ends as soon as it has, with the exit code of its command. Anything else ends at once.
 */
final class Interruption {

    /** Shorter than the half minute after which Kubernetes kills. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Console console;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exitCode;

    Interruption(Console console) {
        this.console = console;
    }

    /** @param requestStop tells whether anything runs that will stop */
    void watch(BooleanSupplier requestStop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(requestStop), "interruption"));
    }

    /** The command has come to its end, asked or not. */
    void ended(int code) {
        exitCode = code;
        ended.countDown();
    }

    private void interrupted(BooleanSupplier requestStop) {
        if (ended.getCount() == 0 || !requestStop.getAsBoolean()) {
            return;
        }
        console.tell("bursar: stopping ...");
        try {
            if (ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                // While hooks run nothing else can set the exit code of a process that a signal ends.
                Runtime.getRuntime().halt(exitCode);
            }
            console.tell("bursar: what is under way takes longer than " + PATIENCE.toSeconds()
                    + " s; it is rolled back, and the same command goes on from there");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
