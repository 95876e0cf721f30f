package dev.bursar.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What is to be posted at once.
 *
 * @param credits that the books do not hold yet
 * @param revised that they hold, or held, otherwise
 * @param moved   accounts in which something else has changed that a {@link MovementSource} tells
 */
public record Postings(List<NewCredit> credits, List<RevisedCredit> revised, Set<AccountKey> moved) {

    public Postings(Collection<NewCredit> credits, Collection<RevisedCredit> revised, Collection<AccountKey> moved) {
        this(List.copyOf(credits), List.copyOf(revised), Set.copyOf(moved));
    }
}
