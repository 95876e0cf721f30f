package dev.bursar.coupons;

import dev.bursar.ledger.Reason;
import dev.bursar.shop.CouponStatus;
import dev.bursar.units.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is checked when a coupon is applied ({@code docs/rules.md §5}); none of it stops anything. */
final class CouponChecks {

    private final Coupon coupon;
    private final CouponStatus opening;
    private final Status status;

    /** @param status what the facts come to */
    CouponChecks(Coupon coupon, CouponStatus opening, Status status) {
        this.coupon = coupon;
        this.opening = opening;
        this.status = status;
    }

    /** The shop's status is the opening state; if it changes, then to what the facts come to. */
    List<Finding> ofTheCoupon() {
        if (coupon.reported() == CouponStatus.PENDING) {
            return List.of(new Finding(coupon.fact(), Reason.LEGACY_STATUS, "reported as PENDING"));
        }
        boolean differs =
                coupon.reported() != opening && !coupon.reported().name().equals(status.name()) && !coupon.isPublic();
        return differs
                ? List.of(new Finding(
                        coupon.fact(),
                        Reason.STATUS_DIFFERS,
                        "the shop says " + coupon.reported() + ", the facts come to " + status))
                : List.of();
    }

    List<Finding> of(Usage usage) {
        List<Finding> findings = new ArrayList<>();
        minimum(usage).ifPresent(findings::add);
        validity(usage).ifPresent(findings::add);
        for (Usage.InOrder each : usage.orders()) {
            CouponUse first = each.uses().get(0);
            store(each.order(), first).ifPresent(findings::add);
            owner(each.order(), first).ifPresent(findings::add);
            each.uses().forEach(use -> regularPrice(each.order(), use).ifPresent(findings::add));
            if (each.order().untimed()) {
                findings.add(new Finding(
                        first.fact(),
                        Reason.NO_CLOSING_TIME,
                        "order " + each.order().orderId()));
            }
        }
        return findings;
    }

    /** The orders' amount must exceed the minimum: to reach it is not enough. */
    Optional<Finding> minimum(Usage usage) {
        Optional<UsedOrder> foreign = usage.usedOrders()
                .filter(order -> !order.currency().equals(coupon.currency()))
                .findFirst();
        if (foreign.isPresent()) {
            return Optional.of(new Finding(
                    usage.firstUse().fact(),
                    Reason.COUPON_CURRENCY,
                    "a coupon in " + coupon.currency() + " on order "
                            + foreign.get().orderId() + " in " + foreign.get().currency()));
        }
        long amount = usage.usedOrders().mapToLong(UsedOrder::price).sum();
        return coupon.minimum() == 0 || amount > coupon.minimum()
                ? Optional.empty()
                : Optional.of(new Finding(
                        usage.firstUse().fact(),
                        Reason.COUPON_BELOW_MINIMUM,
                        show(amount) + " must exceed " + show(coupon.minimum())));
    }

    private Optional<Finding> validity(Usage usage) {
        boolean within = !usage.appliedAt().isBefore(coupon.validFrom()) && !coupon.hasEndedAt(usage.appliedAt());
        return within
                ? Optional.empty()
                : Optional.of(new Finding(
                        usage.firstUse().fact(),
                        Reason.COUPON_OUT_OF_VALIDITY,
                        "applied " + usage.appliedAt() + ", valid from " + coupon.validFrom() + " to "
                                + coupon.validTo()));
    }

    private Optional<Finding> store(UsedOrder order, CouponUse use) {
        return coupon.store().isEmpty() || coupon.store().getAsLong() == order.storeId()
                ? Optional.empty()
                : Optional.of(new Finding(
                        use.fact(),
                        Reason.COUPON_OF_OTHER_STORE,
                        "a coupon of store " + coupon.store().getAsLong() + " on order " + order.orderId()
                                + " of store " + order.storeId()));
    }

    private Optional<Finding> owner(UsedOrder order, CouponUse use) {
        return coupon.owner().isEmpty() || coupon.owner().equals(order.member())
                ? Optional.empty()
                : Optional.of(new Finding(
                        use.fact(),
                        Reason.COUPON_OF_OTHER_MEMBER,
                        "a coupon of member " + coupon.owner().getAsLong() + " on order " + order.orderId() + " of "
                                + (order.member().isPresent()
                                        ? "member " + order.member().getAsLong()
                                        : "a guest")));
    }

    private static Optional<Finding> regularPrice(UsedOrder order, CouponUse use) {
        return order.lines().stream().anyMatch(line -> line.lineNo() == use.lineNo() && line.regularPrice())
                ? Optional.empty()
                : Optional.of(new Finding(
                        use.fact(),
                        Reason.COUPON_NOT_REGULAR_PRICE,
                        "line " + use.lineNo() + " of order " + order.orderId()));
    }

    private String show(long amount) {
        return Money.show(amount, coupon.currency()) + " " + coupon.currency();
    }
}
