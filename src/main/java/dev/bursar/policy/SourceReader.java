package dev.bursar.policy;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Turns a file's text into a tree of nodes that still know their lines; nothing is built from it but texts.
 *
 * @param kind what the file is, for faults: {@code policy file}
 * @param keys every key that it may have at its top
 */
public record SourceReader(String kind, List<String> keys, Faults faults) {

    /** The file's top keys; empty for a file of comments only, or after a fault. */
    public Optional<Fields> read(SourceFile source) {
        // Editors on Windows put a byte-order mark in front, which is no part of the text.
        String text = source.text().startsWith("\uFEFF") ? source.text().substring(1) : source.text();
        try {
            if (!isPlain(source.name(), text)) {
                return Optional.empty();
            }
            Node root = parser().compose(new StringReader(text));
            return root == null
                    ? Optional.empty()
                    : Fields.of(new Yaml(source.name(), root, faults), "a " + kind, keys);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            faults.addUnread(
                    source.name(),
                    mark == null ? 0 : mark.getLine() + 1,
                    "is not YAML: " + e.getProblem() + "; check indentation, colons and quotes there and just above");
        } catch (YAMLException e) {
            faults.addUnread(source.name(), 0, "is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Aliases could make a small file endless, and tags could name Java classes: neither has a place here. */
    private boolean isPlain(String file, String text) {
        boolean plain = true;
        for (Event event : parser().parse(new StringReader(text))) {
            int line = event.getStartMark().getLine() + 1;
            if (event instanceof NodeEvent node && node.getAnchor() != null) {
                faults.addUnread(
                        file,
                        line,
                        "anchors (&) and aliases (*) are not for a " + kind + "; write the value out, or"
                                + " put it in quotes");
                plain = false;
            }
            boolean tagged = (event instanceof ScalarEvent scalar && scalar.getTag() != null)
                    || (event instanceof CollectionStartEvent start && start.getTag() != null);
            if (tagged) {
                faults.addUnread(
                        file, line, "tags (!) are not for a " + kind + "; take it out, or put the value in quotes");
                plain = false;
            }
        }
        return plain;
    }

    private static org.yaml.snakeyaml.Yaml parser() {
        return new org.yaml.snakeyaml.Yaml(new LoaderOptions());
    }
}
