package dev.bursar.refunds;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.shop.Figures;
import dev.bursar.shop.RefundStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A refund as the shop reports it, with the lines that have arrived ({@code docs/intake.md}, refunds). Times are UTC, money
 * is in minor units of its currency.
 *
 * @param lineCount    how many lines it has in all; 0: shipping alone
 * @param decidedAt    there unless it is open
 * @param shippingCash paid back for shipping
 * @param before       what became of it so far; empty: nothing
 */
record ShopRefund(
        long refundId,
        long orderId,
        int lineCount,
        RefundStatus status,
        Instant openedAt,
        Optional<Instant> decidedAt,
        Optional<Instant> reversedAt,
        String currency,
        long shippingCash,
        List<Line> lines,
        Optional<FactOutcome> before) {

    ShopRefund {
        lines = List.copyOf(lines);
    }

    /**
     * Of one line of the order.
     *
     * @param amount of the line's price
     * @param cash   of that, paid back in money
     */
    record Line(int lineNo, String currency, long amount, long cash) {}

    ShopRefund withLines(List<Line> arrived) {
        return new ShopRefund(
                refundId,
                orderId,
                lineCount,
                status,
                openedAt,
                decidedAt,
                reversedAt,
                currency,
                shippingCash,
                arrived.stream().sorted(Comparator.comparingInt(Line::lineNo)).toList(),
                before);
    }

    Fact fact() {
        return Fact.refund(refundId);
    }

    /** What it refunds, by line. */
    SortedMap<Integer, Long> amounts() {
        SortedMap<Integer, Long> amounts = new TreeMap<>();
        lines.forEach(line -> amounts.merge(line.lineNo(), line.amount(), Math::addExact));
        return amounts;
    }

    /** A digest of what it is judged by. */
    long figures() {
        return Figures.ofRefund(
                orderId,
                decidedAt.orElse(null),
                currency,
                shippingCash,
                lines.stream()
                        .flatMapToLong(line -> LongStream.of(line.lineNo(), line.amount(), line.cash()))
                        .toArray());
    }

    /** What it is as of an instant: what happens from then on has not happened yet. */
    RefundStatus statusAsOf(Instant asOf) {
        if (status == RefundStatus.REVERSED && reversedAt.filter(asOf::isAfter).isPresent()) {
            return RefundStatus.REVERSED;
        }
        if (status == RefundStatus.OPEN || decidedAt.filter(asOf::isAfter).isEmpty()) {
            return RefundStatus.OPEN;
        }
        return status == RefundStatus.REJECTED ? RefundStatus.REJECTED : RefundStatus.GRANTED;
    }

    /** Whether there is more to it than an instant knows of. */
    boolean goesOnAfter(Instant asOf) {
        return !openedAt.isBefore(asOf)
                || decidedAt.filter(at -> !at.isBefore(asOf)).isPresent()
                || reversedAt.filter(at -> !at.isBefore(asOf)).isPresent();
    }
}
