package dev.bursar.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * The due facts of some shards in one line, by member and fact: accounts are written in the order in which they lie in the
 * tables. Holds a page of places per shard.
 */
public final class DueQueue {

    private static final int PAGE = 5_000;

    /** Bounds the memory of a chunk. */
    private static final int LARGEST_MEMBER = 20_000;

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

    /** Places that are known already, in line as if they were looked up. */
    public static DueQueue of(NavigableSet<Place> places) {
        return new DueQueue(
                (shard, last, limit) ->
                        places.tailSet(last, false).stream().limit(limit).toList(),
                List.of(0));
    }

    /**
     * Takes the next places, no member's in part unless there are very many of him.
     *
     * @param about how many places
     * @return empty when the line is at its end
     */
    public List<Place> next(int about) {
        List<Place> taken = new ArrayList<>();
        long member = 0;
        while (!shards.isEmpty()) {
            Shard shard = shards.element();
            boolean another = shard.head().memberId() == 0 || shard.head().memberId() != member;
            if (taken.size() >= about && another || taken.size() >= Math.max(about, LARGEST_MEMBER)) {
                break;
            }
            shards.remove();
            member = shard.head().memberId();
            taken.add(shard.take());
            enqueue(shard);
        }
        return taken;
    }

    /** Looks up the whole line now, for where it cannot be looked up later; holds all its places in memory. */
    public DueQueue remembered() {
        NavigableSet<Place> all = new TreeSet<>();
        for (List<Place> some = next(PAGE); !some.isEmpty(); some = next(PAGE)) {
            all.addAll(some);
        }
        return DueQueue.of(all);
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
