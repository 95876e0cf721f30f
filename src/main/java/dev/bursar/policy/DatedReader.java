package dev.bursar.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads settings that change with time: a plain value that always holds, or a list of values with their windows. */
record DatedReader(Moments moments) {

    static final List<String> KEYS = List.of("from", "to", "value");

    /**
     * Reads a setting that has one value at any time; before its first window it has its default.
     *
     * @param values the setting's values in all files
     * @param name   as faults call it
     */
    <T> List<Dated<T>> read(List<Yaml> values, String name, Function<Yaml, Optional<T>> value) {
        List<Dated<T>> windows = new ArrayList<>();
        for (Yaml yaml : values) {
            if (yaml.isList()) {
                yaml.items(name).forEach(item -> dated(item, name, value).ifPresent(windows::add));
            } else {
                value.apply(yaml).ifPresent(plain -> windows.add(new Dated<>(Window.ALWAYS, plain, yaml)));
            }
        }
        WindowCheck check = new WindowCheck(moments);
        check.noOverlap("`" + name + "`", windows);
        check.noGap("`" + name + "`", windows);
        check.noEnd("`" + name + "`", windows);
        return windows;
    }

    private <T> Optional<Dated<T>> dated(Yaml item, String name, Function<Yaml, Optional<T>> value) {
        return Fields.of(item, "each item of `" + name + "`", KEYS).flatMap(fields -> {
            Optional<Window> window = moments.window(fields);
            Optional<T> read =
                    fields.require("value", "this item of `" + name + "`", "…").flatMap(value);
            return window.flatMap(in -> read.map(is -> new Dated<>(in, is, item)));
        });
    }
}
