package dev.bursar.spending;

import dev.bursar.shop.Redemption;
import dev.bursar.shop.StoreTerms;
import java.util.Optional;

/**
 * What the rules need to know about a redemption.
 *
 * @param memberKnown whether the row of the member whose units they are has arrived
 * @param storeKnown  whether the row of the store whose points they are has arrived; true for coins
 * @param order       empty: it has not arrived
 * @param terms       of the store whose points they are, in force on the local day of the redemption; empty for coins, and
 *                    where there were none
 * @param onOrder     all that was redeemed of the same programme on the same order
 */
record RedemptionCase(
        Redemption redemption,
        boolean memberKnown,
        boolean storeKnown,
        Optional<SpentOrder> order,
        Optional<StoreTerms> terms,
        OnOrder onOrder) {

    /**
     * Several redemptions may pay for one order; what is looked at for the order as a whole is told of the last of them.
     *
     * @param units of all of them
     * @param last  whether this one was redeemed last
     */
    record OnOrder(long units, boolean last) {}

    boolean ofCoins() {
        return redemption.store().isEmpty();
    }
}
