package dev.bursar.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where an account's movements come from when it is worked out anew, from the facts alone: each feature that moves units
 * has one. Reads on the transaction's connection, writes nothing.
 */
public interface FactSource {

    /**
     * @param accounts what the facts say, judged again as the rules in force say. Of accounts beyond those of the members
     *                 only what was asked for by name
     * @param standing facts of which the points stand as they are posted: the shop has corrected the store's terms since
     * @param pending  facts that have changed since they were judged, or that wait to be judged again: nothing is said about
     *                 them, and what is posted of them is taken as it is
     */
    record Recount(Map<AccountKey, MovementSource.Told> accounts, Set<Fact> standing, Set<Fact> pending) {

        public Recount {
            accounts = Map.copyOf(accounts);
            standing = Set.copyOf(standing);
            pending = Set.copyOf(pending);
        }
    }

    /**
     * All facts of some members that have been judged, as they were judged: a fact without an outcome, that waits or that is
     * an exception says nothing.
     *
     * @param named facts that the members' lots name; those of other features are not this source's business
     */
    Recount recount(List<Long> members, Set<Fact> named);

    /**
     * Goes through all facts and finds those that are neither judged nor on the work list, and those whose outcome says that
     * they are posted but of which the books hold nothing.
     *
     * @param deviations is told one for each
     */
    void proveOutcomes(Consumer<Deviation> deviations);
}
