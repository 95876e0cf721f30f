package dev.bursar.ledger;

import static dev.bursar.ledger.Facts.A;
import static dev.bursar.ledger.Facts.B;
import static dev.bursar.ledger.Facts.aLot;
import static dev.bursar.ledger.Facts.aRedemption;
import static dev.bursar.ledger.Facts.dec;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/rules.md §0: a run posts what should be posted minus what is posted. */
class DifferenceTest {

    private static final LotKey LOT = LotKey.base(Fact.order(A));

    @Test
    void nothing_posted_yet_everything_is_posted() {
        List<Entry> target = List.of(earned(30), lapsed(-30, dec(10)));
        assertThat(Difference.between(target, List.of())).isEqualTo(target);
    }

    @Test
    void what_is_posted_already_is_not_posted_again() {
        List<Entry> target = List.of(earned(30), lapsed(-30, dec(10)));
        assertThat(Difference.between(target, target)).isEmpty();
    }

    @Test
    void a_lapse_that_was_too_much_is_reversed() {
        assertThat(Difference.between(List.of(lapsed(-20, dec(10))), List.of(lapsed(-30, dec(10)))))
                .containsExactly(new Entry(LOT, LOT.source(), EntryKind.LAPSE_REVERSED, 10, dec(10)));
    }

    @Test
    void a_reversed_lapse_that_was_due_after_all_lapses_again() {
        Entry reversal = new Entry(LOT, LOT.source(), EntryKind.LAPSE_REVERSED, 10, dec(10));
        assertThat(Difference.between(List.of(lapsed(-30, dec(10))), List.of(lapsed(-30, dec(10)), reversal)))
                .containsExactly(lapsed(-10, dec(10)));
    }

    @Test
    void a_lapse_at_another_time_is_reversed_and_posted_anew() {
        assertThat(Difference.between(List.of(lapsed(-30, dec(20))), List.of(lapsed(-30, dec(10)))))
                .extracting(History::line)
                .containsExactly("12-10 A +30 LAPSE_REVERSED", "12-20 A -30 LAPSED");
    }

    @Test
    void what_should_not_have_been_posted_is_taken_back_under_its_own_kind() {
        assertThat(Difference.between(List.of(), List.of(earned(30)))).containsExactly(earned(-30));
    }

    @Test
    void a_lot_s_new_remainder_follows_from_what_is_posted() {
        History history = History.of(aLot(A, 30), aLot(B, 5), aRedemption(1, 30));
        List<Entry> missing = Difference.between(history.account().judge(dec(2)).entries(), List.of());
        assertThat(Difference.unitsByLot(missing)).isEqualTo(Map.of(LotKey.base(Fact.order(B)), 5L));
    }

    private static Entry earned(long units) {
        return new Entry(LOT, LOT.source(), EntryKind.EARNED, units, dec(1));
    }

    private static Entry lapsed(long units, Instant at) {
        return new Entry(LOT, LOT.source(), EntryKind.LAPSED, units, at);
    }
}
