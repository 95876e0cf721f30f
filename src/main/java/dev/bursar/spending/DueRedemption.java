package dev.bursar.spending;

import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.shop.Redemption;
import java.util.Optional;

/**
 * A redemption that is to be judged: on the work list, or once more for proof.
 *
 * @param memberKnown whether the row of the member whose units they are has arrived
 * @param storeKnown whether the row of the store whose points they are has arrived; true for coins
 * @param order      empty: it has not arrived
 * @param onWorkList whether a run will look at it, for its own sake or for its order's
 * @param before     what became of it so far; empty: nothing
 * @param booked     as it was judged last; empty: it asks nothing of the account so far
 */
record DueRedemption(
        Redemption redemption,
        boolean memberKnown,
        boolean storeKnown,
        Optional<SpentOrder> order,
        boolean onWorkList,
        Optional<FactOutcome> before,
        Optional<Booked> booked) {

    Fact fact() {
        return Fact.redemption(redemption.redemptionId());
    }

    AccountKey account() {
        return redemption.store().isEmpty()
                ? AccountKey.coins(redemption.memberId())
                : AccountKey.points(redemption.memberId(), redemption.store().getAsLong());
    }
}
