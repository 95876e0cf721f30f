/**
 * Accounts, lots, entries and debt: judging an account from its movements, posting what is missing, proving the sums.
 * Knows neither orders nor reviews, only movements.
 */
@NullMarked
package dev.bursar.ledger;

import org.jspecify.annotations.NullMarked;
