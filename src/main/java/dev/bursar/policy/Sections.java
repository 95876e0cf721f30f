package dev.bursar.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Blocks of several files read as one: lists go on in the next file, a single value stands in one of them only. */
final class Sections {

    private final Map<String, List<Yaml>> values = new LinkedHashMap<>();

    Sections(List<Fields> blocks, List<String> keys) {
        for (String key : keys) {
            for (Fields block : blocks) {
                block.find(key).ifPresent(value -> all(key).add(value));
            }
        }
    }

    /** Every value of a key, file by file. */
    List<Yaml> all(String key) {
        return values.computeIfAbsent(key, unseen -> new ArrayList<>());
    }

    /** Every item of a key's lists, file by file. */
    List<Yaml> items(String key) {
        return all(key).stream().flatMap(list -> list.items(key).stream()).toList();
    }

    /** The one value of a key; a fault for each further one. */
    Optional<Yaml> one(String key) {
        List<Yaml> all = all(key);
        all.stream()
                .skip(1)
                .forEach(again -> again.fault(
                        "`" + key + "` is already set at " + all.get(0).place() + "; keep one"));
        return all.stream().findFirst();
    }

    /** A key's blocks as one. */
    Sections within(String key, List<String> known) {
        List<Fields> blocks = all(key).stream()
                .flatMap(block -> Fields.of(block, "`" + key + "`", known).stream())
                .toList();
        return new Sections(blocks, known);
    }
}
