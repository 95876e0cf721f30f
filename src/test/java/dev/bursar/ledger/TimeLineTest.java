package dev.bursar.ledger;

import static dev.bursar.ledger.Facts.A;
import static dev.bursar.ledger.Facts.B;
import static dev.bursar.ledger.Facts.aLot;
import static dev.bursar.ledger.Facts.aRedemption;
import static dev.bursar.ledger.Facts.aReturn;
import static dev.bursar.ledger.Facts.aTakeBack;
import static dev.bursar.ledger.Facts.dec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Judgement.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/rules.md §0: what comes first on an account's time line. */
class TimeLineTest {

    @Test
    void a_lapse_comes_before_a_redemption_at_the_same_instant() {
        History history = History.of(aLot(A, 5).ends(dec(10)), aRedemption(1, 5).at(dec(10)));
        assertThat(history.moves(dec(11)))
                .containsExactly("12-10 A -5 LAPSED", "12-10 debt of REDEMPTION/1 -5 DEBT_INCURRED");
    }

    @Test
    void a_credit_comes_before_a_redemption_at_the_same_instant() {
        History history =
                History.of(aLot(A, 5).earned(dec(10)), aRedemption(1, 5).at(dec(10)));
        assertThat(history.moves(dec(11))).containsExactly("12-10 A -5 SPENT");
    }

    @Test
    void a_return_comes_before_a_redemption_at_the_same_instant() {
        History history = History.of(
                aLot(A, 5),
                aRedemption(2, 5),
                aReturn(9, 5, 2, dec(10)),
                aRedemption(1, 5).at(dec(10)));
        assertThat(history.moves(dec(11)))
                .containsExactly("12-01 A -5 SPENT", "12-10 A +5 RETURNED", "12-10 A -5 SPENT");
    }

    @Test
    void a_return_comes_before_a_take_back_at_the_same_instant() {
        History history =
                History.of(aLot(A, 5), aRedemption(1, 5), aTakeBack(1, 5, A, dec(10)), aReturn(2, 5, 1, dec(10)));
        assertThat(history.moves(dec(11)))
                .containsExactly("12-01 A -5 SPENT", "12-10 A +5 RETURNED", "12-10 A -5 TAKEN_BACK");
    }

    @Test
    void a_take_back_comes_before_a_redemption_at_the_same_instant() {
        History history = History.of(aLot(A, 5), aRedemption(1, 5).at(dec(10)), aTakeBack(2, 5, A, dec(10)));
        assertThat(history.moves(dec(11)))
                .containsExactly("12-10 A -5 TAKEN_BACK", "12-10 debt of REDEMPTION/1 -5 DEBT_INCURRED");
    }

    @Test
    void a_credit_comes_before_a_take_back_at_the_same_instant() {
        History history = History.of(
                aLot(A, 5),
                aRedemption(1, 5),
                aTakeBack(1, 5, A, dec(10)),
                aLot(B, 5).earned(dec(10)));
        assertThat(history.moves(dec(11))).containsExactly("12-01 A -5 SPENT", "12-10 B -5 TAKEN_BACK");
    }

    @Test
    void of_two_redemptions_at_one_instant_the_lower_id_comes_first() {
        History history = History.of(aLot(A, 5), aRedemption(2, 5), aRedemption(1, 5));
        assertThat(history.moves(dec(2)))
                .containsExactly("12-01 A -5 SPENT", "12-01 debt of REDEMPTION/2 -5 DEBT_INCURRED");
    }

    @Test
    void a_refund_decided_before_the_redemption_acts_right_after_it() {
        History history = History.of(aLot(A, 5), aRedemption(1, 5), aRedemption(2, 5), aReturn(1, 5, 1, dec(-3)));
        assertThat(history.moves(dec(2)))
                .containsExactly("12-01 A -5 SPENT", "12-01 A +5 RETURNED", "12-01 A -5 SPENT");
    }

    @Test
    void a_refund_decided_at_the_instant_of_the_redemption_acts_right_after_it() {
        History history = History.of(aLot(A, 5), aRedemption(1, 5), aReturn(1, 5, 1, dec(1)));
        assertThat(history.moves(dec(2))).containsExactly("12-01 A -5 SPENT", "12-01 A +5 RETURNED");
    }

    @Test
    void a_refund_decided_before_the_credit_acts_right_after_it() {
        History history = History.of(aLot(A, 5).earned(dec(5)), aLot(B, 5).earned(dec(5)), aTakeBack(1, 5, A, dec(3)));
        assertThat(history.moves(dec(6))).containsExactly("12-05 A -5 TAKEN_BACK");
        assertThat(history.moves(dec(4))).isEmpty();
    }

    @Test
    void a_refund_decided_before_the_credit_does_not_wait_for_the_credits_after_it() {
        History history = History.of(
                aRedemption(1, 5), aLot(A, 5).earned(dec(5)), aLot(B, 5).earned(dec(5)), aTakeBack(1, 5, A, dec(3)));
        assertThat(history.left(dec(6)))
                .isEqualTo(Map.of("debt of REDEMPTION/1", 0L, "A", 0L, "debt of REFUND/1", 0L, "B", 0L));
    }

    @Test
    void what_happens_at_or_after_the_instant_of_judging_is_not_counted() {
        History history =
                History.of(aLot(A, 5).earned(dec(5)), aRedemption(1, 3).at(dec(7)));
        assertThat(history.left(dec(5))).isEmpty();
        assertThat(history.left(dec(7))).isEqualTo(Map.of("A", 5L));
    }

    @Test
    void a_lapse_at_the_instant_of_judging_is_due() {
        assertThat(History.of(aLot(A, 5).ends(dec(10))).moves(dec(10))).containsExactly("12-10 A -5 LAPSED");
    }

    @Test
    void a_late_credit_is_spent_as_if_it_had_been_there_and_repays_at_its_own_time() {
        History known = History.of(aLot(A, 5).earned(dec(3)), aRedemption(1, 5).at(dec(2)));
        History later = known.and(aLot(B, 5).earned(dec(1)));
        assertThat(Difference.between(
                        later.account().judge(dec(9)).entries(),
                        known.account().judge(dec(9)).entries()))
                .extracting(History::line)
                .containsExactly(
                        "12-01 B +5 EARNED",
                        "12-02 B -5 SPENT",
                        "12-02 debt of REDEMPTION/1 +5 DEBT_INCURRED",
                        "12-03 A +5 DEBT_REPAID",
                        "12-03 debt of REDEMPTION/1 -5 DEBT_REPAID");
    }

    @Test
    void a_refund_of_what_is_not_known_moves_nothing() {
        History history = History.of(aLot(A, 5), aReturn(1, 5, 1, dec(3)), aTakeBack(2, 5, B, dec(3)));
        assertThat(history.moves(dec(4))).isEmpty();
        assertThat(history.account().judge(dec(4)).outcomes())
                .containsEntry(Fact.refund(1), Outcome.NOTHING_LEFT)
                .containsEntry(Fact.refund(2), Outcome.NOTHING_LEFT);
    }
}
