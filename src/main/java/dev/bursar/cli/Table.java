package dev.bursar.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell; those whose title begins with a blank stand to the right. */
final class Table {

    private static final String GAP = "  ";

    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        this.titles = List.of(titles);
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell.toString());
        }
        if (row.size() != titles.size()) {
            throw new IllegalArgumentException(row.size() + " cells for " + titles);
        }
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Console console) {
        console.print(console.bold(line(titles.stream().map(String::strip).toList())));
        rows.forEach(row -> console.print(line(row)));
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(width(column) - length(cell));
            boolean right = titles.get(column).startsWith(" ");
            line.append(column > 0 ? GAP : "").append(right ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> length(row.get(column)))
                .reduce(length(titles.get(column).strip()), Math::max);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
