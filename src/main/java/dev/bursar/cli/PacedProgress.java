package dev.bursar.cli;

import dev.bursar.batch.LockHolder;
import dev.bursar.batch.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/** Counts, and lets a line appear now and then: whether as a bar or as lines is for the {@link Style} to say. */
final class PacedProgress implements Progress {

    /** How it shows. */
    interface Style {

        Duration every();

        void show(Pace pace);

        /** A line of its own, before any step has begun. */
        void say(String line);

        /** Of a step that has shown itself at least once. */
        void finish(Pace pace);
    }

    private final Style style;
    private final LongSupplier nanos;
    private final ZoneId zone;
    private String step = "";
    private long planned;
    private long done;
    private long beganAt;
    private long shownAt;
    private boolean shown;

    /**
     * @param nanos as {@link System#nanoTime()} counts them
     * @param zone  in which times are shown
     */
    PacedProgress(Style style, LongSupplier nanos, ZoneId zone) {
        this.style = style;
        this.nanos = nanos;
        this.zone = zone;
    }

    @Override
    public synchronized void waiting(LockHolder holder, Instant until) {
        style.say("waiting for the lock \"" + holder.name() + "\" until " + Texts.second(until, zone) + ": it is held"
                + Texts.holder(holder, zone));
    }

    @Override
    public synchronized void begin(String name, long rows) {
        end();
        step = name;
        planned = rows;
        done = 0;
        shown = false;
        beganAt = nanos.getAsLong();
        shownAt = beganAt;
    }

    @Override
    public synchronized void advance(long rows) {
        done += rows;
        long now = nanos.getAsLong();
        if (!step.isEmpty() && now - shownAt >= style.every().toNanos()) {
            shownAt = now;
            shown = true;
            style.show(pace(now));
        }
    }

    @Override
    public synchronized void end() {
        if (shown) {
            style.finish(pace(nanos.getAsLong()));
        }
        shown = false;
        step = "";
    }

    private Pace pace(long now) {
        return new Pace(step, done, planned, Duration.ofNanos(now - beganAt));
    }

    /** For a terminal: one line that is drawn anew. */
    static Style bar(Console console) {
        return new Style() {
            private static final int WIDTH = 24;
            private static final String CLEAR = "\r\u001b[K";

            @Override
            public Duration every() {
                return Duration.ofMillis(200);
            }

            @Override
            public void show(Pace pace) {
                console.err().print(CLEAR + pace.step() + " " + (pace.isBeyondPlan() ? "" : bar(pace)) + pace.words());
                console.err().flush();
            }

            private static String bar(Pace pace) {
                int full = (int) Math.round(pace.share() * WIDTH);
                return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] ";
            }

            @Override
            public void say(String line) {
                console.tell(line);
            }

            @Override
            public void finish(Pace pace) {
                console.err().print(CLEAR);
                console.err().flush();
            }
        };
    }

    /** For anything else: a line every few seconds. */
    static Style lines(Console console) {
        return new Style() {
            @Override
            public Duration every() {
                return Duration.ofSeconds(5);
            }

            @Override
            public void show(Pace pace) {
                console.tell(pace.step() + ": " + pace.words());
            }

            @Override
            public void say(String line) {
                console.tell(line);
            }

            @Override
            public void finish(Pace pace) {
                console.tell(pace.step() + ": " + pace.words() + ", done");
            }
        };
    }
}
