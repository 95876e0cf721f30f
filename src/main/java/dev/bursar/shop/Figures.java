package dev.bursar.shop;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A digest of the figures by which a fact is judged, so that a later change of a posted one is noticed.
 * 64 bits, well mixed; not meant against an adversary.
 */
public final class Figures {

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private long state = 1;

    private Figures() {}

    public static long of(Order order) {
        Figures figures = new Figures();
        figures.add(order.status() == OrderStatus.COMPLETED ? 1 : 0)
                .add(order.member())
                .add(order.storeId())
                .add(order.currency())
                .add(order.lineCount())
                .add(order.event())
                .add(order.completedAt());
        for (OrderLine line : order.lines()) {
            figures.add(line.lineNo())
                    .add(line.productId())
                    .add(line.category())
                    .add(line.currency())
                    .add(line.quantity())
                    .add(line.price())
                    .add(line.couponDiscount())
                    .add(line.coinDiscount())
                    .add(line.pointDiscount())
                    .add(line.paid())
                    .add(line.coinReward())
                    .add(line.earnsPoints() ? 1 : 0);
        }
        return figures.state;
    }

    public static long of(Redemption redemption) {
        return new Figures()
                .add(redemption.orderId())
                .add(redemption.memberId())
                .add(redemption.store())
                .add(redemption.units())
                .add(redemption.currency())
                .add(redemption.discount())
                .add(redemption.redeemedAt())
                .state;
    }

    /** What of an order a review of one of its lines is judged by. */
    public record Bought(
            long storeId, long productId, @Nullable String category) {}

    /**
     * Of a review as it was written: that it was removed since is no change of these.
     *
     * @param orderId     the order, and {@code lineNo} its line, that is reviewed
     * @param publishedAt UTC
     * @param bought      empty: not bought by the member, or not yet
     */
    public static long ofReview(long memberId, long orderId, int lineNo, Instant publishedAt, Optional<Bought> bought) {
        Figures figures = new Figures().add(memberId).add(orderId).add(lineNo).add(publishedAt);
        bought.ifPresent(
                line -> figures.add(line.storeId()).add(line.productId()).add(line.category()));
        return figures.state;
    }

    /**
     * Of an activity.
     *
     * @param kind       as the shop calls it
     * @param name       empty: none
     * @param occurredAt UTC
     */
    public static long ofActivity(
            long memberId, String kind, String name, OptionalLong store, OptionalLong friend, Instant occurredAt) {
        return new Figures()
                .add(memberId)
                .add(kind)
                .add(name)
                .add(store)
                .add(friend)
                .add(occurredAt)
                .state;
    }

    /**
     * Of a refund as it was decided: that it was reversed since is no change of these.
     *
     * @param decidedAt    UTC; null: it is not
     * @param shippingCash in minor units
     * @param lines        numbers: of each line its number, what is refunded of its price, and the cash of that
     */
    public static long ofRefund(
            long orderId, @Nullable Instant decidedAt, String currency, long shippingCash, long... lines) {
        Figures figures =
                new Figures().add(orderId).add(decidedAt).add(currency).add(shippingCash);
        for (long value : lines) {
            figures.add(value);
        }
        return figures.state;
    }

    /**
     * Of a use of a coupon.
     *
     * @param orderId   the order, and {@code lineNo} its line, that it was applied to
     * @param appliedAt UTC
     */
    public static long ofCouponUse(long orderId, int lineNo, Instant appliedAt) {
        return new Figures().add(orderId).add(lineNo).add(appliedAt).state;
    }

    /** Of what a store's points are earned by. */
    public static long of(StoreTerms terms) {
        return new Figures()
                .add(terms.takesPart() ? 1 : 0)
                .add(terms.currency())
                .add(terms.unitsPerUnit().stripTrailingZeros().toPlainString())
                .add(terms.lotLife().map(Object::toString).orElse(null))
                .state;
    }

    private Figures add(long value) {
        long mixed = (state ^ value) * FACTOR;
        state = mixed ^ (mixed >>> 29);
        return this;
    }

    private Figures add(OptionalLong value) {
        return value.isPresent() ? add(1).add(value.getAsLong()) : add(0);
    }

    private Figures add(@Nullable String value) {
        if (value == null) {
            return add(-1);
        }
        add(value.length());
        for (int i = 0; i < value.length(); i++) {
            add(value.charAt(i));
        }
        return this;
    }

    private Figures add(@Nullable Instant value) {
        return value == null ? add(-1) : add(value.getEpochSecond()).add(value.getNano());
    }
}
