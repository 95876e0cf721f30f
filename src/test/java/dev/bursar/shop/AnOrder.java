package dev.bursar.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Builds orders for tests: a completed one of member 7 in store 5, in USD, unless said otherwise. */
public final class AnOrder {

    private OptionalLong member = OptionalLong.of(7);
    private String currency = "USD";
    private int digits = 2;
    private int missingLines;
    private int checkoutOrders = 1;
    private @Nullable String event;
    private OrderStatus status = OrderStatus.COMPLETED;
    private @Nullable Instant completedAt = Instant.parse("2026-11-19T20:00:00Z");
    private final List<OrderLine> lines = new ArrayList<>();

    private AnOrder() {}

    public static AnOrder anOrder() {
        return new AnOrder();
    }

    public AnOrder byAGuest() {
        member = OptionalLong.empty();
        return this;
    }

    public AnOrder in(String newCurrency, int newDigits) {
        currency = newCurrency;
        digits = newDigits;
        return this;
    }

    public AnOrder onPromotionDay(String newEvent) {
        event = newEvent;
        return this;
    }

    public AnOrder withStatus(OrderStatus newStatus) {
        status = newStatus;
        return this;
    }

    public AnOrder completedAt(@Nullable String instant) {
        completedAt = instant == null ? null : Instant.parse(instant);
        return this;
    }

    /** Says that there are so many lines more than have arrived; below zero: fewer. */
    public AnOrder missingLines(int count) {
        missingLines = count;
        return this;
    }

    public AnOrder ofACheckoutOf(int orders) {
        checkoutOrders = orders;
        return this;
    }

    public AnOrder paying(String paid) {
        return with(line(paid));
    }

    /** A line of the next number, to be changed before it is given to {@link #with}. */
    public ALine line(String paid) {
        return new ALine(lines.size() + 1, currency, minor(paid));
    }

    public AnOrder with(ALine line) {
        lines.add(line.build());
        return this;
    }

    private long minor(String amount) {
        return new BigDecimal(amount).movePointRight(digits).longValueExact();
    }

    public Order build() {
        return new Order(
                42,
                checkoutOrders == 1 ? OptionalLong.empty() : OptionalLong.of(9),
                checkoutOrders,
                member,
                5,
                currency,
                lines.size() + missingLines,
                event,
                status,
                completedAt,
                lines);
    }

    /** Builds a line: one piece of product 100 + its number, paid in cash, without a category. */
    public static final class ALine {

        private int lineNo;
        private final long paid;
        private String currency;
        private @Nullable String category;
        private long quantity = 1;
        private long price;
        private long coupon;
        private OptionalLong coinReward = OptionalLong.empty();
        private boolean earnsPoints = true;

        private ALine(int lineNo, String currency, long paid) {
            this.lineNo = lineNo;
            this.currency = currency;
            this.paid = paid;
            this.price = paid;
        }

        public ALine number(int newLineNo) {
            lineNo = newLineNo;
            return this;
        }

        public ALine of(String newCategory) {
            category = newCategory;
            return this;
        }

        public ALine in(String newCurrency) {
            currency = newCurrency;
            return this;
        }

        public ALine pieces(long newQuantity) {
            quantity = newQuantity;
            return this;
        }

        public ALine rewarding(long coinsPerPiece) {
            coinReward = OptionalLong.of(coinsPerPiece);
            return this;
        }

        public ALine earningNothing() {
            earnsPoints = false;
            return this;
        }

        /** In minor units; the price is left as it is, so that the parts may not add up. */
        public ALine coupon(long minorUnits) {
            coupon = minorUnits;
            return this;
        }

        public ALine price(long minorUnits) {
            price = minorUnits;
            return this;
        }

        OrderLine build() {
            return new OrderLine(
                    lineNo,
                    100 + lineNo,
                    category,
                    currency,
                    quantity,
                    price,
                    coupon,
                    0,
                    0,
                    paid,
                    coinReward,
                    true,
                    earnsPoints,
                    true);
        }
    }
}
