package dev.bursar.jobs;

import dev.bursar.batch.Progress;
import dev.bursar.batch.RetryDeadlocks;
import dev.bursar.batch.Shards;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.StopSignal;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Tally;
import dev.bursar.batch.Work;
import dev.bursar.ledger.Posted;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does a step without doing it: the very statements of a run, each chunk rolled back. What it tells is exactly what the
 * step then posts, if no fact changes in between. A member's facts lie in one chunk, so that chunks do not lean on each
 * other.
 */
public final class Rehearsal {

    /** No run has this id, so that nothing counts as judged by this one. */
    private static final long NO_RUN = 0;

    private static final Duration PAUSE_AFTER_DEADLOCK = Duration.ofMillis(50);

    private final TransactionTemplate transaction;
    private final RetryDeadlocks retry = new RetryDeadlocks(PAUSE_AFTER_DEADLOCK);
    private final Map<String, Rehearsed> steps;
    private final StopSignal stop;

    /** A step, and a sweep of it whose chunks are to be rolled back. */
    record Rehearsed(Work work, BiFunction<StepRun, Consumer<Posted>, Sweep> sweep) {}

    Rehearsal(PlatformTransactionManager transactions, Map<String, Rehearsed> steps, StopSignal stop) {
        this.transaction = new TransactionTemplate(transactions);
        this.steps = Map.copyOf(steps);
        this.stop = stop;
    }

    /** @return the names of the steps that can be rehearsed: all that post */
    public SortedSet<String> names() {
        return new TreeSet<>(steps.keySet());
    }

    /**
     * @param asOf   UTC; the step judges what happened before it
     * @param posted is told each chunk's entries, by member
     * @return what would become of the facts
     * @throws IllegalArgumentException for a step that cannot be rehearsed
     * @throws dev.bursar.batch.StoppedException if it is asked to stop before its end
     */
    public Tally run(String step, Instant asOf, Consumer<Posted> posted, Progress progress) {
        Rehearsed rehearsed = steps.get(step);
        if (rehearsed == null) {
            throw new IllegalArgumentException("step " + step + " cannot be rehearsed; these can: " + names());
        }
        progress.begin(step, rehearsed.work().planned(asOf));
        Sweep sweep = rehearsed.sweep().apply(new StepRun(NO_RUN, asOf, Shards.ofPartition(0, 1)), posted);
        Tally total = Tally.NONE;
        Optional<Tally> chunk = next(sweep);
        while (chunk.isPresent()) {
            total = total.plus(chunk.get());
            progress.advance(chunk.get().judged());
            chunk = next(sweep);
        }
        progress.end();
        return total;
    }

    private Optional<Tally> next(Sweep sweep) {
        stop.throwIfRequested();
        Optional<Tally> chunk = retry.call(() -> Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            return sweep.next();
        })));
        sweep.committed();
        return chunk;
    }
}
