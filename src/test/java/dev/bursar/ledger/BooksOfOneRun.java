package dev.bursar.ledger;

import dev.bursar.ledger.Judgement.Finding;
import dev.bursar.ledger.Judgement.JudgedLot;
import dev.bursar.ledger.Judgement.Outcome;
import dev.bursar.ledger.Movement.Credit;
import dev.bursar.ledger.Movement.TakeBack;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run has posted of a random account, and what has arrived since then: from an edge on, everything may be otherwise
 * than it was posted.
 */
final class BooksOfOneRun {

    private final Account account;
    private final Instant edge;
    private final Instant asOf;
    private final List<Movement> movements;
    private final List<PostedLot> lots;
    private final List<Entry> entries;

    private BooksOfOneRun(Account account, Instant edge, Instant asOf, Judgement posted) {
        this.account = account;
        this.edge = edge;
        this.asOf = asOf;
        this.lots = posted.lots().stream()
                .map(lot -> new PostedLot(lot.key(), lot.earnedAt(), lot.terms(), lot.earned(), lot.remaining()))
                .toList();
        this.entries = posted.entries();
        this.movements = account.movements().stream()
                .filter(movement ->
                        !(movement instanceof Credit) || !movement.at().isBefore(edge))
                .toList();
    }

    static BooksOfOneRun of(RandomHistories history) {
        Account account = history.account();
        Instant edge = history.anInstant();
        Account then = RandomArrivalTest.with(
                account,
                account.movements().stream()
                        .filter(movement ->
                                movement.at().isBefore(edge) || history.random().nextInt(3) > 0)
                        .toList());
        Instant any = history.anInstant();
        Instant asOf = any.isBefore(edge) ? edge : any;
        Instant later = history.random().nextBoolean() ? history.theEnd() : asOf;
        return new BooksOfOneRun(account, edge, later, then.judge(asOf));
    }

    boolean reachesBack() {
        return OpeningBooks.reachesBack(edge, movements, account.holds());
    }

    /** What comes of it: the order of lots says nothing. */
    record Result(
            List<Entry> difference,
            Map<LotKey, Long> reserved,
            Map<LotKey, Instant> heldUntil,
            Map<Fact, Outcome> outcomes,
            List<Finding> exceptions,
            Map<LotKey, Long> left) {}

    Result judgedFromAllThereIs() {
        return judged(OpeningBooks.since(
                edge, account.key(), lots.stream().map(PostedLot::row).toList(), entries, movements, account.holds()));
    }

    /** As {@link Settlement} reads an account. */
    Result judgedFromWhatMatters() {
        Set<LotKey> named = new HashSet<>();
        entriesSince().forEach(entry -> named.add(entry.lot()));
        for (Movement movement : movements) {
            if (movement instanceof TakeBack claim) {
                named.add(claim.lot());
                named.add(LotKey.debtOf(claim.fact()));
            }
        }
        return judged(OpeningBooks.woundBack(
                edge,
                account.key(),
                lots.stream()
                        .filter(lot -> lot.remaining() != 0 || named.contains(lot.key()))
                        .toList(),
                entriesSince(),
                movements,
                account.holds()));
    }

    private Result judged(Account reopened) {
        Judgement judgement = reopened.judge(asOf);
        Map<LotKey, Long> left = new HashMap<>();
        for (JudgedLot lot : judgement.lots()) {
            if (lot.remaining() != 0) {
                left.put(lot.key(), lot.remaining());
            }
        }
        return new Result(
                Difference.between(judgement.entries(), entriesSince()),
                judgement.reserved(),
                judgement.heldUntil(),
                judgement.outcomes(),
                judgement.exceptions(),
                left);
    }

    private List<Entry> entriesSince() {
        return entries.stream()
                .filter(entry -> !entry.effectiveAt().isBefore(edge))
                .toList();
    }

    @Override
    public String toString() {
        return Telling.of(account) + " from " + edge + " as of " + asOf + ", posted " + entries;
    }
}
