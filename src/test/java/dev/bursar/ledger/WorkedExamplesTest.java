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

import dev.bursar.ledger.Judgement.Finding;
import dev.bursar.ledger.Judgement.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/rules.md §8 that concern an account, by their numbers. */
class WorkedExamplesTest {

    private static final History OF_9 = History.of(
            aLot(A, 30).ends(dec(10)),
            aLot(B, 50).ends(dec(20)),
            aRedemption(1, 60).at(dec(1)));

    private static final History OF_11 =
            History.of(aLot(A, 40), aRedemption(1, 100).at(dec(1)), aLot(D, 25).earned(dec(2)));

    @Test
    void example_9_a_redemption_takes_the_lot_that_ends_soonest_first() {
        assertThat(OF_9.moves(dec(2))).containsExactly("12-01 A -30 SPENT", "12-01 B -30 SPENT");
    }

    @Test
    void example_10_what_is_left_lapses_on_the_lot_s_own_date() {
        assertThat(OF_9.moves(dec(20))).containsExactly("12-01 A -30 SPENT", "12-01 B -30 SPENT", "12-20 B -20 LAPSED");
    }

    @Test
    void example_10_nothing_lapses_early() {
        assertThat(OF_9.left(dec(20).minusNanos(1000))).isEqualTo(Map.of("A", 0L, "B", 20L));
    }

    @Test
    void example_11_what_live_units_do_not_cover_is_debt_and_the_next_credit_repays_it() {
        assertThat(OF_11.moves(dec(3)))
                .containsExactly(
                        "12-01 A -40 SPENT",
                        "12-01 debt of REDEMPTION/1 -60 DEBT_INCURRED",
                        "12-02 D -25 DEBT_REPAID",
                        "12-02 debt of REDEMPTION/1 +25 DEBT_REPAID");
        assertThat(OF_11.left(dec(3))).isEqualTo(Map.of("A", 0L, "debt of REDEMPTION/1", -35L, "D", 0L));
        assertThat(OF_11.account().judge(dec(3)).outstanding()).isZero();
    }

    @Test
    void example_11_overspending_is_an_exception_with_its_figure() {
        assertThat(OF_11.account().judge(dec(3)).exceptions()).containsExactly(new Finding(Fact.redemption(1), 60));
    }

    @Test
    void example_12_a_full_refund_gives_back_to_the_last_payer_first() {
        assertThat(OF_9.and(aReturn(1, 60, 1, dec(5))).moves(dec(6)))
                .endsWith("12-05 B +30 RETURNED", "12-05 A +30 RETURNED")
                .hasSize(4);
    }

    @Test
    void example_13_what_has_ended_lapses_at_once_when_it_is_returned() {
        assertThat(OF_9.and(aReturn(1, 60, 1, dec(15))).moves(dec(16)))
                .endsWith("12-15 B +30 RETURNED", "12-15 A +30 RETURNED", "12-15 A -30 LAPSED")
                .hasSize(5);
    }

    @Test
    void example_14_refunds_of_parts_give_back_their_shares() {
        History history = History.of(aLot(A, 1000), aRedemption(1, 1000))
                .and(aReturn(1, 400, 1, dec(3)), aReturn(2, 150, 1, dec(4)), aReturn(3, 150, 1, dec(5)));
        assertThat(history.moves(dec(6)))
                .containsExactly(
                        "12-01 A -1000 SPENT",
                        "12-03 A +400 RETURNED",
                        "12-04 A +150 RETURNED",
                        "12-05 A +150 RETURNED");
    }

    @Test
    void example_15_two_halves_refunded_take_back_what_the_line_earned() {
        History history = History.of(aLot(A, 13), aTakeBack(1, 6, A, dec(3)), aTakeBack(2, 6, A, dec(4)));
        assertThat(history.moves(dec(5))).containsExactly("12-03 A -6 TAKEN_BACK", "12-04 A -6 TAKEN_BACK");
        assertThat(history.left(dec(5))).isEqualTo(Map.of("A", 1L));
    }

