package dev.bursar.coupons;

import dev.bursar.ledger.Fact;
import dev.bursar.shop.RefundStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A refund of an order on which a coupon was used, with the lines that have arrived ({@code docs/intake.md}, refunds).
 *
 * @param decidedAt    UTC; there unless it is open
 * @param reversedAt   UTC; there if it was reversed
 * @param lineCount    how many lines it has in all
 * @param shippingCash paid back for shipping, in minor units
 */
record CouponRefund(
        long refundId,
        RefundStatus status,
        Instant openedAt,
        Optional<Instant> decidedAt,
        Optional<Instant> reversedAt,
        String currency,
        int lineCount,
        long shippingCash,
        List<Line> lines) {

    CouponRefund {
        lines = List.copyOf(lines);
    }

    /** @param amount of the line's price, in minor units */
    record Line(int lineNo, long amount) {}

    Fact fact() {
        return Fact.refund(refundId);
    }

    /** As it was known just before an instant; empty: it was not there yet. */
    Optional<CouponRefund> asOf(Instant instant) {
        if (!openedAt.isBefore(instant)) {
            return Optional.empty();
        }
        if (status == RefundStatus.OPEN || decidedAt.filter(instant::isAfter).isEmpty()) {
            return Optional.of(with(RefundStatus.OPEN, Optional.empty(), Optional.empty()));
        }
        boolean reversedLater = status == RefundStatus.REVERSED
                && reversedAt.filter(instant::isAfter).isEmpty();
        return Optional.of(reversedLater ? with(RefundStatus.GRANTED, decidedAt, Optional.empty()) : this);
    }

    private CouponRefund with(RefundStatus now, Optional<Instant> decided, Optional<Instant> reversed) {
        return new CouponRefund(refundId, now, openedAt, decided, reversed, currency, lineCount, shippingCash, lines);
    }

    boolean isWhole() {
        return lines.size() >= lineCount;
    }

    /** Whether it is under dispute at an instant: from when it was opened until it is decided. */
    boolean isOpenAt(Instant at) {
        return !openedAt.isAfter(at)
                && decidedAt.filter(decided -> !decided.isAfter(at)).isEmpty();
    }

    /** When it began to count; empty: it was not granted. */
    Optional<Instant> grantedAt() {
        return status == RefundStatus.GRANTED || status == RefundStatus.REVERSED ? decidedAt : Optional.empty();
    }
}
