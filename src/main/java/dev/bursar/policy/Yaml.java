package dev.bursar.policy;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value in a file, knowing its place, so that what is wrong with it can be said where it stands. */
public record Yaml(String file, Node node, Faults faults) {

    /** 1 and up. */
    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    Source source() {
        return new Source(file, line());
    }

    /** {@code coins.yaml:12}. */
    String place() {
        return source().toString();
    }

    public void fault(String message) {
        faults.add(file, line(), message);
    }

    Yaml with(Node other) {
        return new Yaml(file, other, faults);
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    /** The value as it is written, without YAML's ideas about dates, numbers and the word "no". */
    public Optional<String> text(String name) {
        if (!(node instanceof ScalarNode scalar)) {
            fault("`" + name + "` is one value, not a list or a block; write it behind the colon");
            return Optional.empty();
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            fault("`" + name + "` is empty; give it a value or take the line out");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue());
    }

    /** The items of a list; a fault and none where it is no list. */
    public List<Yaml> items(String name) {
        if (!(node instanceof SequenceNode sequence)) {
            fault("`" + name + "` is a list; begin each item with \"- \" on a line of its own, or take the key out");
            return List.of();
        }
        return sequence.getValue().stream().map(this::with).toList();
    }
}
