package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    static Path home;

    private static Typed first = new Typed(-1, "", "");

    @BeforeAll
    static void tell_the_story() {
        first = type("demo", "--yes");
    }

    @AfterAll
    static void leave_nothing_behind() {
        database.jdbc().sql("drop database if exists bursar_demo").update();
    }

    @Test
    void the_story_is_told_to_its_end_without_noise() {
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .contains(
                        " was stopped: it was asked to stop", "Nothing has changed.", "the books are right.", "Now you")
                .doesNotContain("Exception", "\tat ", "null", "WARN", "ERROR", "{\"");
    }

    @Test
    void what_it_tells_adds_up() {
        List<Long> rows =
                figures("  (\\S+) rows delivered, the corrected one among them = (\\S+) taken in \\+ (\\S+) set aside");
        List<Long> orders = figures(
                "  (\\S+) orders completed = (\\S+) credited \\+ (\\S+) nothing due \\+ (\\S+) waiting \\+ (\\S+) with an"
                        + " exception");
        List<Long> units =
                figures("  (\\S+) units credited = (\\S+) spent \\+ (\\S+) coins \\+ (\\S+) points in the books");

        for (List<Long> sum : List.of(rows, orders, units)) {
            assertThat(sum).allMatch(figure -> figure > 0);
            assertThat(sum.get(0))
                    .isEqualTo(sum.stream().skip(1).mapToLong(Long::longValue).sum());
        }
    }

    @Test
    void told_again_it_is_the_same_story() {
        Typed second = type("demo", "--yes");

        assertThat(second.exitCode()).isZero();
        assertThat(withoutClock(second)).isEqualTo(withoutClock(first));
    }

    @Test
    void the_readme_shows_what_it_prints() throws IOException {
        List<String> excerpt = readme().dropWhile(line -> !line.startsWith("    2. A delivery each day"))
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .filter(line -> !line.equals("..."))
                .toList();

        assertThat(excerpt).hasSizeGreaterThan(5);
        assertThat(first.out().replace(home + "/", "").lines()).containsSubsequence(excerpt);
    }

    @Test
    void every_command_of_the_readme_works_on_its_data() throws IOException {
        Map<String, List<String>> commands = Map.ofEntries(
                Map.entry("migrate", List.of("migrate")),
                Map.entry(
                        "import",
                        List.of("import", facts().resolve("2026-11-02").toString())),
                Map.entry(
                        "generate",
                        List.of(
                                "generate",
                                "--orders",
                                "50",
                                "--out",
                                home.resolve("generated").toString())),
                Map.entry("run", List.of("run", "hourly")),
                Map.entry("jobs", List.of("jobs")),
                Map.entry("policy check", List.of("policy", "check")),
                Map.entry("policy explain", List.of("policy", "explain", "--order", someOrder())),
                Map.entry("status", List.of("status")),
                Map.entry("rerun", List.of("rerun", "nightly", "--date", "2026-11-15")),
                Map.entry("recover", List.of("recover", "1")),
                Map.entry("housekeeping", List.of("housekeeping")),
                Map.entry("explain", List.of("explain", "--order", someOrder())),
                Map.entry("expiring", List.of("expiring")),
                Map.entry("history", List.of("history")),
                Map.entry("show", List.of("show", "1")),
                Map.entry("verify", List.of("verify")),
                Map.entry("member", List.of("member", "42")),
                Map.entry("exceptions", List.of("exceptions", "--waiting")));

        assertThat(commandsOfTheReadme())
                .containsAll(commands.keySet())
                .hasSize(commands.size() + 2)
                .startsWith("demo");
        assertThat(inTheDemo(List.of("stop")).err()).contains("nothing runs");
        commands.forEach((name, arguments) -> {
            Typed typed = inTheDemo(arguments);
            assertThat(typed.exitCode()).as("%s: %s", name, typed.err()).isZero();
            assertThat(typed.out()).as(name).isNotBlank();
        });
    }

    @Test
    void what_it_says_to_type_next_works_and_the_real_books_stay_as_they_are() throws IOException {
        Path rates = home.resolve(".bursar/demo/jobs/policy/coins.yaml");
        String appended =
                find("  echo '(.*)' >> " + Pattern.quote(rates.toString())).group(1);
        Files.writeString(rates, appended + "\n", StandardOpenOption.APPEND);

        List<List<String>> next = first.out()
                .lines()
                .filter(line -> line.startsWith("  bursar demo "))
                .map(line ->
                        Arrays.asList(line.substring("  bursar demo ".length()).split(" ")))
                .toList();

        assertThat(next).hasSizeGreaterThan(4);
        for (List<String> arguments : next) {
            assertThat(inTheDemo(arguments).exitCode()).as("%s", arguments).isZero();
        }
        assertThat(inTheDemo(List.of("exceptions", "--all")).out())
                .containsPattern("coins +NO_RATE +closed")
                .doesNotContainPattern("coins +NO_RATE +open");
        assertThat(inTheDemo(List.of("verify", "--all")).exitCode()).isZero();
        assertThat(database.jdbc()
                        .sql("select count(*) from shop_order")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_configured_server_is_not_touched_unasked() {
        Typed typed = type("demo");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.lastLine()).isEqualTo("If that is fine, type: bursar demo --yes");
    }

    private static List<Long> figures(String line) {
        MatchResult found = find(line);
        return Stream.iterate(1, group -> group <= found.groupCount(), group -> group + 1)
                .map(group -> Long.parseLong(found.group(group).replace(",", "")))
                .toList();
    }

    private static MatchResult find(String line) {
        return first.out()
                .lines()
                .flatMap(said -> Pattern.compile(line).matcher(said).results())
                .findFirst()
                .orElseThrow();
    }

    private static Path facts() {
        return home.resolve(".bursar/demo/facts");
    }

    private static Stream<String> readme() throws IOException {
        return Files.readString(Path.of("README.md"))
                .replace("./bursar", "bursar")
                .lines();
    }

    private static String someOrder() throws IOException {
        try (Stream<String> rows = Files.lines(facts().resolve("2026-11-02").resolve("orders-2026-11-02.csv"))) {
            return rows.skip(1).findFirst().orElseThrow().split(",")[0];
        }
    }

    private static List<String> commandsOfTheReadme() throws IOException {
        return readme().dropWhile(line -> !line.startsWith("| command "))
                .takeWhile(line -> line.startsWith("|"))
                .flatMap(line -> Pattern.compile("`(policy [a-z]+|[a-z]+)")
                        .matcher(line.split("\\|", 3)[1])
                        .results())
                .map(name -> name.group(1))
                .distinct()
                .toList();
    }

    /** All that is the same each time: not by what clock and how fast. */
    private static String withoutClock(Typed typed) {
        return typed.out()
                .lines()
                .map(line -> line.replaceAll(" in [0-9.]+ s", "")
                        .replaceAll(" +[0-9.]+ s +([0-9,]+|-)$", "")
                        .replaceAll("(\\d+  nightly .*?)20\\S+ \\d\\d:\\d\\d:\\d\\d +[0-9.]+ s", "$1")
                        .replaceAll("T16:00:[0-9.]+Z", "")
                        .replaceAll(" {2,}", "  "))
                .collect(Collectors.joining("\n"));
    }

    private static Typed inTheDemo(List<String> arguments) {
        return type(Stream.concat(Stream.of("demo"), arguments.stream()).toArray(String[]::new));
    }

    private static Typed type(String... arguments) {
        Properties properties = new Properties();
        properties.setProperty("bursar.home", home.toString());
        return Typed.in(database.environment(), properties, Clock.systemUTC(), arguments);
    }
}
