package dev.bursar.earning;

import dev.bursar.ledger.Reason;
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
        Order order = facts.order();
        Optional<Award> early = OrderCheck.beforeJudging(facts);
        Instant completed = order.completedAt();
        if (early.isPresent() || completed == null) {
            return early.orElseThrow();
        }
        return programme == ProgrammeKind.COINS
                ? checked(new Basis.Coins(policy), order, completed)
                : points(facts, completed);
    }

    private Award points(OrderCase facts, Instant at) {
        Optional<StoreTerms> terms = facts.terms().filter(StoreTerms::takesPart);
        if (terms.isEmpty()) {
            return new Award.NothingDue(Reason.STORE_NOT_TAKING_PART);
        }
        return OrderCheck.ofTerms(terms.get(), facts.order().currency())
                .orElseGet(() -> checked(new Basis.Points(policy, terms.get()), facts.order(), at));
    }

    private Award checked(Basis basis, Order order, Instant at) {
        Optional<Award> wrong = OrderCheck.ofLines(order);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        List<OrderLine> earning = earningLines(basis.programme(), order, at);
        return earning.isEmpty() ? new Award.NothingDue(Reason.NO_EARNING_LINES) : earned(basis, order, earning, at);
    }

    private List<OrderLine> earningLines(ProgrammeKind programme, Order order, Instant at) {
        List<OrderLine> earning = new ArrayList<>(order.lines().size());
        for (OrderLine line : order.lines()) {
            if (line.earnsPoints() && !policy.excluded(programme, line.category(), at)) {
                earning.add(line);
            }
        }
        return earning;
    }

    private Award earned(Basis basis, Order order, List<OrderLine> lines, Instant at) {
        OrderPromotions promotions = OrderPromotions.of(policy, basis.programme(), order, at);
        List<LargestRemainder.Share> shares = new ArrayList<>(lines.size());
        BigDecimal sum = BigDecimal.ZERO;
        for (OrderLine line : lines) {
            Optional<BigDecimal> plain = plain(basis, order, line, at);
            if (plain.isEmpty()) {
                return new Award.Exceptional(Reason.NO_RATE, noRate(order, line));
            }
            BigDecimal share = promotions.multiply(plain.get(), line);
            shares.add(new LargestRemainder.Share(line.lineNo(), share));
            sum = sum.add(share);
        }
        if (sum.compareTo(MOST_UNITS) > 0) {
            return new Award.Exceptional(
                    Reason.AMOUNT_TOO_LARGE, "the order would earn " + sum.toPlainString() + " units");
        }
        long units = sum.setScale(0, RoundingMode.FLOOR).longValueExact();
        List<Award.Lot> lots = lots(basis, units, shares, lines, promotions, at);
        return lots.isEmpty()
                ? new Award.NothingDue(Reason.BELOW_ONE_UNIT)
                : new Award.Earned(at, policy.version(), lots);
    }

    /** What a line earns before promotions, exactly; empty: there is no rate for it and it needs one. */
    private static Optional<BigDecimal> plain(Basis basis, Order order, OrderLine line, Instant at) {
        Optional<BigDecimal> fixed = basis.fixed(line);
        if (fixed.isPresent()) {
            return fixed;
        }
        if (line.paid() == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        OptionalInt digits = Money.digitsOf(order.currency());
        return digits.isEmpty()
                ? Optional.empty()
                : basis.rate(order, line, at)
                        .map(rate -> BigDecimal.valueOf(line.paid(), digits.getAsInt())
                                .multiply(rate));
    }

    private List<Award.Lot> lots(
            Basis basis,
            long units,
            List<LargestRemainder.Share> shares,
            List<OrderLine> lines,
            OrderPromotions promotions,
            Instant at) {
        LotMaker maker = new LotMaker(policy, basis, at);
        List<Award.Lot> lots = new ArrayList<>(1);
        if (units > 0) {
            lots.add(maker.own(units, Optional.empty(), LargestRemainder.split(units, shares)));
        }
        for (Promotion promotion : promotions.matching()) {
            if (promotion.effect() instanceof Promotion.Bonus bonus && OrderPromotions.matchesAny(promotion, lines)) {
                lots.add(maker.bonus(promotion, bonus));
            }
        }
        return lots;
    }

    private static String noRate(Order order, OrderLine line) {
        return "line " + line.lineNo() + ": no rate for " + order.currency()
                + (line.category() == null ? "" : ", category \"" + line.category() + "\"");
    }
}
