package dev.bursar.batch;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands out a sweep's chunks: one again and again until it is committed, then the next. */
public final class Chunks {

    private final Supplier<DueQueue> queues;
    private final int size;
    private final boolean looksAgain;
    private Optional<DueQueue> queue = Optional.empty();
    private List<Place> chunk = List.of();
    private boolean foundAny;

    private Chunks(Supplier<DueQueue> queues, int size, boolean looksAgain) {
        this.queues = queues;
        this.size = size;
        this.looksAgain = looksAgain;
    }

    /**
     * A queue that came to its end is made once more, until it is empty from the start: what arrived behind the sweep's back
     * is not left over.
     *
     * @param queues make one of all that is due and that this run has not judged yet
     */
    public static Chunks untilNothingIsLeft(Supplier<DueQueue> queues, int size) {
        return new Chunks(queues, size, true);
    }

    /** For a rehearsal, whose facts stay due. */
    public static Chunks once(Supplier<DueQueue> queues, int size) {
        return new Chunks(queues, size, false);
    }

    /** @return the chunk to do now; empty: nothing is left */
    public List<Place> next() {
        boolean again = true;
        while (again && chunk.isEmpty()) {
            boolean fresh = queue.isEmpty();
            DueQueue line = queue.orElseGet(queues);
            queue = Optional.of(line);
            chunk = line.next(size);
            if (chunk.isEmpty()) {
                again = looksAgain && !fresh && foundAny;
                foundAny = false;
                queue = looksAgain ? Optional.empty() : queue;
            }
        }
        return chunk;
    }

    public void committed() {
        foundAny |= !chunk.isEmpty();
        chunk = List.of();
    }
}
