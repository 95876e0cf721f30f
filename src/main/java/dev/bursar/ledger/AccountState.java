package dev.bursar.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What an account's own row says, read under its lock.
 *
 * @param frozenUntil edge of the grace when it was last judged whole
 * @param lastMovedAt effective time of the latest movement other than a credit
 * @param inDebt      whether a debt may be open
 */
public record AccountState(Optional<Instant> frozenUntil, Optional<Instant> lastMovedAt, boolean inDebt) {

    static final AccountState NEW = new AccountState(Optional.empty(), Optional.empty(), false);
}
