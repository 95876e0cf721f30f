package dev.bursar.coupons;

import dev.bursar.ledger.Fact;
import java.time.Instant;

/**
 * A coupon's way from one status to the next.
 *
 * @param at     UTC; its place on the coupon's time line
 * @param cause  the fact that moved it; the coupon itself where its validity ended
 * @param caseNo of {@code docs/rules.md §5}; 0 where none applies
 */
public record Move(Instant at, Status from, Status to, Fact cause, int caseNo) {

    /** The cases by which coupons move. */
    static final int NO_CASE = 0;

    static final int RETURNED = 1;
    static final int RETURNED_ENDED = 2;
    static final int CODE = 3;
    static final int PARTIAL = 4;
    static final int ADDED_UP = 5;
    static final int OF_A_SELLER = 6;
    static final int CANCELLED_UNPAID = 7;
    static final int CANCELLED_UNSHIPPED = 8;
    static final int SEVERAL_ORDERS = 9;
    static final int OPEN = 11;
    static final int OVER_REFUNDED = 12;
    static final int REVERSED = 13;

    Move at(Instant instant) {
        return new Move(instant, from, to, cause, caseNo);
    }

    /** Whether it is the same but for its time. */
    boolean isLike(Move other) {
        return at(other.at).equals(other);
    }
}
