package dev.bursar.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where an account's movements other than credits come from; each feature that moves units has one. */
public interface MovementSource {

    /** @param holds what puts off the lapse of its lots */
    record Told(List<Movement> movements, List<Hold> holds) {}

    /**
     * Reads what happened to accounts, on the transaction's connection. Until a redemption is paid or released it must not
     * freeze, so that a policy's grace has to be longer than its time-out.
     *
     * @param from UTC; what took effect before is frozen. Of it only that has to be told which something since concerns, or
     *             may still concern: redemptions with all their returns, claims on lots that are there or still to come, the
     *             qualifying activities that {@link Opening#activities} names. Telling more does no harm
     * @param asOf UTC; what takes effect later does not count yet
     * @return an account that nothing happened to may be absent
     */
    Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf);
}
