package dev.bursar.spending;

import dev.bursar.shop.Redemption;
import dev.bursar.shop.StoreTerms;
import java.util.Optional;

/**
 * What the rules need to know about a redemption.
 *
 * @param memberKnown whether the row of the member whose units they are has arrived
 * @param order       empty: it has not arrived
 * @param terms       of the store whose points they are, in force on the local day of the redemption; empty for coins, and
 *                    where there were none
 */
record RedemptionCase(
        Redemption redemption, boolean memberKnown, Optional<SpentOrder> order, Optional<StoreTerms> terms) {

    boolean ofCoins() {
        return redemption.store().isEmpty();
    }
}
