package dev.bursar.coupons;

import dev.bursar.shop.CouponStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a coupon stands, as it was judged last.
 *
 * @param opening     the shop's status when it was first judged
 * @param since       UTC; its last move's effective time; empty: it has not moved
 * @param nextAt      UTC; as of when it is to be judged again though no fact changes
 * @param frozenUntil UTC; edge of the grace when it was judged
 * @param judgedAsOf  UTC; the latest instant as of which it was judged
 * @param flagged     whether it was judged with an exception
 * @param events      how many events it has
 */
record CouponState(
        Status status,
        CouponStatus opening,
        Optional<Instant> since,
        Optional<Instant> nextAt,
        Instant frozenUntil,
        Instant judgedAsOf,
        boolean flagged,
        int events) {}
