package dev.bursar.earning;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The due orders of some shards in one line, by member and order: accounts are written in the order in which they lie in
 * the tables, and all orders of a member come together. Holds a page per shard.
 */
final class DueOrderQueue {

    private static final int PAGE = 1_000;

    private final DueOrderStore store;
    private final Instant asOf;
    private final long run;
    private final PriorityQueue<Shard> shards = new PriorityQueue<>(
            Comparator.comparingLong((Shard shard) -> shard.head().memberOrGuest())
                    .thenComparingLong(shard -> shard.head().order().orderId()));

    DueOrderQueue(DueOrderStore store, List<Integer> shards, Instant asOf, long run) {
        this.store = store;
        this.asOf = asOf;
        this.run = run;
        for (int number : shards) {
            enqueue(new Shard(number));
        }
    }

    /**
     * Takes the next orders, no member's in part.
     *
     * @param about how many orders, unless the last member has more
     * @return empty when the line is at its end
     */
    List<DueOrder> next(int about) {
        List<DueOrder> taken = new ArrayList<>();
        long member = 0;
        while (!shards.isEmpty()) {
            Shard shard = shards.element();
            long head = shard.head().memberOrGuest();
            if (taken.size() >= about && (head == 0 || head != member)) {
                break;
            }
            shards.remove();
            taken.add(shard.take());
            member = head;
            enqueue(shard);
        }
        return taken;
    }

    private void enqueue(Shard shard) {
        if (shard.fill()) {
            shards.add(shard);
        }
    }

    /** One shard's place in the line: guests first, then members. */
    private final class Shard {

        private final int number;
        private final Deque<DueOrder> page = new ArrayDeque<>();
        private boolean guestsDone;
        private boolean membersDone;
        private long lastMember;
        private long lastOrder;

        Shard(int number) {
            this.number = number;
        }

        DueOrder head() {
            return page.element();
        }

        DueOrder take() {
            return page.remove();
        }

        /** @return whether there is a head */
        boolean fill() {
            if (page.isEmpty() && !guestsDone) {
                page.addAll(store.guests(number, lastOrder, asOf, run, PAGE));
                guestsDone = page.size() < PAGE;
                lastOrder = page.isEmpty() ? 0 : page.getLast().order().orderId();
            }
            if (page.isEmpty() && !membersDone) {
                page.addAll(store.members(
                        number, lastMember, guestsDone && lastMember == 0 ? 0 : lastOrder, asOf, run, PAGE));
                membersDone = page.size() < PAGE;
                if (!page.isEmpty()) {
                    lastMember = page.getLast().memberOrGuest();
                    lastOrder = page.getLast().order().orderId();
                }
            }
            return !page.isEmpty();
        }
    }
}
