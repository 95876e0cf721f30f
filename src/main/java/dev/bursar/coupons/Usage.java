package dev.bursar.coupons;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A coupon applied once: to an order, or to several of one checkout (case 9).
 *
 * @param firstOrder the lowest number of the checkout's orders, by which it is known
 * @param orders     those on which it was used, each whole, by number
 */
record Usage(long firstOrder, List<InOrder> orders) {

    Usage {
        orders = orders.stream()
                .sorted(Comparator.comparingLong(each -> each.order().orderId()))
                .toList();
    }

    /** @param uses at least one, by number */
    record InOrder(UsedOrder order, List<CouponUse> uses) {

        InOrder {
            uses = uses.stream()
                    .sorted(Comparator.comparingLong(CouponUse::useId))
                    .toList();
        }
    }

    Stream<CouponUse> uses() {
        return orders.stream().map(InOrder::uses).flatMap(List::stream);
    }

    /** The use that stands for all of them. */
    CouponUse firstUse() {
        return uses().min(Comparator.comparing(CouponUse::appliedAt).thenComparingLong(CouponUse::useId))
                .orElseThrow();
    }

    Instant appliedAt() {
        return firstUse().appliedAt();
    }

    Stream<UsedOrder> usedOrders() {
        return orders.stream().map(InOrder::order);
    }

    Stream<CouponRefund> refunds() {
        return usedOrders().map(UsedOrder::refunds).flatMap(List::stream);
    }

    /** Its orders each as something else. */
    Usage with(Function<InOrder, InOrder> change) {
        return new Usage(firstOrder, orders.stream().map(change).toList());
    }
}
