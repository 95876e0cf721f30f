package dev.bursar.shop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first row of a file: each of the kind's columns once, in any order, and no other. */
final class Header {
    private Header() {}

    /** @throws ImportRefused naming every column that is unknown, missing or there twice */
    static void check(String file, Kind kind, List<String> header) {
        List<String> expected = kind.columns().stream().map(Column::name).toList();
        List<String> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!expected.contains(column)) {
                faults.add("unknown column " + quoted(column));
            } else if (!seen.add(column)) {
                faults.add("column " + column + " twice");
            }
        }
        for (String column : expected) {
            if (!seen.contains(column)) {
                faults.add("column " + column + " missing");
            }
        }
        if (!faults.isEmpty()) {
            throw new ImportRefused(file + ": " + String.join(", ", faults) + "; " + kind.fileName()
                    + " have the columns " + String.join(", ", expected) + ".");
        }
    }

    private static String quoted(String column) {
        int shown = 40;
        String plain = column.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (plain.length() > shown ? plain.substring(0, shown) + "…" : plain) + "\"";
    }
}
