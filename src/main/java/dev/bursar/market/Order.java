package dev.bursar.market;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An order with all that will ever become of it; what has not come by a time is left out when it is written as of then.
 * Times that never come lie at {@link Row#NONE}.
 *
 * @param member 0: a guest
 */
record Order(
        long id,
        long checkout,
        int checkoutOrders,
        long member,
        Stores.Store store,
        Tender tender,
        Optional<String> event,
        Life life,
        long shipping,
        List<Line> lines,
        Optional<Poison> poison) {

    /** When an order was placed, paid and so on, or else cancelled. */
    record Life(long placedAt, long paidAt, long shippedAt, long completedAt, long cancelledAt) {

        long[] versions() {
            long[] times = {placedAt, paidAt, shippedAt, completedAt, cancelledAt};
            return Arrays.stream(times).filter(time -> time != Row.NONE).toArray();
        }

        private String statusAt(long asOf) {
            if (come(cancelledAt, asOf)) {
                return "CANCELLED";
            }
            return come(completedAt, asOf)
                    ? "COMPLETED"
                    : come(shippedAt, asOf) ? "SHIPPED" : come(paidAt, asOf) ? "PAID" : "PLACED";
        }
    }

    /** @param number from 1; amounts are minor units of the order's tender */
    record Line(
            int number,
            Products.Product product,
            int quantity,
            long price,
            boolean regularPrice,
            long coupon,
            long coins,
            long points) {

        long paid() {
            return price - coupon - coins - points;
        }

        Line with(long moreCoupon, long moreCoins, long morePoints) {
            return new Line(
                    number,
                    product,
                    quantity,
                    price,
                    regularPrice,
                    coupon + moreCoupon,
                    coins + moreCoins,
                    points + morePoints);
        }
    }

    Order with(List<Line> other) {
        return new Order(
                id, checkout, checkoutOrders, member, store, tender, event, life, shipping, List.copyOf(other), poison);
    }

    boolean completed() {
        return life.completedAt() != Row.NONE;
    }

    private static boolean come(long time, long asOf) {
        return time != Row.NONE && time <= asOf;
    }

    private static long by(long time, long asOf) {
        return come(time, asOf) ? time : Row.NONE;
    }

    void write(Row row, long asOf) {
        row.id(id)
                .id(checkout)
                .number(checkoutOrders)
                .id(member)
                .id(poison.equals(Optional.of(Poison.UNKNOWN_STORE)) ? 999_999_999 : store.id())
                .text(tender.name())
                .number(lines.size())
                .text(event.orElse(null))
                .text(life.statusAt(asOf))
                .time(life.placedAt())
                .time(by(life.paidAt(), asOf))
                .time(by(life.shippedAt(), asOf))
                .time(by(life.completedAt(), asOf))
                .time(by(life.cancelledAt(), asOf))
                .money(shipping, tender)
                .time(asOf);
    }

    void write(Row row, Line line, boolean partsAddUp) {
        Products.Product product = line.product();
        row.id(id)
                .number(line.number())
                .id(product.id())
                .text(product.category())
                .text(tender.name())
                .number(line.quantity())
                .money(line.price(), tender)
                .money(line.coupon(), tender)
                .money(line.coins(), tender)
                .money(line.points(), tender)
                .money(line.paid() + (partsAddUp ? 0 : 1), tender)
                .id(product.reward())
                .flag(product.acceptsCoins())
                .flag(product.earnsPoints())
                .flag(line.regularPrice())
                .time(life.placedAt());
    }
}