    @Test
    void example_16_what_was_spent_is_taken_back_from_other_live_lots_then_owed() {
        History history = History.of(
                aLot(A, 39).earned(dec(-10)),
                aRedemption(1, 39).at(dec(-5)),
                aLot(C, 10).earned(dec(1)),
                aTakeBack(1, 39, A, dec(3)));
        assertThat(history.moves(dec(5)))
                .containsExactly(
                        "11-25 A -39 SPENT", "12-03 C -10 TAKEN_BACK", "12-03 debt of REFUND/1 -29 DEBT_INCURRED");
    }

    @Test
    void example_17_nothing_is_taken_back_of_what_lapsed_unspent() {
        History history = History.of(
                aLot(A, 39).ends(dec(5)), aRedemption(1, 9), aLot(C, 100).earned(dec(2)), aTakeBack(1, 39, A, dec(8)));
        assertThat(history.moves(dec(9)))
                .containsExactly("12-01 A -9 SPENT", "12-05 A -30 LAPSED", "12-08 C -9 TAKEN_BACK");
    }

    @Test
    void example_17_without_another_lot_it_is_owed() {
        History history = History.of(aLot(A, 39).ends(dec(5)), aRedemption(1, 9), aTakeBack(1, 39, A, dec(8)));
        assertThat(history.left(dec(9))).isEqualTo(Map.of("A", 0L, "debt of REFUND/1", -9L));
    }

    @Test
    void example_18_a_refund_forgives_open_debt_then_gives_back_the_repayment_then_the_rest() {
        assertThat(OF_11.and(aReturn(1, 100, 1, dec(4))).moves(dec(5)))
                .endsWith("12-04 debt of REDEMPTION/1 +35 RETURNED", "12-04 D +25 RETURNED", "12-04 A +40 RETURNED")
                .hasSize(7);
    }

    @Test
    void example_28_reserved_units_do_not_lapse_while_the_order_is_unpaid() {
        History history = of28(aRedemption(1, 9).at(dec(9, "10:00")).paid(dec(11)));
        assertThat(history.left(dec(10, "12:00"))).isEqualTo(Map.of("A", 9L));
        assertThat(history.reserved(dec(10, "12:00"))).isEqualTo(Map.of(LotKey.base(Fact.order(A)), 9L));
        assertThat(history.account().judge(dec(10, "12:00")).outcomes())
                .containsEntry(Fact.redemption(1), Outcome.AWAITING_PAYMENT);
    }

    @Test
    void example_28_paid_after_the_lot_s_end_the_units_are_taken() {
        History history = of28(aRedemption(1, 9).at(dec(9, "10:00")).paid(dec(11)));
        assertThat(history.moves(dec(12))).containsExactly("12-09 A -9 SPENT");
        assertThat(history.reserved(dec(12))).isEmpty();
    }

    @Test
    void example_28_cancelled_unpaid_the_lot_lapses_as_of_its_end() {
        History history = of28(aRedemption(1, 9).at(dec(9, "10:00")).cancelledUnpaid(dec(11)));
        assertThat(history.left(dec(11))).isEqualTo(Map.of("A", 9L));
        assertThat(history.moves(dec(12))).containsExactly("12-10 A -9 LAPSED");
        assertThat(history.account().judge(dec(12)).outcomes()).containsEntry(Fact.redemption(1), Outcome.RELEASED);
    }

    private static History of28(Facts.ARedemption redemption) {
        return History.of(aLot(A, 9).ends(dec(10)), redemption);
    }

    @Test
    void example_29_a_redemption_that_arrives_late_takes_back_the_lapse() {
        History theNight = History.of(aLot(A, 30).ends(dec(10)));
        Judgement lapsed = theNight.account().judge(dec(10));
        Judgement known = theNight.and(aRedemption(1, 10).at(dec(9))).account().judge(dec(12));
        assertThat(Difference.between(known.entries(), lapsed.entries()))
                .extracting(History::line)
                .containsExactly("12-09 A -10 SPENT", "12-10 A +10 LAPSE_REVERSED");
    }
}
