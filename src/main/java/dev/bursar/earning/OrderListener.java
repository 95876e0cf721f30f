package dev.bursar.earning;

import dev.bursar.policy.InForce;
import dev.bursar.policy.Promotion;
import dev.bursar.shop.OrderLine;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Is told how an order is judged in one programme, step by step and by the code that judges it, so that an explanation
 * cannot differ from the judgement. A run tells {@link #NOBODY}, which costs it nothing.
 */
interface OrderListener {

    OrderListener NOBODY = new OrderListener() {};

    /** The shop says of the line that it earns nothing. */
    default void earnsNothing(OrderLine line) {}

    /** The line's category is excluded at that time. */
    default void excluded(OrderLine line) {}

    /** The line earns by its product's own reward. */
    default void rewarded(OrderLine line) {}

    /** The line would earn by what was paid for it, and that is nothing. */
    default void paidNothing(OrderLine line) {}

    /**
     * The line earns by what was paid for it.
     *
     * @param paid in major units of the currency: 12.34
     */
    default void rated(OrderLine line, BigDecimal paid, InForce<BigDecimal> rate) {}

    /** Nothing says what the line earns for what was paid. */
    default void unrated(OrderLine line) {}

    /**
     * What a line comes to, exactly.
     *
     * @param plain     before promotions
     * @param multiplier the promotion that multiplies it, if one does
     * @param exact      with it
     */
    default void counted(OrderLine line, BigDecimal plain, @Nullable Promotion multiplier, BigDecimal exact) {}

    /** The lines are summed up and the sum is rounded down, once. */
    default void rounded(BigDecimal sum, long units) {}

    /** A promotion gives a bonus besides. */
    default void bonus(Promotion promotion, Award.Lot lot) {}
}
