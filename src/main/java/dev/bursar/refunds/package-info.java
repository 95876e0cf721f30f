/**
 * What refunds give back of the units that were spent on an order and take back of those that it earned. Rules, the SQL that
 * they need, and the work that they add to {@code settle-accounts}; nothing about what is earned, spent or redeemed as a coupon.
 */
@NullMarked
package dev.bursar.refunds;

import org.jspecify.annotations.NullMarked;
