package dev.bursar.ledger;

import java.util.Collection;
import java.util.List;

/**
 * What one posting of lapses did.
 *
 * @param accounts that were looked at
 * @param changed  of them, those whose books changed
 * @param units    that lapsed in all; below zero, for what judging anew posted besides counts too
 * @param inBulk   the accounts whose lapses were posted in bulk
 * @param judged   what judging the others anew has posted
 */
public record Lapsed(long accounts, long changed, long units, List<AccountKey> inBulk, Posted judged) {

    public Lapsed {
        inBulk = List.copyOf(inBulk);
    }

    static Lapsed of(long accounts, long units, Collection<AccountKey> inBulk, Posted judged) {
        long changed =
                judged.lines().stream().map(Posted.Line::account).distinct().count();
        long byJudging =
                judged.lines().stream().mapToLong(line -> line.entry().units()).sum();
        return new Lapsed(accounts, inBulk.size() + changed, byJudging - units, List.copyOf(inBulk), judged);
    }
}
