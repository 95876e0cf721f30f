package dev.bursar.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where an account's movements other than credits come from; each feature that moves units has one. */
public interface MovementSource {

    /** @param holds what puts off the lapse of its lots */
    record Told(List<Movement> movements, List<Hold> holds) {}

    /**
     * Reads what happened to accounts, on the transaction's connection.
     *
     * @param from UTC; what took effect before is frozen and need not be told
     * @param asOf UTC; what takes effect later does not count yet
     * @return an account that nothing happened to may be absent
     */
    Map<AccountKey, Told> of(List<AccountKey> accounts, Instant from, Instant asOf);
}
