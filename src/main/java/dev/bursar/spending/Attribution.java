package dev.bursar.spending;

import dev.bursar.units.LargestRemainder;
import dev.bursar.units.LargestRemainder.Share;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** To which lines of the order the units of a redemption went ({@code docs/rules.md} §3; worked example 14). */
final class Attribution {

    /** Cut off at the same place for all lines, so that equal remainders stay equal and others stay apart. */
    private static final int DECIMALS = 60;

    private Attribution() {}

    /**
     * In proportion to what the units took off each line, by largest remainder.
     *
     * @return units by line number, their sum is {@code units}; empty where no line has such a discount
     */
    static SortedMap<Integer, Long> of(long units, boolean coins, List<SpentOrder.Line> lines) {
        List<SpentOrder.Line> paying =
                lines.stream().filter(line -> line.discount(coins) > 0).toList();
        BigDecimal sum = paying.stream()
                .map(line -> BigDecimal.valueOf(line.discount(coins)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() == 0) {
            return Collections.emptySortedMap();
        }
        return LargestRemainder.split(
                units,
                paying.stream()
                        .map(line -> new Share(
                                line.lineNo(),
                                BigDecimal.valueOf(units)
                                        .multiply(BigDecimal.valueOf(line.discount(coins)))
                                        .divide(sum, DECIMALS, RoundingMode.FLOOR)))
                        .toList());
    }
}
