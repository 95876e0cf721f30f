package dev.bursar.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows each rule of {@link Architecture} what it must refuse and what it must let pass. */
class ArchitectureProofTest {
    /** Who may use whom; a second writing of the design, so that a slip in {@link Arrows} shows. */
    private static final Map<String, String> DRAWN = Map.ofEntries(
            Map.entry(
                    "cli",
                    "jobs earning spending lapse coupons refunds warnings closing reports ledger policy shop"
                            + " batch sql database"),
            Map.entry(
                    "jobs",
                    "earning spending lapse coupons refunds warnings closing reports ledger policy shop batch"
                            + " sql database"),
            Map.entry("earning", "ledger policy shop batch sql"),
            Map.entry("spending", "ledger policy shop batch sql"),
            Map.entry("lapse", "ledger policy shop batch sql"),
            Map.entry("coupons", "ledger policy shop batch sql"),
            Map.entry("refunds", "ledger policy shop batch sql"),
            Map.entry("warnings", "ledger policy shop batch sql"),
            Map.entry("closing", "ledger policy shop batch sql"),
            Map.entry("reports", "ledger policy shop batch sql"),
            Map.entry("ledger", "policy shop sql"),
            Map.entry("shop", "batch sql"),
            Map.entry("policy", ""),
            Map.entry("batch", "sql"),
            Map.entry("database", "sql"),
            Map.entry("sql", ""));

    @TempDir
    Path folder;

    @Test
    void every_arrow_that_is_not_drawn_is_refused() {
        Map<String, String> sources = new HashMap<>();
        Set<String> refused = new TreeSet<>();
        for (String from : DRAWN.keySet()) {
            sources.put("dev.bursar." + from + ".Target", "package dev.bursar." + from + "; public class Target {}");
            for (String to : DRAWN.keySet()) {
                sources.put(
                        "dev.bursar." + from + ".To_" + to,
                        "package dev.bursar.%s; class To_%s { dev.bursar.%s.Target it; }".formatted(from, to, to));
                boolean drawn = List.of(drawnFrom(from).split(" ")).contains(to);
                if (!drawn && !from.equals(to)) {
                    refused.add(from + " -> " + to);
                }
            }
        }
        EvaluationResult result = rule("arrows run down only").evaluate(Compiled.classes(folder, sources));

        Set<String> found = new TreeSet<>();
        for (String line : result.getFailureReport().getDetails()) {
            found.add(line.replaceAll("Field <dev\\.bursar\\.(\\w+)\\.To_(\\w+)\\.it>.*", "$1 -> $2"));
        }
        assertThat(found).isEqualTo(refused);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            every class is in a package of the design             | dev.bursar.helpers.Helper       | int size;
            policy and rules are pure                             | dev.bursar.policy.Rates         | java.sql.Connection connection;
            policy and rules are pure                             | dev.bursar.policy.Rates         | javax.sql.DataSource source;
            policy and rules are pure                             | dev.bursar.ledger.Account       | org.springframework.jdbc.core.JdbcOperations jdbc;
            policy and rules are pure                             | dev.bursar.ledger.Account       | java.time.Clock clock;
            policy and rules are pure                             | dev.bursar.ledger.Account       | static class Store { java.time.Clock clock; }
            policy and rules are pure                             | dev.bursar.earning.Reward       | java.time.InstantSource clock;
            batch knows nothing but its framework                 | dev.bursar.batch.Shard          | de.siegmar.fastcsv.reader.CsvReader<?> reader;
            only the command line reads the clock                 | dev.bursar.shop.Order           | Object t = java.time.Instant.now();
            only the command line reads the clock                 | dev.bursar.shop.Order           | Object t = java.time.LocalDate.now(java.time.ZoneOffset.UTC);
            only the command line reads the clock                 | dev.bursar.shop.Order           | Object t = java.time.Clock.systemUTC();
            only the command line reads the clock                 | dev.bursar.shop.Order           | Object t = System.currentTimeMillis();
            only the command line reads the clock                 | dev.bursar.shop.Order           | Object t = new java.util.Date();
            only the command line reads the clock                 | dev.bursar.shop.Order           | Object t = java.time.ZoneId.systemDefault();
            only the command line reads the clock                 | dev.bursar.shop.Order           | java.util.function.Supplier<?> t = java.time.Instant::now;
            only the command line talks to the terminal and exits | dev.bursar.shop.Order           | void f() { System.out.println(); }
            only the command line talks to the terminal and exits | dev.bursar.shop.Order           | void f(Exception e) { e.printStackTrace(); }
            only the command line talks to the terminal and exits | dev.bursar.shop.Order           | void f() { System.exit(1); }
            every package is null-marked                          | dev.bursar.shop.unmarked.Order  | int size;
            nothing is injected into fields                       | dev.bursar.jobs.Runner          | @org.springframework.beans.factory.annotation.Autowired Object it;
            logs go through SLF4J                                 | dev.bursar.jobs.Runner          | java.util.logging.Logger log = java.util.logging.Logger.getGlobal();
            """)
    void a_breach_is_refused(String sentence, String type, String body) {
        assertThat(evaluate(sentence, type, body).hasViolation()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            policy and rules are pure                             | dev.bursar.ledger.LotStore      | java.sql.Connection connection;
            policy and rules are pure                             | dev.bursar.earning.CreditSteps  | static class Part { javax.sql.DataSource source; }
            batch knows nothing but its framework                 | dev.bursar.batch.Shard          | int[] shards; javax.sql.DataSource source; org.springframework.batch.core.job.Job job;
            only the command line reads the clock                 | dev.bursar.shop.Order           | Object now(java.time.Clock clock) { return java.time.Instant.now(clock); }
            only the command line reads the clock                 | dev.bursar.shop.Order           | long nanos = System.nanoTime();
            only the command line reads the clock                 | dev.bursar.cli.Main             | Object clock = java.time.Clock.systemUTC();
            only the command line talks to the terminal and exits | dev.bursar.cli.Main             | void f() { System.out.println(); System.exit(1); }
            """)
    void what_is_right_passes(String sentence, String type, String body) {
        assertThat(evaluate(sentence, type, body).getFailureReport().getDetails())
                .isEmpty();
    }

    @Test
    void a_package_that_is_marked_passes() {
        Map<String, String> sources = Map.of(
                "dev.bursar.shop.package-info",
                "@org.jspecify.annotations.NullMarked package dev.bursar.shop;",
                "dev.bursar.shop.Order",
                "package dev.bursar.shop; class Order {}");
        EvaluationResult result = rule("every package is null-marked").evaluate(Compiled.classes(folder, sources));

        assertThat(result.hasViolation()).isFalse();
    }

    private EvaluationResult evaluate(String sentence, String type, String body) {
        int dot = type.lastIndexOf('.');
        String source = "package %s; class %s { %s }".formatted(type.substring(0, dot), type.substring(dot + 1), body);
        return rule(sentence).evaluate(Compiled.classes(folder, Map.of(type, source)));
    }

    private static ArchRule rule(String sentence) {
        return Objects.requireNonNull(Architecture.RULES.get(sentence), sentence)
                .allowEmptyShould(true);
    }

    private static String drawnFrom(String name) {
        return Objects.requireNonNull(DRAWN.get(name));
    }
}
