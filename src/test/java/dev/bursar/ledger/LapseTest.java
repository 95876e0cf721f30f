package dev.bursar.ledger;

import static dev.bursar.ledger.Facts.A;
import static dev.bursar.ledger.Facts.B;
import static dev.bursar.ledger.Facts.C;
import static dev.bursar.ledger.Facts.aLot;
import static dev.bursar.ledger.Facts.aPurchase;
import static dev.bursar.ledger.Facts.aPurchaseRefunded;
import static dev.bursar.ledger.Facts.aRedemption;
import static dev.bursar.ledger.Facts.aReturn;
import static dev.bursar.ledger.Facts.dec;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/rules.md §4: when units lapse, and what puts it off. */
class LapseTest {

    @Test
    void only_unreserved_units_lapse() {
        History history = History.of(
                aLot(A, 9).ends(dec(10)), aRedemption(1, 4).at(dec(9)).notPaid());
        assertThat(history.moves(dec(10))).containsExactly("12-10 A -5 LAPSED");
        assertThat(history.left(dec(10))).isEqualTo(Map.of("A", 4L));
    }

    @Test
    void reserved_units_of_an_order_that_timed_out_lapsed_at_the_lot_s_end() {
        History history = History.of(
                aLot(A, 9).ends(dec(10)), aRedemption(1, 4).at(dec(9)).notPaid());
        assertThat(history.moves(dec(16))).containsExactly("12-10 A -9 LAPSED");
    }

    @Test
    void points_lapse_when_the_clock_runs_out() {
        History history = History.of(aLot(A, 5), aPurchase(A, dec(1), dec(10)));
        assertThat(history.moves(dec(11))).containsExactly("12-10 A -5 LAPSED");
    }

    @Test
    void the_earlier_of_own_end_and_clock_counts() {
        History history = History.of(aLot(A, 5).ends(dec(5)), aLot(B, 5).ends(dec(20)), aPurchase(C, dec(1), dec(10)));
        assertThat(history.moves(dec(21))).containsExactly("12-05 A -5 LAPSED", "12-10 B -5 LAPSED");
    }

    @Test
    void a_later_purchase_puts_the_clock_off() {
        History history = History.of(aLot(A, 5), aPurchase(A, dec(1), dec(10)), aPurchase(B, dec(9), dec(18)));
        assertThat(history.moves(dec(30))).containsExactly("12-18 A -5 LAPSED");
    }

    @Test
    void what_lapsed_before_a_later_purchase_stays_lapsed() {
        History history = History.of(aLot(A, 5), aPurchase(A, dec(1), dec(10)), aPurchase(B, dec(11), dec(20)));
        assertThat(history.moves(dec(12))).containsExactly("12-10 A -5 LAPSED");
    }

    @Test
    void a_purchase_at_the_very_instant_of_the_end_comes_too_late() {
        History history = History.of(aLot(A, 5), aPurchase(A, dec(1), dec(10)), aPurchase(B, dec(10), dec(20)));
        assertThat(history.moves(dec(12))).containsExactly("12-10 A -5 LAPSED");
    }

    @Test
    void a_purchase_keeps_the_units_that_it_earns_itself() {
        History history = History.of(
                aPurchase(A, dec(1), dec(5)),
                aPurchase(B, dec(10), dec(20)),
                aLot(B, 5).earned(dec(10)));
        assertThat(history.left(dec(12))).isEqualTo(Map.of("B", 5L));
    }

    @Test
    void what_is_credited_after_the_clock_ran_out_lapses_at_once() {
        History history = History.of(aPurchase(A, dec(1), dec(5)), aLot(B, 5).earned(dec(10)));
        assertThat(history.moves(dec(12))).containsExactly("12-10 B -5 LAPSED");
    }

    @Test
    void without_any_purchase_no_clock_runs() {
        assertThat(History.of(aLot(A, 5)).moves(dec(4000))).isEmpty();
    }

    @Test
    void a_full_refund_puts_the_earlier_clock_back() {
        History history =
                History.of(aLot(A, 5), aPurchase(A, dec(1), dec(15)), aPurchaseRefunded(B, dec(5), dec(25), dec(8)));
        assertThat(history.moves(dec(30))).containsExactly("12-15 A -5 LAPSED");
    }

    @Test
    void the_earlier_clock_comes_back_but_never_before_the_decision() {
        History history =
                History.of(aLot(A, 5), aPurchase(A, dec(1), dec(10)), aPurchaseRefunded(B, dec(5), dec(25), dec(18)));
        assertThat(history.left(dec(18).minusNanos(1000))).isEqualTo(Map.of("A", 5L));
        assertThat(history.moves(dec(30))).containsExactly("12-18 A -5 LAPSED");
    }

    @Test
    void a_refund_after_the_clock_ran_out_brings_nothing_back() {
        History history = History.of(aLot(A, 5), aPurchaseRefunded(A, dec(1), dec(10), dec(18)));
        assertThat(history.moves(dec(30))).containsExactly("12-10 A -5 LAPSED");
    }

    @Test
    void the_refund_of_the_only_purchase_leaves_no_clock_as_before_it() {
        History history = History.of(aLot(A, 5), aPurchaseRefunded(B, dec(1), dec(10), dec(5)));
        assertThat(history.moves(dec(30))).isEmpty();
    }

