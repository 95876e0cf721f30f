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
import org.jspecify.annotations.Nullable;

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

    /** The promotion with the highest multiplier that applies to a line; of equal ones that with the lowest id. */
    @Nullable
    Promotion multiplier(OrderLine line) {
        Promotion highest = null;
        for (Promotion promotion : matching) {
            if (promotion.effect() instanceof Promotion.Multiplier multiplier
                    && promotion.matchesLine(line.category(), line.productId())
                    && (highest == null || multiplier.factor().compareTo(factor(highest)) > 0)) {
                highest = promotion;
            }
        }
        return highest;
    }

    /** What a line earns with the promotion that multiplies it, if one does. */
    static BigDecimal multiply(BigDecimal plain, @Nullable Promotion multiplier) {
        return multiplier == null ? plain : plain.multiply(factor(multiplier));
    }

    private static BigDecimal factor(Promotion promotion) {
        return ((Promotion.Multiplier) promotion.effect()).factor();
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
