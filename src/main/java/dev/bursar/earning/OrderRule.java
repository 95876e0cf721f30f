package dev.bursar.earning;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.InForce;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Promotion;
import dev.bursar.shop.Order;
import dev.bursar.shop.OrderLine;
import dev.bursar.shop.StoreTerms;
import dev.bursar.units.LargestRemainder;
import dev.bursar.units.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an order earns ({@code docs/rules.md §2}, order and promotion). Its effective time is when it was completed: a rate,
 * an exclusion, a life or a promotion counts if that instant lies in its window. Pure; one instance serves all threads.
 */
public final class OrderRule {

    /** A bound far above any order, so that sums of many lots stay exact too. */
    private static final BigDecimal MOST_UNITS = BigDecimal.valueOf(1_000_000_000_000_000L);

    private final Policy policy;

    public OrderRule(Policy policy) {
        this.policy = policy;
    }

    /** What the buyer gets in a programme: coins, or points of the store that sold the order. */
    public Award judge(ProgrammeKind programme, OrderCase facts) {
        return judge(programme, facts, OrderListener.NOBODY);
    }

    /** The same, and tells how. */
    Award judge(ProgrammeKind programme, OrderCase facts, OrderListener listener) {
        Order order = facts.order();
        Optional<Award> early = OrderCheck.beforeJudging(facts);
        Instant completed = order.completedAt();
        if (early.isPresent() || completed == null) {
            return early.orElseThrow();
        }
        return programme == ProgrammeKind.COINS
                ? checked(new Basis.Coins(policy), order, completed, listener)
                : points(facts, completed, listener);
    }

    private Award points(OrderCase facts, Instant at, OrderListener listener) {
        Optional<StoreTerms> terms = facts.terms().filter(StoreTerms::takesPart);
        if (terms.isEmpty()) {
            return new Award.NothingDue(Reason.STORE_NOT_TAKING_PART);
        }
        return OrderCheck.ofTerms(terms.get(), facts.order().currency())
                .orElseGet(() -> checked(new Basis.Points(policy, terms.get()), facts.order(), at, listener));
    }

    private Award checked(Basis basis, Order order, Instant at, OrderListener listener) {
        Optional<Award> wrong = OrderCheck.ofLines(order);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        List<OrderLine> earning = earningLines(basis.programme(), order, at, listener);
        return earning.isEmpty()
                ? new Award.NothingDue(Reason.NO_EARNING_LINES)
                : earned(basis, order, earning, at, listener);
    }

    private List<OrderLine> earningLines(ProgrammeKind programme, Order order, Instant at, OrderListener listener) {
        List<OrderLine> earning = new ArrayList<>(order.lines().size());
        for (OrderLine line : order.lines()) {
            if (!line.earnsPoints()) {
                listener.earnsNothing(line);
            } else if (policy.excluded(programme, line.category(), at)) {
                listener.excluded(line);
            } else {
                earning.add(line);
            }
        }
        return earning;
    }

    private Award earned(Basis basis, Order order, List<OrderLine> lines, Instant at, OrderListener listener) {
        OrderPromotions promotions = OrderPromotions.of(policy, basis.programme(), order, at);
        List<LargestRemainder.Share> shares = new ArrayList<>(lines.size());
        BigDecimal sum = BigDecimal.ZERO;
        for (OrderLine line : lines) {
            Optional<BigDecimal> plain = plain(basis, order, line, at, listener);
            if (plain.isEmpty()) {
                listener.unrated(line);
                return new Award.Exceptional(Reason.NO_RATE, noRate(order, line));
            }
            Promotion multiplier = promotions.multiplier(line);
            BigDecimal share = OrderPromotions.multiply(plain.get(), multiplier);
            listener.counted(line, plain.get(), multiplier, share);
            shares.add(new LargestRemainder.Share(line.lineNo(), share));
            sum = sum.add(share);
        }
        if (sum.compareTo(MOST_UNITS) > 0) {
            return new Award.Exceptional(
                    Reason.AMOUNT_TOO_LARGE, "the order would earn " + sum.toPlainString() + " units");
        }
        long units = sum.setScale(0, RoundingMode.FLOOR).longValueExact();
        listener.rounded(sum, units);
        List<Award.Lot> lots = lots(basis, units, shares, lines, promotions, at, listener);
        return lots.isEmpty()
                ? new Award.NothingDue(Reason.BELOW_ONE_UNIT)
                : new Award.Earned(at, policy.version(), lots);
    }

    /** What a line earns before promotions, exactly; empty: there is no rate for it and it needs one. */
    private static Optional<BigDecimal> plain(
            Basis basis, Order order, OrderLine line, Instant at, OrderListener listener) {
        Optional<BigDecimal> fixed = basis.fixed(line);
        if (fixed.isPresent()) {
            listener.rewarded(line);
            return fixed;
        }
        if (line.paid() == 0) {
            listener.paidNothing(line);
            return Optional.of(BigDecimal.ZERO);
        }
        OptionalInt digits = Money.digitsOf(order.currency());
        Optional<InForce<BigDecimal>> rate = basis.rate(order, line, at);
        if (digits.isEmpty() || rate.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal paid = BigDecimal.valueOf(line.paid(), digits.getAsInt());
        listener.rated(line, paid, rate.get());
        return Optional.of(paid.multiply(rate.get().value()));
    }

    private List<Award.Lot> lots(
            Basis basis,
            long units,
            List<LargestRemainder.Share> shares,
            List<OrderLine> lines,
            OrderPromotions promotions,
            Instant at,
            OrderListener listener) {
        LotMaker maker = new LotMaker(policy, basis, at);
        List<Award.Lot> lots = new ArrayList<>(1);
        if (units > 0) {
            lots.add(maker.own(units, Optional.empty(), LargestRemainder.split(units, shares)));
        }
        for (Promotion promotion : promotions.matching()) {
            if (promotion.effect() instanceof Promotion.Bonus bonus && OrderPromotions.matchesAny(promotion, lines)) {
                Award.Lot lot = maker.bonus(promotion, bonus);
                listener.bonus(promotion, lot);
                lots.add(lot);
            }
        }
        return lots;
    }

    private static String noRate(Order order, OrderLine line) {
        return "line " + line.lineNo() + ": no rate for " + order.currency()
                + (line.category() == null ? "" : ", category \"" + line.category() + "\"");
    }
}
