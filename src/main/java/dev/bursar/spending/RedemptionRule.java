package dev.bursar.spending;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.Policy;
import dev.bursar.shop.Redemption;
import dev.bursar.spending.Claim.Flaw;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** What a redemption asks for ({@code docs/rules.md} §3). Pure; one instance serves all threads. */
final class RedemptionRule {

    /** Units of an order that is paid but not whole yet are never free again. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final Policy policy;
    private final RedemptionChecks checks;

    RedemptionRule(Policy policy) {
        this.policy = policy;
        this.checks = new RedemptionChecks(policy);
    }

    Claim judge(RedemptionCase facts) {
        Redemption redemption = facts.redemption();
        Instant timesOutAt = timesOutAt(redemption);
        if (!facts.memberKnown()) {
            return new Claim.None(Reason.MEMBER, "");
        }
        if (!facts.storeKnown()) {
            return new Claim.None(
                    Reason.UNKNOWN_STORE,
                    "store " + redemption.store().getAsLong() + ", whose points they are, has not been delivered");
        }
        if (facts.order().isEmpty()) {
            return new Claim.Held(Reason.ORDER_SPENT_ON, timesOutAt);
        }
        SpentOrder order = facts.order().get();
        if (!isOfTheBuyer(redemption, order)) {
            return new Claim.None(Reason.OTHER_MEMBER, otherMember(redemption, order));
        }
        if (!order.isPaid()) {
            return order.isCancelled()
                    ? new Claim.Released(order.cancelledAt().orElse(redemption.redeemedAt()), timesOutAt)
                    : new Claim.Held(Reason.PAYMENT, timesOutAt);
        }
        Instant paidAt = order.paidAt().orElse(redemption.redeemedAt());
        return order.isWhole()
                ? new Claim.Taken(
                        true,
                        paidAt,
                        timesOutAt,
                        Attribution.of(redemption.units(), facts.ofCoins(), order.lines()),
                        checks.of(facts, order))
                : withoutAllLines(order, paidAt, timesOutAt);
    }

    /** The member has had the discount: what waits for lines must not be free again, nor freeze before it is taken. */
    private static Claim withoutAllLines(SpentOrder order, Instant paidAt, Instant timesOutAt) {
        String detail = order.lines().size() + " of " + order.lineCount() + " lines of order " + order.orderId()
                + " have arrived; for which lines the units were taken shows once all have";
        return new Claim.Taken(
                false,
                paidAt.isAfter(timesOutAt) ? paidAt : timesOutAt,
                NEVER,
                Collections.emptySortedMap(),
                List.of(new Flaw(Reason.LINES, detail)));
    }

    private static boolean isOfTheBuyer(Redemption redemption, SpentOrder order) {
        return order.member().isPresent() && order.member().getAsLong() == redemption.memberId();
    }

    private static String otherMember(Redemption redemption, SpentOrder order) {
        String buyer = order.member().isPresent() ? "member " + order.member().getAsLong() : "a guest";
        return "units of member " + redemption.memberId() + " on order " + order.orderId() + " of " + buyer;
    }

    /** So many local days later, at the same time of day. */
    Instant timesOutAt(Redemption redemption) {
        Instant at = redemption.redeemedAt();
        return at.atZone(policy.zone()).plus(policy.spending().timeOutAt(at)).toInstant();
    }
}
