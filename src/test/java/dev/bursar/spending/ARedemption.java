package dev.bursar.spending;

import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.Redemption;
import dev.bursar.shop.StoreTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Builds redemptions for tests: of member 7, on a paid order of store 1 in USD, unless said otherwise. */
final class ARedemption {

    static final Instant AT = Instant.parse("2026-12-01T18:00:00Z");
    static final Instant PAID = Instant.parse("2026-12-02T18:00:00Z");

    private final long units;
    private OptionalLong store = OptionalLong.empty();
    private String currency = "USD";
    private boolean memberKnown = true;
    private boolean storeKnown = true;
    private long unitsOfOthers;
    private boolean otherCameLater;
    private boolean orderArrived = true;
    private OptionalLong buyer = OptionalLong.of(7);
    private OrderStatus status = OrderStatus.PAID;
    private @Nullable Instant paidAt = PAID;
    private @Nullable Instant cancelledAt;
    private int missingLines;
    private Optional<StoreTerms> terms = Optional.empty();
    private final List<SpentOrder.Line> lines = new ArrayList<>();

    private ARedemption(long units) {
        this.units = units;
    }

    static ARedemption aRedemption(long units) {
        return new ARedemption(units);
    }

    /** Points of a store worth 0.01 USD each. */
    ARedemption pointsOf(long storeId) {
        return pointsOf(storeId, null, null);
    }

    ARedemption pointsOf(long storeId, @Nullable Long minimum, @Nullable Long maximum) {
        store = OptionalLong.of(storeId);
        terms = Optional.of(new StoreTerms(
                storeId,
                LocalDate.of(2026, 1, 1),
                true,
                "USD",
                BigDecimal.ONE,
                new BigDecimal("0.01"),
                minimum == null ? OptionalLong.empty() : OptionalLong.of(minimum),
                maximum == null ? OptionalLong.empty() : OptionalLong.of(maximum),
                Optional.empty(),
                Optional.empty()));
        return this;
    }

    ARedemption withoutTerms() {
        terms = Optional.empty();
        return this;
    }

    ARedemption in(String newCurrency) {
        currency = newCurrency;
        return this;
    }

    ARedemption ofAnUnknownMember() {
        memberKnown = false;
        return this;
    }

    ARedemption ofAnUnknownStore() {
        storeKnown = false;
        return this;
    }

    /** Others on the same order, redeemed before it. */
    ARedemption after(long others) {
        unitsOfOthers = others;
        return this;
    }

    /** Others on the same order, redeemed after it. */
    ARedemption followedBy(long others) {
        unitsOfOthers = others;
        otherCameLater = true;
        return this;
    }

    ARedemption beforeItsOrder() {
        orderArrived = false;
        return this;
    }

    ARedemption boughtBy(long member) {
        buyer = OptionalLong.of(member);
        return this;
    }

    ARedemption boughtByAGuest() {
        buyer = OptionalLong.empty();
        return this;
    }

    ARedemption unpaid() {
        status = OrderStatus.PLACED;
        paidAt = null;
        return this;
    }

    ARedemption cancelled(Instant at) {
        status = OrderStatus.CANCELLED;
        cancelledAt = at;
        return this;
    }

    ARedemption paidAt(Instant at) {
        paidAt = at;
        return this;
    }

    ARedemption withoutTimeOfPayment() {
        paidAt = null;
        return this;
    }

    ARedemption missing(int count) {
        missingLines = count;
        return this;
    }

    /** A line with coin and point discounts; amounts in cents. */
    ARedemption line(long price, long coupon, long coins, long points) {
        return line(price, coupon, coins, points, true);
    }

    ARedemption line(long price, long coupon, long coins, long points, boolean acceptsCoins) {
        lines.add(new SpentOrder.Line(lines.size() + 1, price, coupon, coins, points, acceptsCoins));
        return this;
    }

    SpentOrder order() {
        return new SpentOrder(
                42,
                buyer,
                1,
                "USD",
                status,
                lines.size() + missingLines,
                Optional.ofNullable(paidAt),
                Optional.ofNullable(cancelledAt),
                lines);
    }

    RedemptionCase facts() {
        return new RedemptionCase(
                new Redemption(5, 42, 7, store, units, currency, 1000, AT),
                memberKnown,
                storeKnown,
                orderArrived ? Optional.of(order()) : Optional.empty(),
                terms,
                new RedemptionCase.OnOrder(units + unitsOfOthers, !otherCameLater));
    }
}
