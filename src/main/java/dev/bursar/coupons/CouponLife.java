package dev.bursar.coupons;

import dev.bursar.ledger.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the facts say of a coupon, as of an instant.
 *
 * @param opening   where it stood before all moves
 * @param moves     in order
 * @param status    after them
 * @param nextAt    UTC; when it has to be judged anew though no fact changes; empty: never
 * @param outcomes  of each use, by its number
 * @param decisions one for each refund, by its number
 */
record CouponLife(
        Status opening,
        List<Move> moves,
        Status status,
        Optional<Instant> nextAt,
        Map<Long, Reason> outcomes,
        List<RefundDecision> decisions,
        List<Finding> findings) {}
