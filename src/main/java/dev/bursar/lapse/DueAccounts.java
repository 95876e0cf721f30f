package dev.bursar.lapse;

import dev.bursar.ledger.AccountKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The accounts of some shards in which something may have ended, in one line by the time of the end and the member. As many
 * ends fall on the same midnight, accounts mostly come in the order in which they lie in the tables.
 */
final class DueAccounts {

    private static final int PAGE = 2_000;

    private final Pages pages;
    private final PriorityQueue<Shard> shards = new PriorityQueue<>(Comparator.comparing(Shard::head));

    /** Looks up the accounts of a shard. */
    @FunctionalInterface
    interface Pages {

        /** @return the first ones after another, ascending, at most {@code limit}; fewer only where there are no more */
        List<DueAccount> after(int shard, DueAccount last, int limit);
    }

    DueAccounts(Pages pages, List<Integer> shards) {
        this.pages = pages;
        shards.forEach(number -> enqueue(new Shard(number)));
    }

    /** @return the next accounts in line, at most so many; empty when it is at its end */
    List<AccountKey> next(int most) {
        List<AccountKey> taken = new ArrayList<>();
        while (taken.size() < most && !shards.isEmpty()) {
            Shard shard = shards.remove();
            taken.add(shard.page.remove().key());
            enqueue(shard);
        }
        return taken;
    }

    private void enqueue(Shard shard) {
        if (shard.fill()) {
            shards.add(shard);
        }
    }

    /** One shard's part of the line. */
    private final class Shard {

        private final int number;
        private final Deque<DueAccount> page = new ArrayDeque<>();
        private DueAccount last = DueAccount.NONE;
        private boolean done;

        Shard(int number) {
            this.number = number;
        }

        DueAccount head() {
            return page.element();
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
