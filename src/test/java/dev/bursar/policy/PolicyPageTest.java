package dev.bursar.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/policy.md tells every setting that the reader knows, and none besides. What the reader knows is in the constants
 * whose names end in KEYS, one for each kind of block; the page has a table for each.
 */
class PolicyPageTest {

    private static final Path PAGE = Path.of("docs", "policy.md");
    private static final Path CLASSES = Path.of("src", "main", "java", "dev", "bursar", "policy");
    private static final String HEAD = "| setting | unit | default | allowed | dated | by the rules | meaning |";

    /** A row's cells by its setting. */
    private record Table(Map<String, List<String>> rows) {}

    @Test
    void each_block_that_the_reader_knows_has_a_table_with_just_its_settings() throws IOException {
        List<List<String>> told = tables().stream()
                .map(table -> table.rows().keySet().stream().sorted().toList())
                .toList();
        Map<String, List<String>> known = known();

        assertThat(known).hasSizeGreaterThanOrEqualTo(12);
        known.forEach((constant, keys) -> assertThat(told)
                .as("docs/policy.md has a table with the settings of %s", constant)
                .contains(keys.stream().sorted().toList()));
        assertThat(told)
                .as("docs/policy.md has no table of settings that the reader does not know")
                .allSatisfy(settings -> assertThat(known.values().stream()
                                .map(keys -> keys.stream().sorted().toList()))
                        .contains(settings));
    }

    @Test
    void each_row_is_filled_in_with_the_words_that_the_page_explains() throws IOException {
        for (Table table : tables()) {
            table.rows().forEach((setting, cells) -> {
                assertThat(cells).as(setting).hasSize(7).noneMatch(String::isBlank);
                assertThat(cells.get(4)).as(setting).isIn("yes", "items", "no");
                assertThat(cells.get(5)).as(setting).isIn("given", "chosen", "example");
            });
        }
    }

    @Test
    void each_default_is_the_one_that_holds() throws IOException {
        Policy least = PolicyFiles.parse("p.yaml", "version: 1\nmarket: M\ntime-zone: Asia/Tokyo\n");
        int checked = 0;
        for (Outline.Section section : least.outline()) {
            List<String> settings =
                    section.settings().stream().map(Outline.Setting::name).toList();
            Table table = tables().stream()
                    .filter(one -> one.rows().keySet().containsAll(settings))
                    .min(Comparator.comparingInt(one -> one.rows().size()))
                    .orElseThrow(() -> new AssertionError("no table for " + settings));
            for (Outline.Setting setting : section.settings()) {
                if (setting.entries().isEmpty()) {
                    assertThat(defaultOf(setting, table)).as(setting.name()).isEqualTo("none");
                    checked++;
                }
                for (Outline.Entry entry : setting.entries()) {
                    if (entry.source().isEmpty()) {
                        assertThat(defaultOf(setting, table)).as(setting.name()).isEqualTo("`" + entry.value() + "`");
                        checked++;
                    }
                }
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(22);
    }

    private static String defaultOf(Outline.Setting setting, Table table) {
        return table.rows().getOrDefault(setting.name(), List.of()).get(2);
    }

    /** By constant, in all classes of the reader. */
    private static Map<String, List<String>> known() throws IOException {
        Map<String, List<String>> known = new TreeMap<>();
        try (Stream<Path> files = Files.list(CLASSES)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName()).replace(".java", "");
                if (name.equals("package-info")) {
                    continue;
                }
                for (Field field : fields(name)) {
                    if (field.getName().endsWith("KEYS") && Modifier.isStatic(field.getModifiers())) {
                        known.put(name + "." + field.getName(), list(field));
                    }
                }
            }
        }
        return known;
    }

    private static Field[] fields(String name) {
        try {
            return Class.forName(PolicyReader.class.getPackageName() + "." + name)
                    .getDeclaredFields();
        } catch (ClassNotFoundException e) {
            throw new AssertionError("no class in " + name + ".java", e);
        }
    }

    private static List<String> list(Field field) {
        try {
            return ((List<?>) field.get(null)).stream().map(String::valueOf).toList();
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " is to be seen in its package", e);
        }
    }

    private static List<Table> tables() throws IOException {
        List<Table> tables = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.equals(HEAD)) {
                tables.add(new Table(new LinkedHashMap<>()));
                within = true;
            } else if (!line.startsWith("|")) {
                within = false;
            } else if (within && !line.startsWith("| ---")) {
                List<String> cells = Stream.of(
                                line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList();
                tables.get(tables.size() - 1).rows().put(cells.get(0).replace("`", ""), cells);
            }
        }
        assertThat(tables).isNotEmpty();
        return tables;
    }
}
