package dev.bursar.market;

import java.util.Set;

/**
 * The least that a checkout's first order will have earned by some time, at the default policy's ordinary rates for USD
 * ({@code jobs/policy/coins.yaml}); agreements and promotions only add to it. Nothing if anything about the checkout is
 * wrong on purpose.
 */
final class Earned {

    private static final Set<String> EXCLUDED = Set.of("gift-cards", "medicines");

    private Earned() {}

    static long coins(Market market, Checkouts.Checkout checkout, long by) {
        Order order = checkout.first();
        if (!credited(market, checkout, by)) {
            return 0;
        }
        long hundredths = 0;
        for (Order.Line line : order.lines()) {
            Products.Product product = line.product();
            if (product.earnsPoints() && !EXCLUDED.contains(product.category())) {
                long rate = product.category().equals("electronics") ? 50 : 100;
                hundredths +=
                        product.reward() > 0 ? 100L * product.reward() * line.quantity() : line.paid() * rate / 100;
            }
        }
        return hundredths / 100;
    }

    static long points(Market market, Checkouts.Checkout checkout, Stores.Terms terms, long by) {
        if (!credited(market, checkout, by) || !terms.takesPart()) {
            return 0;
        }
        long paid = checkout.first().lines().stream()
                .filter(line -> line.product().earnsPoints()
                        && !line.product().category().equals("gift-cards"))
                .mapToLong(Order.Line::paid)
                .sum();
        return paid * terms.points() / 100_000;
    }

    private static boolean credited(Market market, Checkouts.Checkout checkout, long by) {
        Order first = checkout.first();
        return first.tender() == Tender.USD
                && first.completed()
                && first.life().completedAt() < by
                && checkout.orders().stream().allMatch(order -> isRight(market, order));
    }

    private static boolean isRight(Market market, Order order) {
        return order.poison().isEmpty()
                && order.lines().stream()
                        .allMatch(line -> Poison.of(market, Kind.ORDER_LINES, order.id(), line.number())
                                .isEmpty());
    }
}
