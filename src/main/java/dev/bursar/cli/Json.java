package dev.bursar.cli;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what commands print as JSON: records by the names of their components, numbers as numbers, times and dates in ISO
 * 8601, an empty optional as null.
 */
final class Json {

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String of(@Nullable Object value) {
        return of(value, 0);
    }

    /** @param depth in how many objects and lists the value stands, for its indentation */
    static String of(@Nullable Object value, int depth) {
        Json json = new Json();
        json.write(value, "\n" + INDENT.repeat(depth));
        return json.text.toString();
    }

    private void write(@Nullable Object value, String newLine) {
        if (value == null) {
            text.append("null");
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), newLine);
        } else if (value instanceof OptionalLong number) {
            write(number.isPresent() ? number.getAsLong() : null, newLine);
        } else if (value instanceof BigDecimal exact) {
            text.append(exact.toPlainString());
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof Record properties) {
            object(members(properties), newLine);
        } else if (value instanceof Map<?, ?> map) {
            object(
                    map.entrySet().stream().map(entry -> new Member(String.valueOf(entry.getKey()), entry.getValue())),
                    newLine);
        } else if (value instanceof List<?> list) {
            array(list, newLine);
        } else {
            string(value.toString());
        }
    }

    private record Member(String name, @Nullable Object value) {}

    private static Stream<Member> members(Record properties) {
        return Stream.of(properties.getClass().getRecordComponents())
                .map(component -> new Member(component.getName(), value(properties, component)));
    }

    private static @Nullable Object value(Record properties, RecordComponent component) {
        try {
            return component.getAccessor().invoke(properties);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private void object(Stream<Member> members, String newLine) {
        Iterator<Member> rest = members.iterator();
        text.append('{');
        String inner = newLine + INDENT;
        boolean any = rest.hasNext();
        while (rest.hasNext()) {
            Member member = rest.next();
            text.append(inner);
            string(member.name());
            text.append(": ");
            write(member.value(), inner);
            text.append(rest.hasNext() ? "," : "");
        }
        text.append(any ? newLine : "").append('}');
    }

    private void array(List<?> items, String newLine) {
        text.append('[');
        String inner = newLine + INDENT;
        for (int i = 0; i < items.size(); i++) {
            text.append(i > 0 ? "," : "").append(inner);
            write(items.get(i), inner);
        }
        text.append(items.isEmpty() ? "" : newLine).append(']');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            switch (letter) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (letter < ' ') {
                        text.append("\\u%04x".formatted((int) letter));
                    } else {
                        text.append(letter);
                    }
                }
            }
        }
        text.append('"');
    }
}
