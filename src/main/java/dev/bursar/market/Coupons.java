package dev.bursar.market;

import java.util.Optional;

/**
 * Coupons: gifts that follow an order, to be used at the next, and codes that anybody may use for a week. Ids are made of the
 * order's, or of the week's and the store's.
 */
final class Coupons {

    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    private static final int WEEK = 7;
    private static final long WEEKS = 1_000;

    private final Market market;
    private final Days days;

    Coupons(Market market, Days days) {
        this.market = market;
        this.days = days;
    }

    /**
     * @param member 0: anybody
     * @param store  0: the platform's
     */
    record Coupon(
            long id,
            long member,
            long store,
            boolean wallet,
            Tender tender,
            long discount,
            long minimum,
            long validFrom,
            long validTo) {

        boolean validAt(long time) {
            return validFrom <= time && time < validTo;
        }

        void write(Row row, long asOf) {
            row.id(id)
                    .id(member)
                    .id(store)
                    .text(wallet ? "WALLET" : "CODE")
                    .text(tender.name())
                    .money(discount, tender)
                    .money(minimum, tender)
                    .time(validFrom)
                    .time(validTo)
                    .text("VALID")
                    .time(asOf);
        }
    }

    /** What a buyer gets with an order, for the next one. */
    Optional<Coupon> giftWith(Order order) {
        Draw draw = market.draw(Draw.Topic.COUPON, order.id());
        if (order.member() == 0 || order.poison().isPresent() || !draw.chance(0.25)) {
            return Optional.empty();
        }
        long cents = draw.between(2, 10) * 100;
        long from = order.life().placedAt() + draw.between(1, 20) * HOUR;
        return Optional.of(new Coupon(
                order.id() * 4 + 1,
                order.member(),
                draw.chance(0.6) ? 0 : order.store().id(),
                draw.chance(0.7),
                order.tender(),
                order.tender().worth(cents),
                order.tender().worth(cents * 3),
                from,
                from + draw.between(8, 30) * DAY));
    }

    boolean isFirstOfWeek(int day) {
        return day % WEEK == 0;
    }

    /** The platform's, for the week of a day. */
    Coupon platformCode(int day) {
        return code(day / WEEK * 4L + 2, 0, Tender.USD, day, 500);
    }

    /** A store's, for the week of a day. */
    Coupon sellerCode(Stores.Store store, int day) {
        return code((store.rank() * WEEKS + day / WEEK) * 4 + 3, store.id(), store.tender(), day, 300);
    }

    private Coupon code(long id, long store, Tender tender, int day, long cents) {
        int first = day - day % WEEK;
        long from = days.start(first);
        return new Coupon(
                id, 0, store, false, tender, tender.worth(cents), tender.worth(cents * 4), from, from + WEEK * DAY);
    }

    static void writeUse(Row row, Coupon coupon, Order order, Order.Line line) {
        long at = order.life().placedAt();
        row.id(order.id() * 100 + line.number())
                .id(coupon.id())
                .id(order.id())
                .number(line.number())
                .text(order.tender().name())
                .money(line.coupon(), order.tender())
                .time(at)
                .time(at);
    }
}
