package dev.bursar.earning;

import dev.bursar.shop.Order;
import dev.bursar.shop.StoreTerms;
import java.util.Optional;

/**
 * What the rule for orders needs to know about one.
 *
 * @param memberKnown           whether the buyer's row has arrived; not looked at for a guest
 * @param storeKnown            whether the store's row has arrived
 * @param checkoutOrdersArrived how many orders of its checkout have arrived, this one included
 * @param terms                 the store's, in force on the local day on which the order was completed
 */
public record OrderCase(
        Order order, boolean memberKnown, boolean storeKnown, int checkoutOrdersArrived, Optional<StoreTerms> terms) {}
