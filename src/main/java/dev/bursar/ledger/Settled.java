package dev.bursar.ledger;

import java.util.Map;

/**
 * What judging accounts anew came to.
 *
 * @param judgements by account; they cover the time since the edge of the grace
 */
public record Settled(Posted posted, Map<AccountKey, Judgement> judgements) {

    public Settled {
        judgements = Map.copyOf(judgements);
    }
}
