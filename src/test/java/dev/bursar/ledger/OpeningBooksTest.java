package dev.bursar.ledger;

import static dev.bursar.ledger.Facts.A;
import static dev.bursar.ledger.Facts.B;
import static dev.bursar.ledger.Facts.C;
import static dev.bursar.ledger.Facts.D;
import static dev.bursar.ledger.Facts.aLot;
import static dev.bursar.ledger.Facts.aPurchase;
import static dev.bursar.ledger.Facts.aPurchaseRefunded;
import static dev.bursar.ledger.Facts.aRedemption;
import static dev.bursar.ledger.Facts.aReturn;
import static dev.bursar.ledger.Facts.aTakeBack;
import static dev.bursar.ledger.Facts.dec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.bursar.ledger.Movement.Return;
import dev.bursar.ledger.Movement.TakeBack;
import dev.bursar.ledger.OpeningBooks.LotRow;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class OpeningBooksTest {

    @Test
    void judged_from_the_edge_on_an_account_gets_the_same_entries_as_judged_as_a_whole() {
        RandomHistories.each(3000, history -> {
            Account whole = history.account();
            assertSameFrom(history.anInstant(), whole, history.theEnd(), lot -> true);
        });
    }

    @Test
    void lots_that_are_empty_and_that_nothing_since_concerns_need_not_be_read() {
        RandomHistories.each(3000, history -> {
            Account whole = history.account();
            Instant edge = history.anInstant();
            assertSameFrom(edge, whole, history.theEnd(), neededFrom(edge, whole, history.theEnd()));
        });
    }

    @Test
    void judged_in_between_it_gets_the_same_entries_as_well() {
        RandomHistories.each(3000, history -> {
            Account whole = history.account();
            Instant edge = history.anInstant();
            Instant asOf = history.anInstant();
            if (asOf.isAfter(edge) && whole.judge(asOf).reserved().isEmpty()) {
                assertSameFrom(edge, whole, asOf, lot -> true);
            }
        });
    }

    @Test
    void wound_back_from_what_lots_have_now_an_account_is_judged_as_from_all_its_entries() {
        RandomHistories.each(5000, history -> {
            BooksOfOneRun books = BooksOfOneRun.of(history);
            if (!books.reachesBack()) {
                assertThat(books.judgedFromWhatMatters()).as(books::toString).isEqualTo(books.judgedFromAllThereIs());
            }
        });
    }

    @Test
    void what_reaches_back_cannot_be_judged_without_what_is_over() {
        AtomicInteger reaching = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        RandomHistories.each(5000, history -> {
            BooksOfOneRun books = BooksOfOneRun.of(history);
            if (books.reachesBack()) {
                reaching.incrementAndGet();
                wrong.addAndGet(books.judgedFromWhatMatters().equals(books.judgedFromAllThereIs()) ? 0 : 1);
            }
        });
        assumeFalse(RandomHistories.fewAreRun());
        assertThat(wrong.get()).isPositive();
        assertThat(reaching.get()).isBetween(500, 4500);
    }

    @Test
    void the_lots_that_paid_get_their_units_back_in_the_order_that_the_clock_gave_them_then() {
        History history = History.of(
                aLot(A, 5).earned(dec(-5)).ends(dec(25)),
                aLot(B, 5).earned(dec(-4)).ends(dec(20)),
                aPurchase(C, dec(-3), dec(15)),
                aRedemption(1, 7),
                aReturn(1, 3, 1, dec(8)));
        assertThat(movesFrom(dec(5), history)).startsWith("12-08 B +2 RETURNED", "12-08 A +1 RETURNED");
    }

    @Test
    void what_repaid_a_debt_before_the_edge_gets_its_units_back_after_it() {
        History history =
                History.of(aLot(A, 40), aRedemption(1, 100), aLot(D, 25).earned(dec(2)), aReturn(1, 100, 1, dec(8)));
        assertThat(movesFrom(dec(5), history))
                .containsExactly(
                        "12-08 debt of REDEMPTION/1 +35 RETURNED", "12-08 D +25 RETURNED", "12-08 A +40 RETURNED");
    }

    @Test
    void claims_from_before_the_edge_count_towards_what_a_lot_can_still_give() {
        History history = History.of(
                aLot(A, 9), aRedemption(1, 9), aLot(B, 50), aTakeBack(1, 6, A, dec(3)), aTakeBack(2, 6, A, dec(8)));
        assertThat(movesFrom(dec(5), history)).containsExactly("12-08 B -3 TAKEN_BACK");
    }

    @Test
    void the_clock_can_fall_back_to_a_purchase_from_before_the_edge() {
        History history =
                History.of(aLot(A, 5), aPurchase(B, dec(1), dec(12)), aPurchaseRefunded(C, dec(2), dec(25), dec(8)));
        assertThat(movesFrom(dec(5), history)).containsExactly("12-12 A -5 LAPSED");
    }

    private static List<String> movesFrom(Instant edge, History history) {
        Account reopened = reopened(edge, history.account(), dec(30), lot -> true);
        return new History(reopened).moves(dec(30));
    }

    private static void assertSameFrom(Instant edge, Account whole, Instant asOf, Predicate<LotKey> read) {
        List<Entry> since = whole.judge(asOf).entries().stream()
                .filter(entry -> !entry.effectiveAt().isBefore(edge))
                .toList();
        assertThat(Books.net(reopened(edge, whole, asOf, read).judge(asOf).entries()))
                .as(() -> Telling.of(whole) + " from " + edge + " as of " + asOf)
                .isEqualTo(Books.net(since));
    }

    private static Account reopened(Instant edge, Account whole, Instant asOf, Predicate<LotKey> read) {
        Judgement judged = whole.judge(asOf);
        List<LotRow> rows = judged.lots().stream()
                .filter(lot -> read.test(lot.key()))
                .map(lot -> new LotRow(lot.key(), lot.earnedAt(), lot.terms()))
                .toList();
        List<Entry> entries = judged.entries().stream()
                .filter(entry -> read.test(entry.lot()))
                .toList();
        return OpeningBooks.since(edge, whole.key(), rows, entries, whole.movements(), whole.holds());
    }

    /** Units left at the edge, a debt, or named by what comes after it: with all lots of the same fact. */
    private static Predicate<LotKey> neededFrom(Instant edge, Account whole, Instant asOf) {
        List<Entry> before = whole.judge(asOf).entries().stream()
                .filter(entry -> entry.effectiveAt().isBefore(edge))
                .toList();
        Set<Fact> sources = new HashSet<>();
        Difference.unitsByLot(before).keySet().forEach(lot -> sources.add(lot.source()));
        Set<Fact> redemptions = new HashSet<>();
        for (Movement movement : whole.movements()) {
            if (movement instanceof Return back) {
                redemptions.add(back.redemption());
            } else if (movement instanceof TakeBack claim) {
                sources.add(claim.lot().source());
            }
        }
        whole.holds().forEach(hold -> redemptions.addAll(hold.subjects()));
        for (Entry entry : before) {
            boolean paid = redemptions.contains(entry.fact()) || entry.kind() == EntryKind.DEBT_REPAID;
            if (paid) {
                sources.add(entry.lot().source());
            }
        }
        return lot -> lot.isDebt() || sources.contains(lot.source());
    }
}
