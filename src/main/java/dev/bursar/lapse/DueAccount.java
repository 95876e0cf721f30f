package dev.bursar.lapse;

import dev.bursar.ledger.AccountKey;
import java.time.Instant;
import java.util.Comparator;

/**
 * An account in which something may have ended.
 *
 * @param endsAt UTC; nothing in it ends before
 */
record DueAccount(Instant endsAt, AccountKey key) implements Comparable<DueAccount> {

    private static final Comparator<DueAccount> IN_LINE =
            Comparator.comparing(DueAccount::endsAt).thenComparing(DueAccount::key);

    /** Before all. */
    static final DueAccount NONE = new DueAccount(Instant.parse("1000-01-01T00:00:00Z"), AccountKey.coins(1));

    @Override
    public int compareTo(DueAccount other) {
        return IN_LINE.compare(this, other);
    }
}
