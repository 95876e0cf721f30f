package dev.bursar.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What is to be posted at once.
 *
 * @param credits that the books do not hold yet
 * @param revised that they hold, or held, otherwise
 * @param activities qualifying ones that the books do not know yet
 * @param moved   accounts in which something else has changed that a {@link MovementSource} tells
 */
public record Postings(
        List<NewCredit> credits, List<RevisedCredit> revised, List<NewActivity> activities, Set<AccountKey> moved) {

    public Postings(Collection<NewCredit> credits, Collection<RevisedCredit> revised, Collection<AccountKey> moved) {
        this(List.copyOf(credits), List.copyOf(revised), List.of(), Set.copyOf(moved));
    }

    boolean isEmpty() {
        return credits.isEmpty() && revised.isEmpty() && activities.isEmpty() && moved.isEmpty();
    }

    public Postings(Collection<NewCredit> credits, Collection<NewActivity> activities) {
        this(List.copyOf(credits), List.of(), List.copyOf(activities), Set.of());
    }
}
