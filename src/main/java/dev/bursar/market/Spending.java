package dev.bursar.market;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a checkout is paid with besides money: a coupon over all its orders, and on the first order the coins and points that
 * the return visit's earlier order earned, as {@code docs/rules.md §3} allows: at most half of what the coupon left, only
 * where coins are accepted, points only in their store and within its limits.
 */
final class Spending {

    private final Market market;
    private final Days days;
    private final Stores stores;
    private final Coupons coupons;

    Spending(Market market, Days days, Stores stores, Coupons coupons) {
        this.market = market;
        this.days = days;
        this.stores = stores;
        this.coupons = coupons;
    }

    /** Coins of an order are its first redemption, points its second. */
    static long redemption(Order order, boolean points) {
        return order.id() * 10 + (points ? 2 : 1);
    }

    Checkouts.Checkout spend(Checkouts.Checkout plain, Optional<Checkouts.Checkout> before, Draw draw) {
        Checkouts.Checkout discounted =
                coupon(plain, before, draw).map(coupon -> use(plain, coupon)).orElse(plain);
        Order first = discounted.first();
        boolean may = first.member() != 0
                && first.poison().isEmpty()
                && first.tender() == Tender.USD
                && discounted.orders().stream()
                        .noneMatch(order -> order.poison().isPresent());
        if (!may) {
            return discounted;
        }
        List<Order> orders = new ArrayList<>(discounted.orders());
        orders.set(0, points(coins(first, before, draw), before, draw));
        return new Checkouts.Checkout(plain.day(), plain.slot(), plain.joiner(), orders, discounted.coupon());
    }

    private Optional<Coupons.Coupon> coupon(
            Checkouts.Checkout checkout, Optional<Checkouts.Checkout> before, Draw draw) {
        Order first = checkout.first();
        double luck = draw.unit();
        Optional<Coupons.Coupon> gift =
                before.filter(unused -> luck < 0.8).flatMap(earlier -> coupons.giftWith(earlier.first()));
        Optional<Coupons.Coupon> chosen = gift;
        if (gift.isEmpty() && luck < 0.06) {
            chosen = Optional.of(coupons.platformCode(checkout.day()));
        } else if (gift.isEmpty() && luck < 0.2 && first.store().hasCodes()) {
            chosen = Optional.of(coupons.sellerCode(first.store(), checkout.day()));
        }
        return chosen.filter(coupon -> coupon.validAt(first.life().placedAt())
                && Poison.of(market, Kind.COUPONS, coupon.id(), 0).isEmpty());
    }

    /** Spreads a coupon over all lines it is for, if they cost more than its minimum. */
    private static Checkouts.Checkout use(Checkouts.Checkout checkout, Coupons.Coupon coupon) {
        long sum = checkout.orders().stream()
                .flatMap(order -> order.lines().stream().filter(line -> isFor(coupon, order, line)))
                .mapToLong(Order.Line::price)
                .sum();
        if (sum <= coupon.minimum()) {
            return checkout;
        }
        List<Order> orders = new ArrayList<>();
        long before = 0;
        for (Order order : checkout.orders()) {
            List<Order.Line> lines = new ArrayList<>();
            for (Order.Line line : order.lines()) {
                long share = 0;
                if (isFor(coupon, order, line)) {
                    share = coupon.discount() * (before + line.price()) / sum - coupon.discount() * before / sum;
                    before += line.price();
                }
                lines.add(line.with(share, 0, 0));
            }
            orders.add(order.with(lines));
        }
        return new Checkouts.Checkout(checkout.day(), checkout.slot(), checkout.joiner(), orders, Optional.of(coupon));
    }

    private static boolean isFor(Coupons.Coupon coupon, Order order, Order.Line line) {
        return line.regularPrice()
                && order.poison().isEmpty()
                && order.tender() == coupon.tender()
                && (coupon.store() == 0 || coupon.store() == order.store().id());
    }

    private Order coins(Order order, Optional<Checkouts.Checkout> before, Draw draw) {
        boolean wants = draw.chance(0.6);
        long earned = before.map(
                        earlier -> Earned.coins(market, earlier, order.life().placedAt()))
                .orElse(0L);
        if (!wants || earned == 0) {
            return order;
        }
        long left = overspends(order, false) ? Long.MAX_VALUE : earned;
        List<Order.Line> lines = new ArrayList<>();
        for (Order.Line line : order.lines()) {
            long most = line.product().acceptsCoins() ? (line.price() - line.coupon()) / 2 : 0;
            long coins = Math.min(left, most);
            left -= coins;
            lines.add(line.with(0, coins, 0));
        }
        return order.with(lines);
    }

    private Order points(Order order, Optional<Checkouts.Checkout> before, Draw draw) {
        boolean wants = draw.chance(0.6);
        boolean sameStore = before.filter(
                        earlier -> earlier.first().store().id() == order.store().id())
                .isPresent();
        if (!wants || !sameStore) {
            return order;
        }
        Stores.Terms terms = stores.termsOn(
                order.store(), days.dateOf(days.dayOf(order.life().placedAt())));
        long earned = before.map(earlier -> Earned.points(
                        market,
                        earlier,
                        stores.terms(order.store()).get(0),
                        order.life().placedAt()))
                .orElse(0L);
        long most = order.lines().stream().mapToLong(Spending::leftForPoints).sum();
        long left = Math.min(Math.min(overspends(order, true) ? most : earned, most), terms.maximum());
        if (earned == 0 || left < terms.minimum()) {
            return order;
        }
        List<Order.Line> lines = new ArrayList<>();
        for (Order.Line line : order.lines()) {
            long points = Math.min(left, leftForPoints(line));
            left -= points;
            lines.add(line.with(0, 0, points));
        }
        return order.with(lines);
    }

    private boolean overspends(Order order, boolean points) {
        return Poison.of(market, Kind.REDEMPTIONS, redemption(order, points), 0).equals(Optional.of(Poison.OVERSPENT));
    }

    private static long leftForPoints(Order.Line line) {
        return (line.price() - line.coupon() - line.coins()) / 2;
    }

    void write(Row row, Order order, boolean points, Optional<Poison> poison) {
        long discount = order.lines().stream()
                .mapToLong(points ? Order.Line::points : Order.Line::coins)
                .sum();
        long at = order.life().placedAt();
        row.id(redemption(order, points))
                .id(order.id())
                .id(order.member())
                .id(points ? order.store().id() : Row.NONE)
                .number(discount + (poison.equals(Optional.of(Poison.WRONG_RATE)) ? 50 : 0))
                .text(order.tender().name())
                .money(discount, order.tender())
                .time(at)
                .time(at);
    }
}
