package dev.bursar.jobs;

import dev.bursar.batch.Progress;
import dev.bursar.batch.Shards;
import dev.bursar.batch.StepRun;
import dev.bursar.batch.Sweep;
import dev.bursar.batch.Tally;
import dev.bursar.ledger.Posted;
import java.time.Instant;
import java.util.Map;
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

    private final TransactionTemplate transaction;
    private final Map<String, BiFunction<StepRun, Consumer<Posted>, Sweep>> steps;

    Rehearsal(
            PlatformTransactionManager transactions, Map<String, BiFunction<StepRun, Consumer<Posted>, Sweep>> steps) {
        this.transaction = new TransactionTemplate(transactions);
        this.steps = Map.copyOf(steps);
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
     */
    public Tally run(String step, Instant asOf, Consumer<Posted> posted, Progress progress) {
        BiFunction<StepRun, Consumer<Posted>, Sweep> rehearsed = steps.get(step);
        if (rehearsed == null) {
            throw new IllegalArgumentException("step " + step + " cannot be rehearsed; these can: " + names());
        }
        Sweep sweep = rehearsed.apply(new StepRun(NO_RUN, asOf, Shards.ofPartition(0, 1)), posted);
        Tally total = Tally.NONE;
        Optional<Tally> chunk = next(sweep);
        while (chunk.isPresent()) {
            total = total.plus(chunk.get());
            progress.advance(chunk.get().judged());
            chunk = next(sweep);
        }
        return total;
    }

    private Optional<Tally> next(Sweep sweep) {
        Optional<Tally> chunk = transaction.execute(status -> {
            status.setRollbackOnly();
            return sweep.next();
        });
        return chunk == null ? Optional.empty() : chunk;
    }
}
