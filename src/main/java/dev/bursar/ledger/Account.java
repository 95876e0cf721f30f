package dev.bursar.ledger;

import java.time.Instant;
import java.util.List;

/**
 * An account as the facts tell it: where it stood at the edge of the grace, every movement since, and what holds back its
 * lapses. Movements may come in any order; judging sorts them along the account's own time line.
 */
public record Account(AccountKey key, Opening opening, List<Movement> movements, List<Hold> holds) {

    public Account {
        movements = List.copyOf(movements);
        holds = List.copyOf(holds);
    }

    /**
     * What the books should say at an instant: the same for the same facts, whenever and however often it is asked.
     *
     * @param asOf UTC; lapses up to and including this instant are due, payments after it have not happened yet
     */
    public Judgement judge(Instant asOf) {
        return new Judging(this, asOf).judge();
    }
}
