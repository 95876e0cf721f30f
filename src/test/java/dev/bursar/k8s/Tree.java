package dev.bursar.k8s;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A place in a YAML document, and what stands there; nothing, if nothing does. */
record Tree(String where, @Nullable Object value) {

    Tree at(String... keys) {
        Tree place = this;
        for (String key : keys) {
            Object within = place.value;
            place = new Tree(place.where + "." + key, within instanceof Map<?, ?> map ? map.get(key) : null);
        }
        return place;
    }

    /** The items of a list; none if it is no list. */
    List<Tree> items() {
        return value instanceof List<?> list
                ? IntStream.range(0, list.size())
                        .mapToObj(i -> new Tree(where + "." + i, list.get(i)))
                        .toList()
                : List.of();
    }

    /** The keys of a block; none if it is no block. */
    Set<String> keys() {
        return value instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).collect(java.util.stream.Collectors.toSet())
                : Set.of();
    }

    boolean isThere() {
        return value != null;
    }

    boolean is(Object expected) {
        return Objects.equals(value, expected);
    }

    /** The same content, wherever it stands. */
    boolean same(Tree other) {
        return Objects.equals(value, other.value);
    }

    String text() {
        return Optional.ofNullable(value).map(String::valueOf).orElse("");
    }

    OptionalLong number() {
        return value instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    boolean isFrom(long least) {
        return number().orElse(Long.MIN_VALUE) >= least;
    }
}
