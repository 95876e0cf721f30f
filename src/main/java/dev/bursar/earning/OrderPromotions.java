package dev.bursar.earning;

import dev.bursar.policy.Activity;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Promotion;
import dev.bursar.shop.Order;
import dev.bursar.shop.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The promotions that an order may profit from, by ascending id ({@code docs/rules.md §2}, promotion). */
record OrderPromotions(List<Promotion> matching) {

    static OrderPromotions of(Policy policy, ProgrammeKind programme, Order order, Instant at) {
        List<Promotion> running = policy.promotionsAt(at, Activity.ORDER, programme);
        if (running.isEmpty()) {
            return new OrderPromotions(running);
        }
        List<Promotion> matching = new ArrayList<>(running.size());
        for (Promotion promotion : running) {
            if (promotion.matchesOrder(order.storeId(), order.event())) {
                matching.add(promotion);
            }
        }
        return new OrderPromotions(matching);
    }

    /** What a line earns with the highest multiplier that applies to it. */
    BigDecimal multiply(BigDecimal plain, OrderLine line) {
        BigDecimal highest = null;
        for (Promotion promotion : matching) {
            if (promotion.effect() instanceof Promotion.Multiplier multiplier
                    && promotion.matchesLine(line.category(), line.productId())
                    && (highest == null || multiplier.factor().compareTo(highest) > 0)) {
                highest = multiplier.factor();
            }
        }
        return highest == null ? plain : plain.multiply(highest);
    }

    /** Whether a promotion is for at least one of the lines that earn. */
    static boolean matchesAny(Promotion promotion, List<OrderLine> earning) {
        for (OrderLine line : earning) {
            if (promotion.matchesLine(line.category(), line.productId())) {
                return true;
            }
        }
        return false;
    }
}
