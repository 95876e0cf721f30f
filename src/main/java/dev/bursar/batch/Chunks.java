package dev.bursar.batch;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands out a sweep's chunks: one again and again until it is committed, then the next. */
public final class Chunks {

    private final Supplier<DueQueue> queues;
    private final int size;
    private final int mostPasses;
    private Optional<DueQueue> queue = Optional.empty();
    private List<Place> chunk = List.of();
    private int passes;
    private boolean foundAny;

    private Chunks(Supplier<DueQueue> queues, int size, int mostPasses) {
        this.queues = queues;
        this.size = size;
        this.mostPasses = mostPasses;
    }

    /**
     * A line that came to its end is made once more, for what arrived behind the sweep's back. Not for ever: two runs at
     * once, with the lock off, would each find what the other has looked at and left waiting.
     *
     * @param queues make one of all that is due and that this run has not judged yet
     * @param size   about how many places a chunk has
     */
    public static Chunks lookingTwice(Supplier<DueQueue> queues, int size) {
        return new Chunks(queues, size, 2);
    }

    /** For a rehearsal, whose facts stay due. */
    public static Chunks lookingOnce(Supplier<DueQueue> queues, int size) {
        return new Chunks(queues, size, 1);
    }

    /** @return the chunk to do now; empty: nothing is left */
    public List<Place> next() {
        while (chunk.isEmpty() && passes < mostPasses) {
            DueQueue line = queue.orElseGet(queues);
            queue = Optional.of(line);
            chunk = line.next(size);
            if (chunk.isEmpty()) {
                passes = foundAny ? passes + 1 : mostPasses;
                foundAny = false;
                queue = Optional.empty();
            }
        }
        return chunk;
    }

    public void committed() {
        foundAny |= !chunk.isEmpty();
        chunk = List.of();
    }
}
