package dev.bursar.coupons;

import dev.bursar.ledger.Reason;
import dev.bursar.shop.CouponStatus;
import dev.bursar.shop.Instrument;
import dev.bursar.shop.RefundStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Coupon 8 of member 7, over 50.00 USD, valid in December; days are of December 2026, at noon UTC. */
final class ACoupon {

    private OptionalLong owner = OptionalLong.of(7);
    private OptionalLong store = OptionalLong.empty();
    private Instrument instrument = Instrument.WALLET;
    private String currency = "USD";
    private long minimum = 5_000;
    private CouponStatus opening = CouponStatus.VALID;
    private @Nullable CouponStatus reported;
    private final Map<Long, AnOrder> orders = new LinkedHashMap<>();
    private final Map<CouponUse, Reason> waiting = new HashMap<>();

    static ACoupon ofThePlatform() {
        return new ACoupon();
    }

    static ACoupon code() {
        ACoupon coupon = new ACoupon();
        coupon.instrument = Instrument.CODE;
        return coupon;
    }

    static ACoupon publicCode() {
        ACoupon coupon = code();
        coupon.owner = OptionalLong.empty();
        return coupon;
    }

    static ACoupon ofSeller(long seller) {
        ACoupon coupon = new ACoupon();
        coupon.store = OptionalLong.of(seller);
        return coupon;
    }

    ACoupon asCode() {
        instrument = Instrument.CODE;
        return this;
    }

    ACoupon over(long amount) {
        minimum = amount;
        return this;
    }

    ACoupon in(String newCurrency) {
        currency = newCurrency;
        return this;
    }

    ACoupon opening(CouponStatus status) {
        opening = status;
        return this;
    }

    ACoupon reported(CouponStatus status) {
        reported = status;
        return this;
    }

    ACoupon waiting(long use, Reason reason) {
        waiting.put(new CouponUse(use, 99, 1, day(1)), reason);
        return this;
    }

    /** An order of store 1 and member 7 with one line of 100.00 unless more are said. */
    AnOrder on(long order) {
        return orders.computeIfAbsent(order, AnOrder::new);
    }

    static Instant day(int day) {
        return Instant.parse("2026-12-01T12:00:00Z").plus(day - 1L, ChronoUnit.DAYS);
    }

    CouponCase facts() {
        Map<Long, List<Usage.InOrder>> usages = new LinkedHashMap<>();
        orders.values()
                .forEach(order -> usages.computeIfAbsent(order.firstOrder, key -> new ArrayList<>())
                        .add(order.inOrder()));
        return new CouponCase(
                new Coupon(
                        8,
                        owner,
                        store,
                        instrument,
                        currency,
                        minimum,
                        Instant.parse("2026-12-01T00:00:00Z"),
                        Instant.parse("2027-01-01T00:00:00Z"),
                        reported == null ? opening : reported),
                opening,
                usages.entrySet().stream()
                        .map(entry -> new Usage(entry.getKey(), entry.getValue()))
                        .toList(),
                waiting);
    }

    final class AnOrder {

        private final long order;
        private long firstOrder;
        private OptionalLong member = OptionalLong.of(7);
        private long seller = 1;
        private String orderCurrency = "USD";
        private long shipping;
        private Optional<Instant> paid = Optional.empty();
        private Optional<Instant> shipped = Optional.empty();
        private Optional<Instant> completed = Optional.empty();
        private Optional<Instant> cancelled = Optional.empty();
        private boolean untimed;
        private final List<UsedOrder.Line> lines = new ArrayList<>();
        private final List<CouponUse> uses = new ArrayList<>();
        private final Map<Long, CouponRefund> refunds = new LinkedHashMap<>();

        private AnOrder(long order) {
            this.order = order;
            this.firstOrder = order;
        }

        AnOrder applied(int day) {
            return appliedTo(1, day);
        }

        AnOrder appliedTo(int line, int day) {
            uses.add(new CouponUse(10 * order + uses.size(), order, line, day(day)));
            return this;
        }

        /** One of several orders of a checkout. */
        AnOrder with(long first) {
            firstOrder = first;
            return this;
        }

