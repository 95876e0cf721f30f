package dev.bursar.coupons;

import java.util.OptionalInt;

/**
 * A move as it is posted.
 *
 * @param nth       its number among the coupon's events
 * @param move      of one that is taken back: the way back
 * @param withdraws the event that it takes back
 */
public record CouponEvent(CouponKey coupon, int nth, Move move, OptionalInt withdraws) {}
