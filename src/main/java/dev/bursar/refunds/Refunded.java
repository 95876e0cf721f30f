package dev.bursar.refunds;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;

/** How much of an order's lines is refunded so far, while its refunds are gone through in the order of time. */
final class Refunded {

    private final RefundedOrder order;
    private final Map<Integer, Long> amounts = new HashMap<>();

    Refunded(RefundedOrder order) {
        this.order = order;
    }

    void add(Event event) {
        event.amounts().forEach((line, amount) -> amounts.merge(line, amount, Math::addExact));
    }

    /** Of a line's price, never more than it ({@code docs/rules.md} §5, case 12). */
    private long of(RefundedOrder.Line line) {
        return Math.max(0, Math.min(amounts.getOrDefault(line.lineNo(), 0L), line.price()));
    }

    /** Full is every line's price refunded; shipping does not count (case 10). */
    boolean isAll() {
        return !order.lines().isEmpty() && order.lines().stream().allMatch(line -> of(line) == line.price());
    }

    /** ⌊units × refunded ÷ price⌋, line by line (cases 14 and 15). */
    long shareOf(Subject subject) {
        if (isAll()) {
            return subject.units();
        }
        if (subject.isBonus()) {
            return 0;
        }
        if (subject.lineUnits().isEmpty()) {
            long refunded = order.lines().stream().mapToLong(this::of).sum();
            long price =
                    order.lines().stream().mapToLong(RefundedOrder.Line::price).sum();
            return share(subject.units(), refunded, price);
        }
        return order.lines().stream()
                .mapToLong(line -> share(subject.lineUnits().getOrDefault(line.lineNo(), 0L), of(line), line.price()))
                .sum();
    }

    private static long share(long units, long refunded, long price) {
        if (price <= 0 || refunded <= 0) {
            return 0;
        }
        return BigInteger.valueOf(units)
                .multiply(BigInteger.valueOf(refunded))
                .divide(BigInteger.valueOf(price))
                .longValueExact();
    }

    /** As table {@code decision} tells it: {@code [[1,600,1234,12]]}. */
    String read(Subject subject) {
        StringJoiner lines = new StringJoiner(",", "[", "]");
        if (subject.lineUnits().isEmpty()) {
            long refunded = order.lines().stream().mapToLong(this::of).sum();
            long price =
                    order.lines().stream().mapToLong(RefundedOrder.Line::price).sum();
            return lines.add("[0," + refunded + "," + price + "," + subject.units() + "]")
                    .toString();
        }
        Map<Integer, RefundedOrder.Line> byNumber = new HashMap<>();
        order.lines().forEach(line -> byNumber.put(line.lineNo(), line));
        for (int number : new TreeSet<>(subject.lineUnits().keySet())) {
            RefundedOrder.Line line = byNumber.getOrDefault(number, new RefundedOrder.Line(number, 0, 0));
            lines.add("[" + number + "," + of(line) + "," + line.price() + ","
                    + subject.lineUnits().getOrDefault(number, 0L) + "]");
        }
        return lines.toString();
    }
}