    @Test
    void a_refund_of_another_purchase_leaves_the_latest_clock_as_it_is() {
        History history =
                History.of(aLot(A, 5), aPurchaseRefunded(A, dec(1), dec(10), dec(12)), aPurchase(B, dec(5), dec(25)));
        assertThat(history.moves(dec(30))).containsExactly("12-25 A -5 LAPSED");
    }

    @Test
    void a_withdrawal_from_the_instant_of_judging_on_has_not_happened() {
        History history =
                History.of(aLot(A, 5), aPurchase(A, dec(1), dec(10)), aPurchaseRefunded(B, dec(5), dec(25), dec(18)));
        assertThat(history.left(dec(18))).isEqualTo(Map.of("A", 5L));
    }

    @Test
    void a_hold_that_covers_an_end_moves_it_to_its_own_end() {
        History history = History.of(aLot(A, 5).ends(dec(10))).heldFrom(dec(8), dec(14), Fact.order(A));
        assertThat(history.moves(dec(30))).containsExactly("12-14 A -5 LAPSED");
    }

    @Test
    void a_hold_that_begins_at_the_end_covers_it() {
        History history = History.of(aLot(A, 5).ends(dec(10))).heldFrom(dec(10), dec(14), Fact.order(A));
        assertThat(history.moves(dec(30))).containsExactly("12-14 A -5 LAPSED");
    }

    @Test
    void a_hold_that_is_over_by_the_end_or_begins_after_it_moves_nothing() {
        History history = History.of(aLot(A, 5).ends(dec(10)))
                .heldFrom(dec(5), dec(10), Fact.order(A))
                .heldFrom(dec(11), dec(20), Fact.order(A));
        assertThat(history.moves(dec(30))).containsExactly("12-10 A -5 LAPSED");
    }

    @Test
    void holds_can_follow_on_one_another() {
        History history = History.of(aLot(A, 5).ends(dec(10)))
                .heldFrom(dec(13), dec(20), Fact.order(A))
                .heldFrom(dec(8), dec(14), Fact.order(A));
        assertThat(history.moves(dec(30))).containsExactly("12-20 A -5 LAPSED");
    }

    @Test
    void an_open_hold_puts_the_end_off_until_it_is_closed() {
        History history = History.of(aLot(A, 5).ends(dec(10))).heldFrom(dec(8), Fact.order(A));
        assertThat(history.moves(dec(4000))).isEmpty();
        assertThat(endOf(history, dec(9))).isEmpty();
    }

    @Test
    void a_hold_on_an_order_concerns_what_it_earned_and_no_other_lot() {
        History history = History.of(
                        aLot(A, 5).ends(dec(10)), aLot(A, 5).part(3).ends(dec(10)))
                .and(aLot(B, 5).ends(dec(10)))
                .heldFrom(dec(8), dec(14), Fact.order(A));
        assertThat(history.moves(dec(12))).containsExactly("12-10 B -5 LAPSED");
    }

    @Test
    void a_hold_on_a_redemption_concerns_the_lots_that_paid_for_it() {
        History history = History.of(
                        aLot(A, 5).ends(dec(10)),
                        aLot(B, 5).ends(dec(11)),
                        aLot(C, 5).ends(dec(12)),
                        aRedemption(1, 7))
                .heldFrom(dec(8), dec(14), Fact.redemption(1));
        assertThat(history.moves(dec(30)))
                .containsExactly("12-01 A -5 SPENT", "12-01 B -2 SPENT", "12-12 C -5 LAPSED", "12-14 B -3 LAPSED");
    }

    @Test
    void a_hold_without_subjects_concerns_the_whole_account() {
        History history = History.of(aLot(A, 5).ends(dec(10)), aPurchase(A, dec(1), dec(9)))
                .heldFrom(dec(8), dec(14));
        assertThat(history.moves(dec(30))).containsExactly("12-14 A -5 LAPSED");
    }

    @Test
    void held_units_can_be_spent() {
        History history = History.of(aLot(A, 5).ends(dec(10)), aRedemption(1, 5).at(dec(12)))
                .heldFrom(dec(8), dec(14));
        assertThat(history.moves(dec(30))).containsExactly("12-12 A -5 SPENT");
    }

    @Test
    void a_lot_with_nothing_left_when_the_clock_ran_out_is_not_ended_once_the_clock_runs_again() {
        History history = History.of(
                aLot(A, 5),
                aPurchase(A, dec(-5), dec(5)),
                aRedemption(1, 5).at(dec(1)),
                aPurchase(B, dec(8), dec(20)),
                aReturn(1, 5, 1, dec(9)));
        assertThat(history.left(dec(10))).isEqualTo(Map.of("A", 5L));
    }

    @Test
    void the_judgement_says_when_each_lot_will_end() {
        History history = History.of(aLot(A, 5).ends(dec(10)), aPurchase(A, dec(1), dec(9)));
        assertThat(endOf(history, dec(2))).contains(dec(9));
    }

    private static Optional<Instant> endOf(History history, Instant asOf) {
        return history.account().judge(asOf).lots().get(0).effectiveEnd();
    }
}
