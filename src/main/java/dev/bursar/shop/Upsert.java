package dev.bursar.shop;

import dev.bursar.sql.MultiRow;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statement that takes rows of a kind in, newer ones replacing older ones. It follows from the kind's declaration, so
 * that a column cannot be forgotten in one of its three places.
 *
 * <p>A row whose {@code updated_at} is not newer assigns every column its own value, which leaves the row and its mark in
 * the work list untouched; so does any further row of a kind that is never changed. {@code updated_at} comes last, since
 * assignments are made from the first to the last. {@code values()} is the form that both MySQL and MariaDB know.
 */
final class Upsert {
    private static final String IF_NEWER = "%1$s = if(values(updated_at) > updated_at, values(%1$s), %1$s)";

    private Upsert() {}

    /** Placeholders stand in the order of the kind's columns. */
    static MultiRow of(Kind kind) {
        String row = "(" + String.join(", ", Collections.nCopies(kind.columns().size(), "?")) + ")";
        return new MultiRow(head(kind), row, tail(kind));
    }

    static String head(Kind kind) {
        List<String> columns = kind.columns().stream().map(Column::name).toList();
        return "insert into " + kind.table() + " (" + String.join(", ", columns) + ") values";
    }

    static String tail(Kind kind) {
        return "on duplicate key update " + (kind.isReplaced() ? replacement(kind) : nothing(kind));
    }

    private static String replacement(Kind kind) {
        Stream<String> others = kind.columns().stream()
                .filter(column -> !column.key())
                .map(Column::name)
                .filter(column -> !column.equals(Kind.UPDATED_AT));
        return Stream.concat(others, Stream.of(Kind.UPDATED_AT))
                .map(IF_NEWER::formatted)
                .collect(Collectors.joining(", "));
    }

    private static String nothing(Kind kind) {
        String key = kind.columns().get(0).name();
        return key + " = " + key;
    }
}
