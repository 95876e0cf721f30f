package dev.bursar.coupons;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Reason;

/**
 * Something that an operator should look at.
 *
 * @param detail both figures
 */
record Finding(Fact fact, Reason reason, String detail) {}
