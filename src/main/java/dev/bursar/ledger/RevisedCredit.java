package dev.bursar.ledger;

import java.util.Optional;

/**
 * A credit about which the facts say something else now than what is posted of it: a late fact displaced it, moved it or
 * let it in again ({@code docs/rules.md} §0).
 *
 * @param lot of the credit, whether or not the books hold it
 * @param due the credit as it is due now; empty: it is not due any more
 */
public record RevisedCredit(AccountKey account, LotKey lot, Optional<Movement.Credit> due) {

    public RevisedCredit {
        if (due.filter(credit -> !credit.lot().equals(lot)).isPresent()) {
            throw new IllegalArgumentException("credit " + due.get().lot() + " cannot take the place of lot " + lot);
        }
    }
}
