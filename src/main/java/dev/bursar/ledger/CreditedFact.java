package dev.bursar.ledger;

import java.util.Comparator;

/** A fact in an account that it may have earned units in. */
public record CreditedFact(AccountKey account, Fact fact) implements Comparable<CreditedFact> {

    @Override
    public int compareTo(CreditedFact other) {
        return Comparator.comparing(CreditedFact::account)
                .thenComparing(CreditedFact::fact)
                .compare(this, other);
    }
}
