package dev.bursar.units;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Splits the whole units of an exact sum over its parts: each part gets its floor, and what is left goes to the largest
 * remainders, one each, ties to the lower line number ({@code docs/rules.md §2}). The order of the parts does not matter.
 */
public final class LargestRemainder {

    /** What falls to a line exactly, 0 or more. */
    public record Share(int lineNo, BigDecimal exact) {}

    private record Remainder(int lineNo, BigDecimal left) {}

    private static final Comparator<Remainder> LARGEST_FIRST =
            Comparator.comparing(Remainder::left).reversed().thenComparingInt(Remainder::lineNo);

    private LargestRemainder() {}

    /**
     * The split of a sum.
     *
     * @param units the floor of the sum of all shares
     * @return units by line number, without lines that get none; their sum is {@code units}
     */
    public static SortedMap<Integer, Long> split(long units, List<Share> shares) {
        SortedMap<Integer, Long> byLine = new TreeMap<>();
        List<Remainder> remainders = new ArrayList<>(shares.size());
        long left = units;
        for (Share share : shares) {
            BigDecimal floor = share.exact().setScale(0, RoundingMode.FLOOR);
            long whole = floor.longValueExact();
            if (whole > 0) {
                byLine.put(share.lineNo(), whole);
            }
            left -= whole;
            remainders.add(new Remainder(share.lineNo(), share.exact().subtract(floor)));
        }
        if (left > 0) {
            remainders.sort(LARGEST_FIRST);
            for (Remainder remainder : remainders.subList(0, Math.toIntExact(left))) {
                byLine.merge(remainder.lineNo(), 1L, Long::sum);
            }
        }
        return byLine;
    }
}
