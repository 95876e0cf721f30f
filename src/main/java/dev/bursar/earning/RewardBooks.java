package dev.bursar.earning;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.CreditedFact;
import dev.bursar.ledger.PostedLot;
import dev.bursar.ledger.TakeBackStore.Claim;
import java.util.List;
import java.util.Map;

/**
 * What the books say of the facts.
 *
 * @param accounts that are locked
 * @param lots     of the facts that may change
 * @param claims   of the facts that may have been removed
 */
record RewardBooks(
        Map<AccountKey, AccountState> accounts,
        Map<CreditedFact, List<PostedLot>> lots,
        Map<CreditedFact, List<Claim>> claims) {

    List<PostedLot> standing(CreditedFact fact) {
        return lots.getOrDefault(fact, List.of()).stream()
                .filter(PostedLot::holdsACredit)
                .toList();
    }

    AccountState account(AccountKey key) {
        AccountState state = accounts.get(key);
        if (state == null) {
            throw new IllegalStateException(key + " is to be credited but is not locked");
        }
        return state;
    }
}
