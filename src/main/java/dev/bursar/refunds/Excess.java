package dev.bursar.refunds;

import dev.bursar.ledger.ExceptionItem;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.units.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What refunds pay back beyond a line's price, or in money beyond what was paid in money ({@code docs/rules.md} §5, cases 12
 * and 18): none of it stops a refund, each is told once, of the refund that goes beyond. Pure.
 */
final class Excess {

    private final Ruling ruling;

    Excess(Ruling ruling) {
        this.ruling = ruling;
    }

    /** @param at UTC; since when they are known */
    List<ExceptionItem> items(Instant at) {
        List<ExceptionItem> items = new ArrayList<>();
        if (ruling.facts().order().isEmpty()) {
            return items;
        }
        RefundedOrder order = ruling.facts().order().get();
        Map<Integer, RefundedOrder.Line> lines = new HashMap<>();
        order.lines().forEach(line -> lines.put(line.lineNo(), line));
        Map<Integer, Long> amounts = new HashMap<>();
        Map<Integer, Long> cash = new HashMap<>();
        long[] shipping = new long[1];
        for (ShopRefund refund : inForce()) {
            long over = 0;
            long tooMuchCash = beyond(shipping[0], refund.shippingCash(), order.shipping());
            shipping[0] += refund.shippingCash();
            for (ShopRefund.Line line : refund.lines()) {
                RefundedOrder.Line of = lines.get(line.lineNo());
                if (of == null) {
                    continue;
                }
                over += beyond(amounts.getOrDefault(line.lineNo(), 0L), line.amount(), of.price());
                tooMuchCash += beyond(cash.getOrDefault(line.lineNo(), 0L), line.cash(), of.paid());
                amounts.merge(line.lineNo(), line.amount(), Math::addExact);
                cash.merge(line.lineNo(), line.cash(), Math::addExact);
            }
            if (over > 0) {
                items.add(item(refund, Reason.OVER_REFUNDED, told(over, order) + " beyond the price", at));
            }
            if (tooMuchCash > 0) {
                items.add(item(
                        refund, Reason.CASH_OVER_PAID, told(tooMuchCash, order) + " more than was paid in money", at));
            }
        }
        return items;
    }

    private List<ShopRefund> inForce() {
        return ruling.verdicts().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Verdict.Counts)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(
                                (ShopRefund refund) -> refund.decidedAt().orElse(refund.openedAt()))
                        .thenComparing(ShopRefund::refundId))
                .toList();
    }

    private static long beyond(long before, long more, long most) {
        return Math.max(0, before + more - most) - Math.max(0, before - most);
    }

    private static ExceptionItem item(ShopRefund refund, Reason reason, String detail, Instant at) {
        return new ExceptionItem(refund.fact(), Purpose.SPENDING, reason, detail, at);
    }

    private static String told(long minor, RefundedOrder order) {
        return Money.show(minor, order.currency()) + " " + order.currency();
    }
}
