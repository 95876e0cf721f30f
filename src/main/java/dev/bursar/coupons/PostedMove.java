package dev.bursar.coupons;

/**
 * A move that counts.
 *
 * @param nth its number among the coupon's events
 */
record PostedMove(int nth, Move move) {}
