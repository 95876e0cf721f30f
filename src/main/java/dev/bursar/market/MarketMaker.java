package dev.bursar.market;

import java.util.Optional;
import java.util.function.LongConsumer;

/** Makes all facts of a market, day by day, each in a few microseconds and none of them kept. */
final class MarketMaker {

    private final Market market;
    private final Days days;
    private final Stores stores;
    private final Members members;
    private final Coupons coupons;
    private final Checkouts checkouts;
    private final Spending spending;
    private final Refunds refunds;
    private final Reviews reviews;
    private final Activities activities;
    private final Notices notices;
    private final Dispatch dispatch;

    MarketMaker(Market market, Days days, Dispatch dispatch) {
        this.market = market;
        this.days = days;
        this.dispatch = dispatch;
        stores = new Stores(market, days);
        members = new Members(market, days);
        coupons = new Coupons(market, days);
        checkouts = new Checkouts(market, days, stores, members, coupons);
        spending = new Spending(market, days, stores, coupons);
        refunds = new Refunds(market);
        reviews = new Reviews(market);
        activities = new Activities(market, days, stores, members);
        notices = new Notices(market, days, stores, members);
    }

    /** @param progress hears of more orders made, now and then */
    void make(LongConsumer progress) {
        stores();
        for (long id = 1; id <= market.members(); id++) {
            member(members.old(id));
        }
        for (int day = 0; day < days.count(); day++) {
            codes(day);
            checkouts.ofDay(day, checkout -> {
                checkout(checkout);
                progress.accept(checkout.orders().size());
            });
            activities.ofDay(day, this::activity);
            notices.ofDay(day, notice -> dispatch.send(Kind.NOTICES, notice.id(), notice.sentAt(), notice::write));
        }
    }

    private void stores() {
        for (int rank = 0; rank < market.stores(); rank++) {
            Stores.Store store = stores.byRank(rank);
            dispatch.send(Kind.STORES, store.id(), stores.founded(), (row, asOf) -> stores.writeStore(row, store));
            for (Stores.Terms terms : stores.terms(store)) {
                dispatch.send(
                        Kind.STORE_TERMS,
                        store.id(),
                        terms.told(),
                        (row, asOf) -> stores.writeTerms(row, store, terms));
            }
        }
    }

    private void member(Members.Member member) {
        dispatch.send(Kind.MEMBERS, member.id(), 0, member.versions(), (row, asOf) -> members.write(row, member, asOf));
    }

    private void codes(int day) {
        if (coupons.isFirstOfWeek(day)) {
            coupon(coupons.platformCode(day));
            for (int rank = 0; rank < market.stores(); rank++) {
                Stores.Store store = stores.byRank(rank);
                if (store.hasCodes()) {
                    coupon(coupons.sellerCode(store, day));
                }
            }
        }
    }

    private void coupon(Coupons.Coupon coupon) {
        dispatch.send(Kind.COUPONS, coupon.id(), coupon.validFrom(), coupon::write);
    }

    private void activity(Activities.Activity activity) {
        dispatch.send(Kind.ACTIVITIES, activity.id(), activity.at(), activity::write);
    }

    private void checkout(Checkouts.Checkout checkout) {
        checkout.joiner().ifPresent(joiner -> {
            member(joiner);
            activities.referral(checkout.first(), joiner).ifPresent(this::activity);
        });
        checkout.orders().forEach(order -> order(order, checkout.coupon()));
        coupons.giftWith(checkout.first()).ifPresent(this::coupon);
    }

    private void order(Order order, Optional<Coupons.Coupon> coupon) {
        dispatch.send(Kind.ORDERS, order.id(), 0, order.life().versions(), order::write);
        for (Order.Line line : order.lines()) {
            line(order, line);
            coupon.filter(unused -> line.coupon() > 0)
                    .ifPresent(used -> dispatch.send(
                            Kind.COUPON_USES,
                            order.id() * 100 + line.number(),
                            order.life().placedAt(),
                            (row, asOf) -> Coupons.writeUse(row, used, order, line)));
            reviews.of(order, line)
                    .ifPresent(review -> dispatch.send(Kind.REVIEWS, review.id(), 0, review.versions(), review::write));
        }
        redemption(order, false);
        redemption(order, true);
        refunds.of(order).forEach(this::refund);
    }

    private void line(Order order, Order.Line line) {
        boolean addUp = !Poison.of(market, Kind.ORDER_LINES, order.id(), line.number())
                .equals(Optional.of(Poison.PARTS_DO_NOT_ADD_UP));
        dispatch.send(
                Kind.ORDER_LINES,
                order.id(),
                line.number(),
                new long[] {order.life().placedAt()},
                (row, asOf) -> order.write(row, line, addUp));
    }

    private void redemption(Order order, boolean points) {
        if (order.lines().stream().anyMatch(line -> (points ? line.points() : line.coins()) > 0)) {
            long id = Spending.redemption(order, points);
            Optional<Poison> poison = Poison.of(market, Kind.REDEMPTIONS, id, 0);
            dispatch.send(
                    Kind.REDEMPTIONS,
                    id,
                    order.life().placedAt(),
                    (row, asOf) -> spending.write(row, order, points, poison));
        }
    }

    private void refund(Refunds.Refund refund) {
        dispatch.send(Kind.REFUNDS, refund.id(), 0, refund.versions(), refund::write);
        for (Refunds.Part part : refund.parts()) {
            int number = part.line().number();
            Optional<Poison> poison = Poison.of(market, Kind.REFUND_LINES, refund.id(), number);
            dispatch.send(
                    Kind.REFUND_LINES,
                    refund.id(),
                    number,
                    new long[] {refund.openedAt()},
                    (row, asOf) -> refund.write(row, part, poison));
        }
    }
}
