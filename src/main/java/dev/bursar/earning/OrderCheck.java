package dev.bursar.earning;

import dev.bursar.ledger.Reason;
import dev.bursar.shop.Order;
import dev.bursar.shop.OrderLine;
import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.StoreTerms;
import dev.bursar.units.Money;
import java.time.Period;
import java.util.Optional;

/** Whether an order can be judged yet, and at all; the first check that fails decides, in the order written here. */
final class OrderCheck {

    private OrderCheck() {}

    /** What keeps an order from being judged: it earns nothing whoever sells it, or it is not whole. */
    static Optional<Award> beforeJudging(OrderCase facts) {
        Order order = facts.order();
        if (order.status() != OrderStatus.COMPLETED) {
            return Optional.of(new Award.NothingDue(Reason.NOT_COMPLETED));
        }
        // Whatever is still to arrive for a guest's order, it earns nothing.
        if (order.member().isEmpty()) {
            return Optional.of(new Award.NothingDue(Reason.GUEST));
        }
        if (order.completedAt() == null) {
            return exceptional(Reason.NO_COMPLETION_TIME, "status COMPLETED without completed_at");
        }
        int arrived = order.lines().size();
        if (arrived > order.lineCount()) {
            return exceptional(
                    Reason.TOO_MANY_LINES, arrived + " lines arrived, but line_count is " + order.lineCount());
        }
        if (arrived < order.lineCount()) {
            return Optional.of(new Award.Waiting(Reason.LINES));
        }
        if (order.checkoutOrderCount() > 1 && order.checkoutId().isEmpty()) {
            return exceptional(
                    Reason.NO_CHECKOUT,
                    "checkout_order_count is " + order.checkoutOrderCount() + " without checkout_id");
        }
        if (facts.checkoutOrdersArrived() < order.checkoutOrderCount()) {
            return Optional.of(new Award.Waiting(Reason.CHECKOUT_ORDERS));
        }
        if (!facts.memberKnown()) {
            return Optional.of(new Award.Waiting(Reason.MEMBER));
        }
        return ofStore(order.storeId(), facts.storeKnown());
    }

    static Optional<Award> ofStore(long storeId, boolean known) {
        return known
                ? Optional.empty()
                : exceptional(Reason.UNKNOWN_STORE, "store " + storeId + " has not been delivered");
    }

    /** Terms that cannot be right, or are for another currency than the order's. */
    static Optional<Award> ofTerms(StoreTerms terms, String currency) {
        Optional<Award> wrong = ofTerms(terms);
        return wrong.isPresent() || terms.currency().equals(currency)
                ? wrong
                : exceptional(
                        Reason.NO_RATE,
                        name(terms) + "points for " + terms.currency() + ", but the order is in " + currency);
    }

    /** Terms that cannot be right, whatever they are applied to. */
    static Optional<Award> ofTerms(StoreTerms terms) {
        if (terms.unreadable().isPresent()) {
            return exceptional(
                    Reason.UNREADABLE_TERMS, name(terms) + terms.unreadable().get());
        }
        if (terms.unitsPerUnit().signum() < 0) {
            return exceptional(Reason.NEGATIVE_AMOUNT, name(terms) + "units_per_unit " + terms.unitsPerUnit());
        }
        Optional<Period> negative = terms.lotLife().filter(Period::isNegative);
        if (negative.isPresent()) {
            return exceptional(Reason.NEGATIVE_AMOUNT, name(terms) + "lot_life " + negative.get());
        }
        return Optional.empty();
    }

    private static String name(StoreTerms terms) {
        return "terms of store " + terms.storeId() + " from " + terms.validFrom() + ": ";
    }

    /** The first line whose figures cannot be right. */
    static Optional<Award> ofLines(Order order) {
        for (OrderLine line : order.lines()) {
            Optional<Award> wrong = ofLine(order, line);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static Optional<Award> ofLine(Order order, OrderLine line) {
        String at = "line " + line.lineNo() + ": ";
        if (!line.currency().equals(order.currency())) {
            return exceptional(
                    Reason.CURRENCY_MISMATCH, at + line.currency() + ", but the order is in " + order.currency());
        }
        long least = Math.min(
                Math.min(Math.min(line.price(), line.paid()), Math.min(line.couponDiscount(), line.coinDiscount())),
                Math.min(
                        Math.min(line.pointDiscount(), line.quantity()),
                        line.coinReward().orElse(0)));
        if (least < 0) {
            return exceptional(Reason.NEGATIVE_AMOUNT, at + negative(line));
        }
        try {
            long parts = Math.addExact(
                    Math.addExact(line.couponDiscount(), line.coinDiscount()),
                    Math.addExact(line.pointDiscount(), line.paid()));
            return parts == line.price() ? Optional.empty() : exceptional(Reason.PARTS_DO_NOT_ADD_UP, at + parts(line));
        } catch (ArithmeticException e) {
            return exceptional(Reason.AMOUNT_TOO_LARGE, at + parts(line));
        }
    }

    private static String negative(OrderLine line) {
        if (line.quantity() < 0) {
            return "quantity " + line.quantity();
        }
        if (line.coinReward().orElse(0) < 0) {
            return "coin_reward " + line.coinReward().orElse(0);
        }
        return "price " + show(line.price(), line) + ", coupon_discount " + show(line.couponDiscount(), line)
                + ", coin_discount " + show(line.coinDiscount(), line) + ", point_discount "
                + show(line.pointDiscount(), line) + ", paid " + show(line.paid(), line);
    }

    private static String parts(OrderLine line) {
        StringBuilder sum = new StringBuilder();
        for (long discount : new long[] {line.couponDiscount(), line.coinDiscount(), line.pointDiscount()}) {
            if (discount != 0) {
                sum.append(show(discount, line)).append(" + ");
            }
        }
        return "price " + show(line.price(), line) + " is not " + sum + show(line.paid(), line);
    }

    private static String show(long amount, OrderLine line) {
        return Money.show(amount, line.currency());
    }

    private static Optional<Award> exceptional(Reason reason, String detail) {
        return Optional.of(new Award.Exceptional(reason, detail));
    }
}
