package dev.bursar.earning;

import dev.bursar.earning.LineExplanation.Ground;
import dev.bursar.policy.Activity;
import dev.bursar.policy.InForce;
import dev.bursar.policy.Policy;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Promotion;
import dev.bursar.shop.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes down how an order is judged in one programme. For one judgement. */
final class OrderRecorder implements OrderListener {

    private final Policy policy;
    private final ProgrammeKind programme;
    private final OrderCase facts;
    private final Map<Integer, LineExplanation> lines = new TreeMap<>();
    private final List<AwardExplanation.Bonus> bonuses = new ArrayList<>();
    private Optional<BigDecimal> sum = Optional.empty();
    private long units;

    OrderRecorder(Policy policy, ProgrammeKind programme, OrderCase facts) {
        this.policy = policy;
        this.programme = programme;
        this.facts = facts;
    }

    /** What was told, with the award that came of it. */
    AwardExplanation explain(Award award) {
        return new AwardExplanation(
                programme, award, List.copyOf(lines.values()), sum, units, List.copyOf(bonuses), idle());
    }

    private List<Promotion> idle() {
        Instant completed = facts.order().completedAt();
        if (completed == null || sum.isEmpty()) {
            return List.of();
        }
        Set<Promotion> atWork = new HashSet<>();
        lines.values().forEach(line -> line.multiplier().ifPresent(atWork::add));
        bonuses.forEach(bonus -> atWork.add(bonus.promotion()));
        return policy.promotionsAt(completed, Activity.ORDER, programme).stream()
                .filter(promotion -> !atWork.contains(promotion))
                .sorted(Comparator.comparingInt(Promotion::id))
                .toList();
    }

    private void put(OrderLine line, Ground ground) {
        lines.put(line.lineNo(), LineExplanation.of(line, ground));
    }

    @Override
    public void earnsNothing(OrderLine line) {
        put(line, Ground.EARNS_NOTHING);
    }

    @Override
    public void excluded(OrderLine line) {
        put(line, Ground.EXCLUDED);
        Instant completed = facts.order().completedAt();
        if (completed != null) {
            lines.computeIfPresent(
                    line.lineNo(),
                    (number, one) -> one.excludedBy(policy.exclusion(programme, line.category(), completed)));
        }
    }

    @Override
    public void rewarded(OrderLine line) {
        put(line, Ground.REWARD);
    }

    @Override
    public void paidNothing(OrderLine line) {
        put(line, Ground.NOTHING_PAID);
    }

    @Override
    public void rated(OrderLine line, BigDecimal paid, InForce<BigDecimal> rate) {
        lines.put(line.lineNo(), LineExplanation.of(line, Ground.RATE).by(paid, rate));
    }

    @Override
    public void unrated(OrderLine line) {
        put(line, Ground.NO_RATE);
    }

    @Override
    public void counted(OrderLine line, BigDecimal plain, @Nullable Promotion multiplier, BigDecimal exact) {
        lines.computeIfPresent(
                line.lineNo(), (number, one) -> one.comingTo(plain, Optional.ofNullable(multiplier), exact));
    }

    @Override
    public void rounded(BigDecimal exact, long whole) {
        sum = Optional.of(exact);
        units = whole;
    }

    @Override
    public void bonus(Promotion promotion, Award.Lot lot) {
        bonuses.add(new AwardExplanation.Bonus(promotion, lot));
    }
}
