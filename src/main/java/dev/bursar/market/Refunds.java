package dev.bursar.market;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What comes back: whole orders and parts of them, granted, rejected, reversed, or in dispute for good. */
final class Refunds {

    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;

    private final Market market;

    Refunds(Market market) {
        this.market = market;
    }

    /** @param decidedAt {@link Row#NONE}: in dispute; so with {@code reversedAt} */
    record Refund(
            long id,
            Order order,
            List<Part> parts,
            long openedAt,
            long decidedAt,
            boolean granted,
            long reversedAt,
            long shippingCash) {

        long[] versions() {
            return Arrays.stream(new long[] {openedAt, decidedAt, reversedAt})
                    .filter(time -> time != Row.NONE)
                    .toArray();
        }

        void write(Row row, long asOf) {
            boolean decided = decidedAt != Row.NONE && decidedAt <= asOf;
            boolean reversed = reversedAt != Row.NONE && reversedAt <= asOf;
            String status = reversed ? "REVERSED" : !decided ? "OPEN" : granted ? "GRANTED" : "REJECTED";
            row.id(id)
                    .id(order.id())
                    .number(parts.size())
                    .text(status)
                    .time(openedAt)
                    .time(decided ? decidedAt : Row.NONE)
                    .time(reversed ? reversedAt : Row.NONE)
                    .text(order.tender().name())
                    .money(shippingCash, order.tender())
                    .time(asOf);
        }

        void write(Row row, Part part, Optional<Poison> poison) {
            boolean tooMuch = poison.equals(Optional.of(Poison.OVER_REFUNDED));
            row.id(id)
                    .number(part.line().number())
                    .text(order.tender().name())
                    .money(tooMuch ? 2 * part.line().price() : part.amount(), order.tender())
                    .money(part.cash(), order.tender())
                    .time(openedAt);
        }
    }

    /** @param amount of the line's price, in minor units; the cash is the share of it that was paid in money */
    record Part(Order.Line line, long amount) {
        long cash() {
            return line.paid() * amount / line.price();
        }
    }

    List<Refund> of(Order order) {
        Draw draw = market.draw(Draw.Topic.REFUND, order.id());
        if (!draw.chance(0.06) || !order.completed() || order.poison().isPresent()) {
            return List.of();
        }
        List<Order.Line> lines = order.lines();
        long openedAt = order.life().completedAt() + draw.between(HOUR, 10 * DAY);
        if (draw.chance(0.5)) {
            List<Part> all =
                    lines.stream().map(line -> new Part(line, line.price())).toList();
            return List.of(decided(order, 1, all, openedAt, order.shipping(), draw));
        }
        Order.Line line = lines.get((int) draw.below(lines.size()));
        long amount = draw.chance(0.5) ? line.price() : draw.between(1, line.price());
        Refund first = decided(order, 1, List.of(new Part(line, amount)), openedAt, 0, draw);
        List<Part> rest = rest(lines, line, amount);
        return first.granted() && first.reversedAt() == Row.NONE && !rest.isEmpty() && draw.chance(0.3)
                ? List.of(
                        first,
                        decided(
                                order,
                                2,
                                rest,
                                first.decidedAt() + draw.between(HOUR, 3 * DAY),
                                order.shipping(),
                                draw))
                : List.of(first);
    }

    /** What a second refund has to pay back so that the order has come back whole. */
    private static List<Part> rest(List<Order.Line> lines, Order.Line refunded, long amount) {
        List<Part> rest = new ArrayList<>();
        for (Order.Line line : lines) {
            long left = line.price() - (line.number() == refunded.number() ? amount : 0);
            if (left > 0) {
                rest.add(new Part(line, left));
            }
        }
        return rest;
    }

    private static Refund decided(Order order, int number, List<Part> parts, long openedAt, long shipping, Draw draw) {
        boolean dispute = draw.chance(0.12);
        boolean granted = draw.chance(0.85) && !dispute;
        long decidedAt = openedAt + draw.between(HOUR, 5 * DAY);
        long reversedAt = decidedAt + draw.between(DAY, 5 * DAY);
        return new Refund(
                order.id() * 10 + number,
                order,
                parts,
                openedAt,
                dispute ? Row.NONE : decidedAt,
                granted,
                draw.chance(0.05) && granted ? reversedAt : Row.NONE,
                shipping);
    }
}
