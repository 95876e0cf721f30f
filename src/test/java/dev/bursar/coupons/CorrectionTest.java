package dev.bursar.coupons;

import static dev.bursar.coupons.ACoupon.day;
import static dev.bursar.coupons.Status.EXPIRED;
import static dev.bursar.coupons.Status.INACTIVE;
import static dev.bursar.coupons.Status.USED;
import static dev.bursar.coupons.Status.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is posted is what should be posted minus what is ({@code docs/rules.md §0}). */
class CorrectionTest {

    private static final Move APPLIED = new Move(day(2), VALID, INACTIVE, Fact.couponUse(1), 0);
    private static final Move CLOSED = new Move(day(10), INACTIVE, USED, Fact.order(42), 0);
    private static final Move RETURNED = new Move(day(20), USED, VALID, Fact.refund(5), 1);
    private static final Move ENDED = new Move(day(20), VALID, EXPIRED, Fact.coupon(8), 0);

    private static CouponLife life(Move... moves) {
        Status status = moves.length == 0 ? VALID : moves[moves.length - 1].to();
        return new CouponLife(VALID, List.of(moves), status, Optional.empty(), Map.of(), List.of(), List.of());
    }

    @Test
    void what_is_posted_is_not_posted_again() {
        Correction correction = Correction.of(life(APPLIED, CLOSED), List.of(APPLIED, CLOSED), day(1));

        assertThat(correction.isNothing()).isTrue();
        assertThat(correction.status()).isEqualTo(USED);
    }

    @Test
    void what_is_missing_is_added() {
        Correction correction = Correction.of(life(APPLIED, CLOSED, RETURNED), List.of(APPLIED), day(1));

        assertThat(correction.added()).containsExactly(CLOSED, RETURNED);
        assertThat(correction.withdrawn()).isEmpty();
        assertThat(correction.late()).isEmpty();
    }

    @Test
    void what_is_wrong_is_withdrawn_the_last_first() {
        Move earlier = CLOSED.at(day(9));
        Correction correction = Correction.of(life(APPLIED, earlier), List.of(APPLIED, CLOSED, RETURNED), day(1));

        assertThat(correction.withdrawn()).containsExactly(RETURNED, CLOSED);
        assertThat(correction.added()).containsExactly(earlier);
        assertThat(correction.status()).isEqualTo(USED);
    }

    @Test
    void what_came_after_the_grace_stands_at_its_edge() {
        Correction correction = Correction.of(life(APPLIED, CLOSED, RETURNED), List.of(), day(15));

        assertThat(correction.added()).containsExactly(APPLIED.at(day(15)), CLOSED.at(day(15)), RETURNED);
        assertThat(correction.late()).containsExactly(APPLIED.at(day(15)), CLOSED.at(day(15)));
    }

    @Test
    void where_it_was_placed_it_stays_when_the_edge_moves_on() {
        List<Move> posted = List.of(APPLIED.at(day(15)), CLOSED.at(day(15)), RETURNED);

        assertThat(Correction.of(life(APPLIED, CLOSED, RETURNED), posted, day(18))
                        .isNothing())
                .isTrue();
    }

    @Test
    void what_is_frozen_stays_and_a_move_at_the_edge_leads_on() {
        Correction correction = Correction.of(life(APPLIED, CLOSED), List.of(ENDED), day(25));

        assertThat(correction.withdrawn()).isEmpty();
        assertThat(correction.added()).containsExactly(new Move(day(25), EXPIRED, USED, Fact.order(42), 0));
        assertThat(Correction.of(
                                life(APPLIED, CLOSED),
                                List.of(ENDED, correction.added().get(0)),
                                day(26))
                        .isNothing())
                .isTrue();
    }

    @Test
    void what_is_frozen_and_ends_where_the_facts_do_needs_nothing() {
        Move released = new Move(day(4), INACTIVE, VALID, Fact.order(42), 7);

        assertThat(Correction.of(life(), List.of(APPLIED, released), day(25)).isNothing())
                .isTrue();
    }

    @Test
    void the_log_goes_back_step_by_step_and_on_again() {
        List<PostedMove> counting = List.of(new PostedMove(0, APPLIED), new PostedMove(1, CLOSED));
        Move released = new Move(day(4), INACTIVE, VALID, Fact.order(42), 7);
        Correction correction = Correction.of(life(APPLIED, released), List.of(APPLIED, CLOSED), day(1));

        List<CouponEvent> added = EventLog.next(CouponKey.ofTheCoupon(8), counting, 2, correction);
        assertThat(added).extracting(CouponEvent::nth).containsExactly(2, 3);
        assertThat(added.get(0).withdraws()).hasValue(1);
        assertThat(added.get(0).move()).isEqualTo(new Move(day(10), USED, INACTIVE, Fact.order(42), 0));
        assertThat(added.get(1).move()).isEqualTo(released);
    }
}
