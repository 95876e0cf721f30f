package dev.bursar.ledger;

import dev.bursar.ledger.Judgement.Finding;
import dev.bursar.ledger.Judgement.JudgedLot;
import dev.bursar.ledger.Judgement.Outcome;
import dev.bursar.ledger.Movement.Credit;
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
            Map<Reservation.Place, Long> reserved,
            Map<Fact, Outcome> outcomes,
            List<Finding> exceptions,
            Map<LotKey, Long> left) {}

    Result judgedFromAllThereIs() {
        return judged(OpeningBooks.since(
                edge, account.key(), lots.stream().map(PostedLot::row).toList(), entries, movements, account.holds()));
    }

    /** As {@link Settlement} reads an account. */
    Result judgedFromWhatMatters() {
        Set<LotKey> named = OpeningBooks.named(entriesSince(), movements);
        List<PostedLot> read = lots.stream()
                .filter(lot -> lot.remaining() != 0 || named.contains(lot.key()))
                .toList();
        Result result =
                judged(OpeningBooks.woundBack(edge, account.key(), read, entriesSince(), movements, account.holds()));
        requireRead(result.difference(), read);
        return result;
    }

    /** What is posted to a lot that was not read would be taken for a lot that is new. */
    private void requireRead(List<Entry> difference, List<PostedLot> read) {
        Set<LotKey> unread = new HashSet<>();
        lots.stream().filter(lot -> !read.contains(lot)).forEach(lot -> unread.add(lot.key()));
        for (Entry entry : difference) {
            if (unread.contains(entry.lot())) {
                throw new AssertionError("lot " + entry.lot() + " is there and was not read: " + this);
            }
        }
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
                Reservation.unitsByPlace(judgement.reservations()),
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
