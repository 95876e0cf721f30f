package dev.bursar.spending;

import dev.bursar.shop.Redemption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** One of the redemptions on an order, as far as the others have to know it. */
record OnOrder(
        long redemptionId, long memberId, OptionalLong store, long units, Instant redeemedAt, boolean onWorkList) {

    private static final Comparator<OnOrder> IN_TIME =
            Comparator.comparing(OnOrder::redeemedAt).thenComparing(OnOrder::redemptionId);

    /** Whether both are of one member and programme, so that together they pay for what the order's lines say. */
    boolean goesWith(Redemption redemption) {
        return memberId == redemption.memberId() && store.equals(redemption.store());
    }

    /** @param others all on the order of a redemption, that one among them or, for a proof, none */
    static RedemptionCase.OnOrder together(Redemption redemption, List<OnOrder> others) {
        List<OnOrder> together =
                others.stream().filter(other -> other.goesWith(redemption)).toList();
        return together.stream()
                .max(IN_TIME)
                .map(last -> new RedemptionCase.OnOrder(
                        together.stream().mapToLong(OnOrder::units).sum(),
                        last.redemptionId() == redemption.redemptionId()))
                .orElse(new RedemptionCase.OnOrder(redemption.units(), true));
    }
}