        AnOrder by(long someone) {
            member = OptionalLong.of(someone);
            return this;
        }

        AnOrder byAGuest() {
            member = OptionalLong.empty();
            return this;
        }

        AnOrder atStore(long id) {
            seller = id;
            return this;
        }

        AnOrder in(String newCurrency) {
            orderCurrency = newCurrency;
            return this;
        }

        AnOrder line(long price) {
            lines.add(new UsedOrder.Line(lines.size() + 1, price, true));
            return this;
        }

        AnOrder saleLine(long price) {
            lines.add(new UsedOrder.Line(lines.size() + 1, price, false));
            return this;
        }

        AnOrder shipping(long cash) {
            shipping = cash;
            return this;
        }

        AnOrder paid(int day) {
            paid = Optional.of(day(day));
            return this;
        }

        AnOrder shipped(int day) {
            shipped = Optional.of(day(day));
            return this;
        }

        AnOrder completed(int day) {
            completed = Optional.of(day(day));
            return this;
        }

        AnOrder cancelled(int day) {
            cancelled = Optional.of(day(day));
            return this;
        }

        AnOrder untimed() {
            untimed = true;
            return this;
        }

        /** Granted on the day it was opened. */
        AnOrder refunded(long refund, int day, long... amounts) {
            return disputed(refund, day, day, amounts);
        }

        /** Opened and granted; amounts by line, from the first. */
        AnOrder disputed(long refund, int opened, int decided, long... amounts) {
            return add(refund, RefundStatus.GRANTED, opened, decided, 0, 0, amounts);
        }

        AnOrder refundedWithShipping(long refund, int day, long cash, long... amounts) {
            return add(refund, RefundStatus.GRANTED, day, day, 0, cash, amounts);
        }

        AnOrder openRefund(long refund, int opened, long... amounts) {
            return add(refund, RefundStatus.OPEN, opened, 0, 0, 0, amounts);
        }

        AnOrder rejected(long refund, int opened, int decided, long... amounts) {
            return add(refund, RefundStatus.REJECTED, opened, decided, 0, 0, amounts);
        }

        AnOrder reversed(long refund, int decided, int reversed, long... amounts) {
            return add(refund, RefundStatus.REVERSED, decided, decided, reversed, 0, amounts);
        }

        private AnOrder add(
                long refund, RefundStatus status, int opened, int decided, int reversed, long cash, long... amounts) {
            List<CouponRefund.Line> refunded = new ArrayList<>();
            for (int i = 0; i < amounts.length; i++) {
                if (amounts[i] != 0) {
                    refunded.add(new CouponRefund.Line(i + 1, amounts[i]));
                }
            }
            refunds.put(
                    refund,
                    new CouponRefund(
                            refund,
                            status,
                            day(opened),
                            decided == 0 ? Optional.empty() : Optional.of(day(decided)),
                            reversed == 0 ? Optional.empty() : Optional.of(day(reversed)),
                            "USD",
                            refunded.size(),
                            cash,
                            refunded));
            return this;
        }

        /** Of that refund a line is still missing. */
        AnOrder incomplete(long refund) {
            refunds.computeIfPresent(
                    refund,
                    (id, whole) -> new CouponRefund(
                            id,
                            whole.status(),
                            whole.openedAt(),
                            whole.decidedAt(),
                            whole.reversedAt(),
                            whole.currency(),
                            whole.lineCount() + 1,
                            whole.shippingCash(),
                            whole.lines()));
            return this;
        }

        ACoupon and() {
            return ACoupon.this;
        }

        private Usage.InOrder inOrder() {
            return new Usage.InOrder(
                    new UsedOrder(
                            order,
                            member,
                            seller,
                            orderCurrency,
                            Math.max(1, lines.size()),
                            firstOrder == order ? OptionalLong.empty() : OptionalLong.of(firstOrder),
                            firstOrder,
                            0,
                            shipping,
                            paid,
                            shipped,
                            completed,
                            cancelled,
                            untimed,
                            lines.isEmpty() ? List.of(new UsedOrder.Line(1, 10_000, true)) : lines,
                            List.copyOf(refunds.values())),
                    uses);
        }
    }
}
