package dev.bursar.earning;

import dev.bursar.earning.DueOrderStore.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The due orders of some shards in one line, by member and order: accounts are written in the order in which they lie in
 * the tables. Holds a page of places per shard.
 */
final class DueOrderQueue {

    private static final int PAGE = 5_000;

    /** Bounds the memory of a chunk. */
    private static final int LARGEST_MEMBER = 20_000;

    private final DueOrderStore store;
    private final DueTime time;
    private final long run;
    private final PriorityQueue<Shard> shards = new PriorityQueue<>(Comparator.comparing(Shard::head));

    DueOrderQueue(DueOrderStore store, List<Integer> shards, DueTime time, long run) {
        this.store = store;
        this.time = time;
        this.run = run;
        for (int number : shards) {
            enqueue(new Shard(number));
        }
    }

    /**
     * Takes the next orders, no member's in part unless there are very many of him.
     *
     * @param about how many orders
     * @return empty when the line is at its end
     */
    List<Place> next(int about) {
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

    private void enqueue(Shard shard) {
        if (shard.fill()) {
            shards.add(shard);
        }
    }

    /** One shard's part of the line: guests first, then members. */
    private final class Shard {

        private final int number;
        private final Deque<Place> page = new ArrayDeque<>();
        private Place last = new Place(0, 0);
        private boolean guestsDone;
        private boolean membersDone;

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
            if (page.isEmpty() && !guestsDone) {
                page.addAll(store.guests(number, last.orderId(), time, run, PAGE));
                guestsDone = page.size() < PAGE;
                last = guestsDone ? new Place(0, Long.MAX_VALUE) : page.getLast();
            }
            if (page.isEmpty() && !membersDone) {
                page.addAll(store.members(number, last, time, run, PAGE));
                membersDone = page.size() < PAGE;
                last = page.isEmpty() ? last : page.getLast();
            }
            return !page.isEmpty();
        }
    }
}
