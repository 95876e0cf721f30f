package dev.bursar.ledger;

import static dev.bursar.ledger.Facts.A;
import static dev.bursar.ledger.Facts.B;
import static dev.bursar.ledger.Facts.C;
import static dev.bursar.ledger.Facts.aLot;
import static dev.bursar.ledger.Facts.aPurchase;
import static dev.bursar.ledger.Facts.aRedemption;
import static dev.bursar.ledger.Facts.anAdjustment;
import static dev.bursar.ledger.Facts.dec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Judgement.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/rules.md §3: which lots pay, what is reserved, what is owed. */
class SpendingTest {

    @Test
    void of_lots_that_end_together_the_earliest_earned_pays_first() {
        History history = History.of(
                aLot(A, 5).earned(dec(-2)).ends(dec(20)),
                aLot(B, 5).earned(dec(-3)).ends(dec(20)),
                aRedemption(1, 5));
        assertThat(history.moves(dec(2))).containsExactly("12-01 B -5 SPENT");
    }

    @Test
    void of_lots_alike_in_end_and_age_the_lowest_id_pays_first() {
        History history = History.of(aLot(B, 5), aLot(A, 5).part(3), aLot(A, 5), aRedemption(1, 12));
        assertThat(history.moves(dec(2))).containsExactly("12-01 A -5 SPENT", "12-01 A/3 -5 SPENT", "12-01 B -2 SPENT");
    }

    @Test
    void a_lot_without_an_end_pays_last() {
        History history = History.of(aLot(A, 5), aLot(B, 5).ends(dec(20)), aRedemption(1, 7));
        assertThat(history.moves(dec(2))).containsExactly("12-01 B -5 SPENT", "12-01 A -2 SPENT");
    }

    @Test
    void the_clock_makes_ends_alike_so_that_the_earliest_earned_pays_first() {
        History history = History.of(
                aLot(A, 5).earned(dec(-5)).ends(dec(25)),
                aLot(B, 5).earned(dec(-4)).ends(dec(20)),
                aPurchase(C, dec(-3), dec(15)),
                aRedemption(1, 5));
        assertThat(history.moves(dec(2))).containsExactly("12-01 A -5 SPENT");
    }

    @Test
    void pending_units_cannot_be_spent_before_they_are_available() {
        History history =
                History.of(aLot(A, 5).available(dec(3)), aRedemption(1, 5).at(dec(3).minusNanos(1000)));
        assertThat(history.left(dec(5))).isEqualTo(Map.of("A", 5L, "debt of REDEMPTION/1", -5L));
    }

    @Test
    void units_can_be_spent_from_the_instant_they_are_available() {
        History history =
                History.of(aLot(A, 5).available(dec(3)), aRedemption(1, 5).at(dec(3)));
        assertThat(history.left(dec(5))).isEqualTo(Map.of("A", 0L));
    }

    @Test
    void pending_units_repay_debt_when_they_are_credited() {
        History history =
                History.of(aRedemption(1, 5), aLot(A, 5).earned(dec(2)).available(dec(9)));
        assertThat(history.left(dec(3))).isEqualTo(Map.of("debt of REDEMPTION/1", 0L, "A", 0L));
    }

    @Test
    void a_lot_pays_until_just_before_its_end() {
        History history = History.of(aLot(A, 5).ends(dec(3)), aRedemption(1, 5).at(dec(3).minusNanos(1000)));
        assertThat(history.left(dec(5))).isEqualTo(Map.of("A", 0L));
    }

    @Test
    void reserved_units_cannot_be_spent_again() {
        History history = History.of(
                aLot(A, 5), aRedemption(1, 4).notPaid(), aRedemption(2, 3).at(dec(2)));
        assertThat(history.moves(dec(3)))
                .containsExactly("12-02 A -1 SPENT", "12-02 debt of REDEMPTION/2 -2 DEBT_INCURRED");
        assertThat(history.reserved(dec(3))).isEqualTo(Map.of(LotKey.base(Fact.order(A)), 4L));
    }

    @Test
    void what_an_unpaid_redemption_lacks_is_not_owed_yet() {
        History history = History.of(aLot(A, 5), aRedemption(1, 9).notPaid());
        assertThat(history.moves(dec(3))).isEmpty();
        assertThat(history.account().judge(dec(3)).exceptions()).isEmpty();
    }

    @Test
    void an_order_that_is_never_paid_times_out_and_its_units_are_free() {
        History history = History.of(aLot(A, 5), aRedemption(1, 5).notPaid());
        assertThat(history.reserved(dec(8).minusNanos(1000))).isNotEmpty();
        assertThat(history.reserved(dec(8))).isEmpty();
        assertThat(history.account().judge(dec(8)).outcomes()).containsEntry(Fact.redemption(1), Outcome.RELEASED);
    }

    @Test
    void an_order_paid_after_its_time_out_counts_all_the_same() {
        History history = History.of(aLot(A, 5), aRedemption(1, 5).paid(dec(20)));
        assertThat(history.left(dec(15))).isEqualTo(Map.of("A", 5L));
        assertThat(history.moves(dec(21))).containsExactly("12-01 A -5 SPENT");
    }

    @Test
    void cancelled_unpaid_it_is_as_if_it_had_never_been_redeemed() {
        History history = History.of(
                aLot(A, 5),
                aRedemption(1, 5).cancelledUnpaid(dec(4)),
                aRedemption(2, 5).at(dec(2)));
        assertThat(history.moves(dec(5))).containsExactly("12-02 A -5 SPENT");
    }

    @Test
    void a_credit_repays_the_oldest_debt_first() {
        History history = History.of(
                aRedemption(2, 5).at(dec(1)),
                aRedemption(1, 5).at(dec(2)),
                aLot(A, 7).earned(dec(3)));
        assertThat(history.left(dec(4)))
                .isEqualTo(Map.of("debt of REDEMPTION/2", 0L, "debt of REDEMPTION/1", -3L, "A", 0L));
    }

    @Test
    void a_credit_keeps_what_no_debt_needs() {
        History history = History.of(aRedemption(1, 5), aLot(A, 7).earned(dec(3)));
        assertThat(history.left(dec(4))).isEqualTo(Map.of("debt of REDEMPTION/1", 0L, "A", 2L));
    }

    @Test
    void debt_never_lapses() {
        History history = History.of(aRedemption(1, 5), aPurchase(A, dec(1), dec(5)));
        assertThat(history.left(dec(4000))).isEqualTo(Map.of("debt of REDEMPTION/1", -5L));
    }

    @Test
    void an_adjustment_upward_is_a_lot_of_its_own_and_repays_debt() {
        History history = History.of(aRedemption(1, 5), anAdjustment(1, 7, dec(3)));
        assertThat(history.left(dec(4))).isEqualTo(Map.of("debt of REDEMPTION/1", 0L, "ADJUSTMENT/1", 2L));
    }

    @Test
    void an_adjustment_downward_takes_like_a_redemption_and_owes_the_rest() {
        History history = History.of(aLot(A, 5).ends(dec(20)), aLot(B, 5).ends(dec(15)), anAdjustment(1, -12, dec(3)));
        assertThat(history.moves(dec(4)))
                .containsExactly(
                        "12-03 B -5 ADJUSTED", "12-03 A -5 ADJUSTED", "12-03 debt of ADJUSTMENT/1 -2 DEBT_INCURRED");
    }
}
