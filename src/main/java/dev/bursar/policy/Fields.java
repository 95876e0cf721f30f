package dev.bursar.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A block of keys and values of which every key is known and stands there once. */
public final class Fields {

    private final Yaml block;
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, Yaml> values = new LinkedHashMap<>();

    private Fields(Yaml block) {
        this.block = block;
    }

    /**
     * Reads a block.
     *
     * @param name  what the block is, for faults
     * @param known every key that it may have
     * @return empty, after a fault, where it is no block at all
     */
    public static Optional<Fields> of(Yaml block, String name, List<String> known) {
        if (!(block.node() instanceof MappingNode mapping)) {
            block.fault(name + " is a block of keys, each with its value: " + String.join(", ", known));
            return Optional.empty();
        }
        Fields fields = new Fields(block);
        for (NodeTuple tuple : mapping.getValue()) {
            fields.take(tuple, name, known);
        }
        return Optional.of(fields);
    }

    private void take(NodeTuple tuple, String name, List<String> known) {
        Yaml key = block.with(tuple.getKeyNode());
        if (!(key.node() instanceof ScalarNode scalar)) {
            key.fault("a key is a single word; " + name + " knows " + String.join(", ", known));
            return;
        }
        String word = scalar.getValue();
        if (!known.contains(word)) {
            String suggestion = Suggestion.of(word, known);
            key.fault("unknown key `" + word + "` in " + name
                    + (suggestion.isEmpty() ? "; it knows " : suggestion + " It knows ") + String.join(", ", known));
        } else if (values.containsKey(word)) {
            key.fault("`" + word + "` stands twice in " + name + ", first in line " + lines.get(word) + "; keep one");
        } else {
            lines.put(word, key.line());
            values.put(word, block.with(tuple.getValueNode()));
        }
    }

    /** The block itself, where faults about it as a whole belong. */
    public Yaml block() {
        return block;
    }

    /** The value of a key, if it is there. */
    public Optional<Yaml> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A key that must be there; a fault with an example where it is not. */
    public Optional<Yaml> require(String key, String name, String example) {
        Optional<Yaml> value = find(key);
        if (value.isEmpty()) {
            block.fault(name + " has no `" + key + "`; add one, such as `" + key + ": " + example + "`");
        }
        return value;
    }
}
