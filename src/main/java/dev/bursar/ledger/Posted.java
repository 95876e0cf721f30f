package dev.bursar.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What one posting added to the books: entries, and moves of coupons. */
public record Posted(List<Line> lines, List<CouponMove> couponMoves) {

    public static final Posted NOTHING = new Posted(List.of());

    public Posted {
        lines = List.copyOf(lines);
        couponMoves = List.copyOf(couponMoves);
    }

    public Posted(List<Line> lines) {
        this(lines, List.of());
    }

    /**
     * One entry with its lot's terms.
     *
     * @param terms as fixed when the lot was credited
     */
    public record Line(AccountKey account, Entry entry, LotTerms terms, LocalDate businessDate) {}

    /**
     * A coupon's way from one status to another.
     *
     * @param orderId     of a use of a public code, the order; else 0
     * @param caseNo      of {@code docs/rules.md §5}; 0: none
     * @param effectiveAt UTC
     * @param withdrawn   whether it is the way back of a move that a later fact took back
     */
    public record CouponMove(
            long couponId,
            long orderId,
            String from,
            String to,
            Fact cause,
            int caseNo,
            Instant effectiveAt,
            boolean withdrawn) {}
}
