package dev.bursar.ledger;

import dev.bursar.ledger.CreditShortCut.Standing;
import java.time.Instant;
import java.util.Optional;

/**
 * What an account's own row says, read under its lock.
 *
 * @param frozenUntil edge of the grace when it was last judged whole
 */
public record AccountState(Optional<Instant> frozenUntil, Standing standing) {

    static final AccountState NEW = new AccountState(Optional.empty(), Standing.UNTOUCHED);
}
