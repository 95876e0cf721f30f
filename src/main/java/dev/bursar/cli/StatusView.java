package dev.bursar.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** As {@code status --json} prints it; times are UTC. */
record StatusView(
        Instant at,
        List<Running> running,
        List<Unfinished> unfinished,
        List<Late> late,
        StatusStore.Open unjudged,
        StatusStore.Open exceptions,
        Optional<LocalDate> lastClosedDay) {

    /**
     * A run that goes on, or whose process died.
     *
     * @param title       its job and date
     * @param step        at which it is; empty: it has not begun one
     * @param judged      facts of the step so far
     * @param planned     facts of the step in all, as far as is known now
     * @param perSecond   facts judged a second since the step began
     * @param secondsLeft of the step; empty: not known yet
     * @param heldBy      the process that has its lock; empty: nobody, so that its process is gone
     */
    record Running(
            long run,
            String title,
            Optional<Instant> startedAt,
            String step,
            long judged,
            long planned,
            long perSecond,
            OptionalLong secondsLeft,
            Optional<String> heldBy) {}

    /** A run that failed or was stopped, and that nothing has made up for since. */
    record Unfinished(
            long run, String title, String state, Optional<Instant> endedAt, Optional<String> cause, String next) {}

    /**
     * A job that should have completed a run by now.
     *
     * @param of            the date or hour that should be completed
     * @param lastCompleted the latest that was; empty: none ever
     */
    record Late(String job, String of, Optional<String> lastCompleted) {}
}
