package dev.bursar.market;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The checkouts of each day with their orders: each is made from its day and slot alone. A day has as many slots as orders;
 * a checkout over several stores takes several. Some are return visits: the same buyer as in the same slot a week ago, who
 * may now spend what that order earned. Since no two visits return to one order, nothing is spent twice, and still nobody
 * keeps accounts here.
 */
final class Checkouts {

    private static final int BLOCK = 8;
    private static final int MOST_STORES = 4;
    private static final int RETURN_AFTER = 7;

    private final Market market;
    private final Days days;
    private final Stores stores;
    private final Members members;
    private final Baskets baskets;
    private final Spending spending;

    Checkouts(Market market, Days days, Stores stores, Members members, Coupons coupons) {
        this.market = market;
        this.days = days;
        this.stores = stores;
        this.members = members;
        this.baskets = new Baskets(market, days);
        this.spending = new Spending(market, days, stores, coupons);
    }

    /**
     * @param slot   of its first order
     * @param joiner the buyer, who became a member just before
     */
    record Checkout(
            int day, int slot, Optional<Members.Member> joiner, List<Order> orders, Optional<Coupons.Coupon> coupon) {

        Order first() {
            return orders.get(0);
        }
    }

    /** Who buys; no member: a guest. */
    private record Buyer(long member, Optional<Members.Member> joiner, Optional<Checkout> before) {

        static Buyer old(long member) {
            return new Buyer(member, Optional.empty(), Optional.empty());
        }
    }

    void ofDay(int day, Consumer<Checkout> each) {
        int count = days.orders(day);
        for (int slot = 0; slot < count; ) {
            Checkout checkout = at(day, slot);
            each.accept(checkout);
            slot += checkout.orders().size();
        }
    }

    /** @return the orders of the checkout that begins in a slot; 0: none begins there */
    private int size(int day, int slot) {
        int first = slot - slot % BLOCK;
        int end = Math.min(first + BLOCK, days.orders(day));
        Draw draw = market.draw(Draw.Topic.BLOCK, day, first);
        int at = first;
        int size = 0;
        while (at <= slot) {
            int wanted = draw.chance(0.07) ? (int) draw.between(2, MOST_STORES) : 1;
            size = Math.min(Math.min(wanted, market.stores()), end - at);
            if (at == slot) {
                return size;
            }
            at += size;
        }
        return 0;
    }

    private Checkout at(int day, int slot) {
        int size = size(day, slot);
        long id = days.firstOrder(day) + slot;
        Draw draw = market.draw(Draw.Topic.CHECKOUT, id);
        long placedAt = days.busyTime(day, draw);
        Buyer buyer = buyer(day, slot, id, placedAt, draw);
        Baskets.Payment payment = baskets.payment(placedAt, draw);
        List<Order> orders = new ArrayList<>(size);
        Set<Integer> ranks = new HashSet<>();
        for (int i = 0; i < size; i++) {
            Optional<Stores.Store> again = i == 0 ? storeAgain(buyer, draw) : Optional.empty();
            Stores.Store store = again.orElseGet(() -> stores.any(draw));
            while (!ranks.add(store.rank())) {
                store = stores.byRank((store.rank() + 1) % market.stores());
            }
            orders.add(baskets.order(day, id + i, new Baskets.Place(id, size, buyer.member(), store), payment));
        }
        Checkout plain = new Checkout(day, slot, buyer.joiner(), orders, Optional.empty());
        return spending.spend(plain, buyer.before(), draw);
    }

    private Buyer buyer(int day, int slot, long id, long placedAt, Draw draw) {
        Optional<Checkout> before = draw.chance(0.3) ? weekBefore(day, slot) : Optional.empty();
        double who = draw.unit();
        Buyer buyer;
        if (before.isPresent()) {
            buyer = new Buyer(before.get().first().member(), Optional.empty(), before);
        } else if (who < 0.10) {
            buyer = Buyer.old(0);
        } else if (who < 0.32) {
            Members.Member joiner = members.joining(id, placedAt);
            return new Buyer(joiner.id(), Optional.of(joiner), Optional.empty());
        } else {
            buyer = Buyer.old(who < 0.60 ? members.any(draw) : members.regular(draw));
        }
        boolean closed = buyer.member() != 0
                && buyer.member() <= market.members()
                && members.old(buyer.member()).closedBy(placedAt);
        return closed ? Buyer.old(0) : buyer;
    }

    private Optional<Checkout> weekBefore(int day, int slot) {
        int then = day - RETURN_AFTER;
        if (then < 0 || slot >= days.orders(then) || size(then, slot) == 0) {
            return Optional.empty();
        }
        return Optional.of(at(then, slot)).filter(before -> before.first().member() != 0);
    }

    private static Optional<Stores.Store> storeAgain(Buyer buyer, Draw draw) {
        boolean again = draw.chance(0.6);
        return buyer.before()
                .filter(unused -> again)
                .map(before -> before.first().store());
    }
}
