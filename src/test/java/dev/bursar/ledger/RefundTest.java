package dev.bursar.ledger;

import static dev.bursar.ledger.Facts.A;
import static dev.bursar.ledger.Facts.B;
import static dev.bursar.ledger.Facts.C;
import static dev.bursar.ledger.Facts.D;
import static dev.bursar.ledger.Facts.aLot;
import static dev.bursar.ledger.Facts.aRedemption;
import static dev.bursar.ledger.Facts.aReturn;
import static dev.bursar.ledger.Facts.aTakeBack;
import static dev.bursar.ledger.Facts.dec;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/rules.md §5, cases 14 to 16: what a refund gives back and takes back. */
class RefundTest {

    @Test
    void never_more_is_returned_than_was_spent() {
        History history = History.of(aLot(A, 9), aRedemption(1, 5), aReturn(1, 4, 1, dec(3)), aReturn(2, 4, 1, dec(4)));
        assertThat(history.moves(dec(5)))
                .containsExactly("12-01 A -5 SPENT", "12-03 A +4 RETURNED", "12-04 A +1 RETURNED");
    }

    @Test
    void a_return_forgives_only_the_debt_of_its_own_cause() {
        History history =
                History.of(aLot(A, 5), aRedemption(1, 5), aRedemption(2, 5).at(dec(2)), aReturn(1, 5, 1, dec(3)));
        assertThat(history.left(dec(4))).isEqualTo(Map.of("A", 5L, "debt of REDEMPTION/2", -5L));
    }

    @Test
    void an_order_that_was_never_paid_has_nothing_to_return() {
        History history = History.of(aLot(A, 5), aRedemption(1, 5).notPaid(), aReturn(1, 5, 1, dec(3)));
        assertThat(history.moves(dec(4))).isEmpty();
    }

    @Test
    void the_last_repayment_gets_its_units_back_first() {
        History history = History.of(
                aRedemption(1, 9), aLot(A, 5).earned(dec(2)), aLot(B, 4).earned(dec(3)), aReturn(1, 6, 1, dec(5)));
        assertThat(history.left(dec(6))).isEqualTo(Map.of("debt of REDEMPTION/1", 0L, "A", 2L, "B", 4L));
    }

    @Test
    void returned_to_a_lot_still_pending_its_end_the_units_lapse_with_it() {
        History history = History.of(aLot(A, 5).ends(dec(10)), aRedemption(1, 5), aReturn(1, 5, 1, dec(5)));
        assertThat(history.moves(dec(11)))
                .containsExactly("12-01 A -5 SPENT", "12-05 A +5 RETURNED", "12-10 A -5 LAPSED");
    }

    @Test
    void returned_to_a_lot_whose_end_a_hold_has_put_off_the_units_live() {
        History history = History.of(aLot(A, 5).ends(dec(10)), aRedemption(1, 5), aReturn(1, 5, 1, dec(11)))
                .heldFrom(dec(9), dec(15), Fact.redemption(1));
        assertThat(history.moves(dec(30)))
                .containsExactly("12-01 A -5 SPENT", "12-11 A +5 RETURNED", "12-15 A -5 LAPSED");
    }

    @Test
    void a_take_back_comes_from_its_own_lot_first_even_while_pending() {
        History history =
                History.of(aLot(A, 5).available(dec(20)), aLot(B, 5).ends(dec(10)), aTakeBack(1, 4, A, dec(3)));
        assertThat(history.moves(dec(4))).containsExactly("12-03 A -4 TAKEN_BACK");
    }

    @Test
    void from_other_lots_it_takes_the_soonest_end_first_and_nothing_that_is_pending() {
        History history = History.of(
                aLot(A, 9),
                aRedemption(1, 9).at(dec(0)),
                aLot(B, 3).earned(dec(1)).ends(dec(20)),
                aLot(C, 3).earned(dec(1)).ends(dec(15)),
                aLot(D, 9).earned(dec(1)).available(dec(9)),
                aTakeBack(1, 9, A, dec(3)));
        assertThat(history.moves(dec(4)))
                .containsExactly(
                        "11-30 A -9 SPENT",
                        "12-03 C -3 TAKEN_BACK",
                        "12-03 B -3 TAKEN_BACK",
                        "12-03 debt of REFUND/1 -3 DEBT_INCURRED");
    }

    @Test
    void reserved_units_are_not_taken_back() {
        History history = History.of(aLot(A, 5), aRedemption(1, 3).notPaid(), aTakeBack(1, 5, A, dec(3)));
        assertThat(history.left(dec(4))).isEqualTo(Map.of("A", 3L, "debt of REFUND/1", -3L));
    }

    @Test
    void nothing_is_taken_back_of_a_lot_that_lapsed_unspent() {
        History history = History.of(aLot(A, 5).ends(dec(2)), aLot(B, 5), aTakeBack(1, 5, A, dec(3)));
        assertThat(history.moves(dec(4))).containsExactly("12-02 A -5 LAPSED");
    }

    @Test
    void never_more_is_taken_back_in_all_than_was_earned() {
        History history = History.of(aLot(A, 5), aLot(B, 5), aTakeBack(1, 4, A, dec(3)), aTakeBack(2, 4, A, dec(4)));
        assertThat(history.moves(dec(5))).containsExactly("12-03 A -4 TAKEN_BACK", "12-04 A -1 TAKEN_BACK");
    }

    @Test
    void what_lapses_between_two_take_backs_is_not_taken_back_by_the_second() {
        History history = History.of(
                aLot(A, 9).ends(dec(5)),
                aRedemption(1, 2),
                aLot(B, 50).earned(dec(2)),
                aTakeBack(1, 3, A, dec(3)),
                aTakeBack(2, 6, A, dec(8)));
        assertThat(history.moves(dec(9)))
                .containsExactly(
                        "12-01 A -2 SPENT", "12-03 A -3 TAKEN_BACK", "12-05 A -4 LAPSED", "12-08 B -2 TAKEN_BACK");
    }

    @Test
    void one_refund_of_two_lots_leaves_one_debt() {
        History history = History.of(
                aLot(A, 4), aLot(B, 5), aRedemption(1, 9), aTakeBack(1, 4, A, dec(3)), aTakeBack(1, 5, B, dec(3)));
        assertThat(history.left(dec(4))).isEqualTo(Map.of("A", 0L, "B", 0L, "debt of REFUND/1", -9L));
    }

    @Test
    void the_debt_of_a_take_back_is_repaid_by_the_next_credit() {
        History history = History.of(
                aLot(A, 5),
                aRedemption(1, 5),
                aTakeBack(1, 5, A, dec(3)),
                aLot(B, 9).earned(dec(4)));
        assertThat(history.left(dec(5))).isEqualTo(Map.of("A", 0L, "debt of REFUND/1", 0L, "B", 4L));
    }
}
