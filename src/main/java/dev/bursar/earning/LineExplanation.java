package dev.bursar.earning;

import dev.bursar.policy.InForce;
import dev.bursar.policy.Promotion;
import dev.bursar.shop.OrderLine;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one line of an order comes to in one programme, and by what.
 *
 * @param paid       in major units of the currency; where {@link Ground#RATE} is the ground
 * @param rate       units per 1.00 paid; likewise. What a store's terms say has no entry in the policy
 * @param exclusion  the entry that excludes its category; where {@link Ground#EXCLUDED} is the ground
 * @param plain      exactly, before promotions; empty: the line does not earn, or cannot be judged
 * @param multiplier the promotion that multiplies it, if one does
 * @param exact      with that; the order's units are the sum of these, rounded down once
 */
public record LineExplanation(
        OrderLine line,
        Ground ground,
        Optional<BigDecimal> paid,
        Optional<InForce<BigDecimal>> rate,
        Optional<InForce<Boolean>> exclusion,
        Optional<BigDecimal> plain,
        Optional<Promotion> multiplier,
        Optional<BigDecimal> exact) {

    /** By what a line earns, or why it does not ({@code docs/rules.md §2}, orders). */
    public enum Ground {
        /** Units per 1.00 paid in cash. */
        RATE,
        /** Its product's own reward, by the piece. */
        REWARD,
        /** It would earn by what was paid, and that is nothing. */
        NOTHING_PAID,
        /** It would earn by what was paid, but nothing says how much. */
        NO_RATE,
        /** Its category earns nothing at that time. */
        EXCLUDED,
        /** The shop says so. */
        EARNS_NOTHING
    }

    static LineExplanation of(OrderLine line, Ground ground) {
        return new LineExplanation(
                line,
                ground,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    LineExplanation by(BigDecimal newPaid, InForce<BigDecimal> newRate) {
        return new LineExplanation(
                line, ground, Optional.of(newPaid), Optional.of(newRate), exclusion, plain, multiplier, exact);
    }

    LineExplanation excludedBy(Optional<InForce<Boolean>> newExclusion) {
        return new LineExplanation(line, ground, paid, rate, newExclusion, plain, multiplier, exact);
    }

    LineExplanation comingTo(BigDecimal newPlain, Optional<Promotion> newMultiplier, BigDecimal newExact) {
        return new LineExplanation(
                line, ground, paid, rate, exclusion, Optional.of(newPlain), newMultiplier, Optional.of(newExact));
    }
}
