package dev.bursar.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The due facts of some shards in one line, by member and fact: accounts are written in the order in which they lie in the
 * tables. Holds a page of places per shard.
 */
public final class DueQueue {

    private static final int PAGE = 5_000;

    private final Pages pages;
    private final PriorityQueue<Shard> shards = new PriorityQueue<>(Comparator.comparing(Shard::head));

    /** Looks up the places of a shard. */
    @FunctionalInterface
    public interface Pages {

        /** @return the first places after one, ascending, at most {@code limit}; fewer only where there are no more */
        List<Place> after(int shard, Place last, int limit);
    }

    public DueQueue(Pages pages, List<Integer> shards) {
        this.pages = pages;
        for (int number : shards) {
            enqueue(new Shard(number));
        }
    }

    /**
     * The next places; empty when the line is at its end.
     *
     * @param most how many; up to twice as many, so that a member's facts are not torn apart
     */
    public List<Place> next(int most) {
        List<Place> taken = new ArrayList<>();
        while (!shards.isEmpty() && (taken.size() < most || continues(taken, most))) {
            Shard shard = shards.remove();
            taken.add(shard.take());
            enqueue(shard);
        }
        return taken;
    }

    private boolean continues(List<Place> taken, int most) {
        long member = taken.get(taken.size() - 1).memberId();
        return member != 0 && taken.size() < 2 * most && shards.element().head().memberId() == member;
    }

    private void enqueue(Shard shard) {
        if (shard.fill()) {
            shards.add(shard);
        }
    }

    /** One shard's part of the line. */
    private final class Shard {

        private final int number;
        private final Deque<Place> page = new ArrayDeque<>();
        private Place last = Place.NONE;
        private boolean done;

        Shard(int number) {
            this.number = number;
        }

        Place head() {
            return page.element();
        }

        Place take() {
            return page.remove();
        }

        /** @return whether there is a head */
        boolean fill() {
            if (page.isEmpty() && !done) {
                page.addAll(pages.after(number, last, PAGE));
                done = page.size() < PAGE;
                last = page.isEmpty() ? last : page.getLast();
            }
            return !page.isEmpty();
        }
    }
}
