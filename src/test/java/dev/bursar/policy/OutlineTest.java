package dev.bursar.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A policy told back says all that its files say. */
class OutlineTest {

    private static final Path FOLDER = Path.of("jobs", "policy");
    private static final List<String> SECTIONS =
            List.of("coins", "points", "spending", "refunds", "coupons", "lapse", "activities", "promotions");

    @Test
    void each_setting_that_the_reader_knows_is_told() {
        List<String> told = PolicyFiles.read(FOLDER).outline().stream()
                .flatMap(section -> section.settings().stream())
                .map(Outline.Setting::name)
                .toList();

        List<String> known = Stream.of(
                        PolicyReader.KEYS,
                        CoinsReader.KEYS,
                        ProgrammeReader.KEYS,
                        SpendingReader.KEYS,
                        RefundsReader.KEYS,
                        CouponsReader.KEYS,
                        LapseReader.KEYS,
                        ActivitiesReader.KEYS)
                .flatMap(List::stream)
                .filter(key -> !SECTIONS.contains(key) || key.equals("promotions"))
                .toList();
        assertThat(told).containsAll(known);
        assertThat(PolicyFiles.read(FOLDER).outline())
                .extracting(Outline.Section::name)
                .containsAll(SECTIONS)
                .containsAll(PolicyReader.KEYS.stream()
                        .filter(key -> !MarketSettings.OWN.contains(key))
                        .toList());
    }

    @Test
    void each_value_of_the_market_that_comes_along_is_told_with_its_line() throws IOException {
        List<Outline.Entry> entries = entries(PolicyFiles.read(FOLDER));
        List<String> missing = new ArrayList<>();
        for (Value value : values()) {
            boolean told = entries.stream()
                    .anyMatch(entry -> entry.value().contains(value.text())
                            && entry.source().filter(value::isWithin).isPresent());
            if (!told) {
                missing.add(value.toString());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void a_dated_setting_is_told_with_its_default_before_it_is_set() {
        Policy policy = PolicyFiles.parse("p.yaml", """
                version: 1
                market: Test
                time-zone: America/Los_Angeles
                coins:
                  life:
                    - {from: 2027-01-01, value: {until: 2027-06-30}, to: 2027-07-01}
                    - {from: 2027-07-01, value: P1Y}
                """);

        assertThat(entries(policy))
                .contains(
                        new Outline.Entry(
                                "never",
                                new Window(Instant.MIN, Instant.parse("2027-01-01T08:00:00Z")),
                                Optional.empty()),
                        new Outline.Entry(
                                "{until: 2027-06-30}",
                                new Window(
                                        Instant.parse("2027-01-01T08:00:00Z"), Instant.parse("2027-07-01T07:00:00Z")),
                                Optional.of(new Source("p.yaml", 6))));
    }

    @Test
    void what_may_be_spent_is_told_with_its_dates_and_without_limits_that_there_are_not() {
        Policy policy = PolicyFiles.parse("p.yaml", """
                version: 1
                market: Test
                time-zone: America/Los_Angeles
                spending:
                  coin-values:
                    - {currency: USD, value: 0.010}
                  coin-share:
                    - {from: 2027-01-01, value: 0.3}
                  coin-minimum:
                    - {from: 2027-01-01, value: 100}
                """);
        Instant newYear = Instant.parse("2027-01-01T08:00:00Z");

        assertThat(policy.outline().stream()
                        .filter(section -> section.name().equals("spending"))
                        .flatMap(section -> section.settings().stream()))
                .containsExactly(
                        new Outline.Setting(
                                "time-out", List.of(new Outline.Entry("P7D", Window.ALWAYS, Optional.empty()))),
                        new Outline.Setting("coin-values", List.of(entry("currency USD, value 0.010", Instant.MIN, 6))),
                        new Outline.Setting(
                                "coin-share",
                                List.of(
                                        new Outline.Entry("0.5", new Window(Instant.MIN, newYear), Optional.empty()),
                                        entry("0.3", newYear, 8))),
                        new Outline.Setting(
                                "point-share", List.of(new Outline.Entry("1", Window.ALWAYS, Optional.empty()))),
                        new Outline.Setting("coin-minimum", List.of(entry("100", newYear, 10))),
                        new Outline.Setting("coin-maximum", List.of()));
    }

    private static Outline.Entry entry(String value, Instant from, int line) {
        return new Outline.Entry(value, new Window(from, Instant.MAX), Optional.of(new Source("p.yaml", line)));
    }

    private static List<Outline.Entry> entries(Policy policy) {
        return policy.outline().stream()
                .flatMap(section -> section.settings().stream())
                .flatMap(setting -> setting.entries().stream())
                .toList();
    }

    /** A single value in a file, and the lines of the entry that it belongs to. */
    private record Value(String file, int line, String text) {

        /** An entry's values stand in its own line or a few below. */
        boolean isWithin(Source source) {
            return source.file().equals(file) && source.line() <= line && line - source.line() < 12;
        }
    }

    /** All but the dates of windows, which are no values. */
    private static List<Value> values() throws IOException {
        List<Value> values = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                Node root = new org.yaml.snakeyaml.Yaml().compose(new StringReader(Files.readString(file)));
                walk(String.valueOf(file.getFileName()), root, values);
            }
        }
        assertThat(values).hasSizeGreaterThan(100);
        return values;
    }

    private static void walk(String file, Node node, List<Value> values) {
        if (node instanceof ScalarNode scalar) {
            values.add(new Value(file, scalar.getStartMark().getLine() + 1, scalar.getValue()));
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> walk(file, item, values));
        } else if (node instanceof MappingNode block) {
            for (NodeTuple tuple : block.getValue()) {
                String key = ((ScalarNode) tuple.getKeyNode()).getValue();
                if (!key.equals("from") && !key.equals("to")) {
                    walk(file, tuple.getValueNode(), values);
                }
            }
        }
    }
}
