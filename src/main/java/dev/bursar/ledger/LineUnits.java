package dev.bursar.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How units divide over order lines, as the database holds it: {@code [[1,12],[2,1]]}. */
public final class LineUnits {

    private static final Pattern PAIR = Pattern.compile("\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*]");

    private LineUnits() {}

    /** @return null where no lines are concerned */
    public static @Nullable String write(Map<Integer, Long> unitsByLine) {
        if (unitsByLine.isEmpty()) {
            return null;
        }
        StringBuilder json = new StringBuilder("[");
        unitsByLine.forEach((line, units) -> json.append(json.length() > 1 ? "," : "")
                .append('[')
                .append(line)
                .append(',')
                .append(units)
                .append(']'));
        return json.append(']').toString();
    }

    public static SortedMap<Integer, Long> read(@Nullable String json) {
        if (json == null) {
            return Collections.emptySortedMap();
        }
        SortedMap<Integer, Long> unitsByLine = new TreeMap<>();
        Matcher pairs = PAIR.matcher(json);
        while (pairs.find()) {
            unitsByLine.put(Integer.parseInt(pairs.group(1)), Long.parseLong(pairs.group(2)));
        }
        return unitsByLine;
    }
}
