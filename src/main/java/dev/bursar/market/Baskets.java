package dev.bursar.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is in an order, and what becomes of it, before anything but money is spent on it. */
final class Baskets {

    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    private static final int[] LINE_COUNTS = {55, 25, 10, 6, 3, 1};

    private final Market market;
    private final Days days;
    private final Products products;

    Baskets(Market market, Days days) {
        this.market = market;
        this.days = days;
        this.products = new Products(market);
    }

    /** Orders of a checkout are paid together; where that is never, at {@link Row#NONE}, they are cancelled. */
    record Payment(long placedAt, long paidAt) {}

    /** Where an order belongs. */
    record Place(long checkout, int checkoutOrders, long member, Stores.Store store) {}

    Payment payment(long placedAt, Draw draw) {
        if (draw.chance(0.025)) {
            return new Payment(placedAt, Row.NONE);
        }
        return new Payment(
                placedAt, placedAt + (draw.chance(0.05) ? draw.between(HOUR, 2 * DAY) : draw.between(5, 600)));
    }

    Order order(int day, long id, Place place, Payment payment) {
        Draw draw = market.draw(Draw.Topic.ORDER, id);
        Optional<Poison> poison = Poison.of(market, Kind.ORDERS, id, 0);
        Tender tender = poison.equals(Optional.of(Poison.NO_RATE))
                ? Tender.NOK
                : place.store().tender();
        int count = 1 + draw.weighted(LINE_COUNTS);
        List<Order.Line> lines = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            lines.add(line(number, day, place.store(), tender, draw));
        }
        return new Order(
                id,
                place.checkout(),
                place.checkoutOrders(),
                place.member(),
                place.store(),
                tender,
                days.isSale(day) ? Optional.of(market.event()) : Optional.empty(),
                life(payment, draw),
                draw.chance(0.4) ? 0 : tender.worth(499),
                lines,
                poison);
    }

    private Order.Line line(int number, int day, Stores.Store store, Tender tender, Draw draw) {
        Products.Product product = products.any(store, draw);
        int quantity = draw.chance(0.8) ? 1 : (int) draw.between(2, 4);
        boolean regular = draw.chance(days.isSale(day) ? 0.4 : 0.9);
        long price = tender.worth(product.cents() * quantity * (regular ? 100 : 75) / 100);
        return new Order.Line(number, product, quantity, price, regular, 0, 0, 0);
    }

    private static Order.Life life(Payment payment, Draw draw) {
        long placed = payment.placedAt();
        long paid = payment.paidAt();
        if (paid == Row.NONE) {
            return new Order.Life(placed, Row.NONE, Row.NONE, Row.NONE, placed + draw.between(HOUR, DAY));
        }
        if (draw.chance(0.025)) {
            return new Order.Life(placed, paid, Row.NONE, Row.NONE, paid + draw.between(600, DAY));
        }
        long shipped = paid + draw.between(2 * HOUR, 2 * DAY);
        long days = draw.chance(0.05) ? draw.between(5, 20) : draw.between(1, 3);
        long completed = shipped + days * DAY + draw.between(-6 * HOUR, 6 * HOUR);
        return new Order.Life(placed, paid, shipped, completed, Row.NONE);
    }
}
