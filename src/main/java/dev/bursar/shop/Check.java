package dev.bursar.shop;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cell has to be beside another of its row: a row that contradicts itself cannot be read. The tables hold the same
 * ({@code check} in {@code sql/migrations}), so that whoever writes straight into them is told as well.
 *
 * @param column is named where the two are at odds
 * @param other  the one that it depends on
 */
record Check(String column, String other, Relation relation) {

    /** Holds between two values that can be read by themselves; null: the cell is empty. */
    @FunctionalInterface
    interface Relation {
        /** @return what is wrong and what was expected, without the values of either but codes; empty: nothing is */
        Optional<String> fault(@Nullable Object value, @Nullable Object other);
    }

    Optional<String> fault(@Nullable Object value, @Nullable Object otherValue) {
        return relation.fault(value, otherValue).map(fault -> column + ": " + fault);
    }

    static Check neededWhere(String column, String code, Enum<?>... codes) {
        Set<String> names = names(codes);
        return new Check(
                column,
                code,
                (value, found) -> value == null && found != null && names.contains(found)
                        ? Optional.of("is empty, expected one where " + code + " is " + found)
                        : Optional.empty());
    }

    static Check onlyWhere(String column, String code, Enum<?>... codes) {
        Set<String> names = names(codes);
        return new Check(
                column,
                code,
                (value, found) -> value != null && found != null && !names.contains(found)
                        ? Optional.of("is given, expected none where " + code + " is " + found)
                        : Optional.empty());
    }

    /** Times. */
    static Check notBefore(String column, String earlier) {
        return new Check(
                column,
                earlier,
                (value, since) -> value != null && since != null && compare(value, since) < 0
                        ? Optional.of("is before " + earlier)
                        : Optional.empty());
    }

    /** Times. */
    static Check after(String column, String earlier) {
        return new Check(
                column,
                earlier,
                (value, since) -> value != null && since != null && compare(value, since) <= 0
                        ? Optional.of("is not after " + earlier)
                        : Optional.empty());
    }

    private static Set<String> names(Enum<?>... codes) {
        return Arrays.stream(codes).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }

    @SuppressWarnings("unchecked") // both are of the one type that cells of times give
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }
}
