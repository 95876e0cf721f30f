package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.bursar.batch.LogContext;
import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.JobFiles;
import dev.bursar.jobs.Steps;
import dev.bursar.policy.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code monitoring/} asks for is what Bursar tells. */
class MonitoringTest {

    private static final Path FOLDER = Path.of("monitoring");

    /** A figure with its labels, if any. */
    private static final Pattern FIGURE = Pattern.compile("\\b(bursar_[a-z_]+)\\b(?!\\s*=)(?:\\{([^}]*)\\})?");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"([^\"]*)\"");
    private static final Pattern LOG_FIELD = Pattern.compile("\\|\\s*([a-z_]+)=~?\"|sum by \\(([a-z_, ]+)\\)");

    /** Besides those that Bursar gives, the one that Loki gives every stream. */
    private static final Set<String> LABELS = Set.of("job", "bursar_job", "step");

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "dashboard.json"})
    void every_figure_that_is_asked_for_is_one_that_is_pushed(String file) throws IOException {
        List<String> expressions = expressions(file);

        assertThat(expressions).hasSizeGreaterThan(8);
        assertThat(expressions.stream().flatMap(MonitoringTest::unknown)).isEmpty();
    }

    @Test
    void a_name_that_there_is_not_would_be_found() {
        assertThat(unknown("bursar_run_secs{job=\"bursar\"}")).containsExactly("bursar_run_secs");
        assertThat(unknown("bursar_run_seconds{jobs=\"bursar\"}")).containsExactly("jobs=bursar");
        assertThat(unknown("bursar_run_seconds{bursar_job=\"nigthly\"}")).containsExactly("bursar_job=nigthly");
        assertThat(unknown("bursar_step_units{step=\"credit-order\"}")).containsExactly("step=credit-order");
    }

    @Test
    void every_figure_is_on_the_dashboard_and_explained() throws IOException {
        String dashboard = Files.readString(FOLDER.resolve("dashboard.json"));
        String page = Files.readString(FOLDER.resolve("README.md"));

        assertThat(Metric.values()).allSatisfy(metric -> {
            assertThat(dashboard).contains(metric.exposedName() + "{");
            assertThat(page)
                    .containsPattern(
                            metric.exposedName() + "`|`" + metric.exposedName().replace("bursar_step", "") + "`");
        });
    }

    @Test
    void every_job_has_an_alert_that_notices_its_absence() throws IOException {
        String alerts = Files.readString(FOLDER.resolve("alerts.yaml"));

        assertThat(jobs())
                .allSatisfy(job -> assertThat(alerts)
                        .contains(
                                "bursar_last_success_timestamp_seconds{job=\"bursar\", bursar_job=\"" + job + "\"} >"));
    }

    @Test
    void every_field_that_is_asked_of_the_logs_is_in_a_record_of_a_run() throws IOException {
        Set<String> fields = fieldsOfARecord();
        Set<String> asked = new TreeSet<>();
        for (String expression : expressions("log-alerts.yaml")) {
            LOG_FIELD
                    .matcher(expression)
                    .results()
                    .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                    .flatMap(names -> Stream.of(names.split(", ")))
                    .forEach(asked::add);
        }

        assertThat(asked).hasSizeGreaterThan(3);
        assertThat(fields).containsAll(asked);
    }

    /** As Loki's json flattens them. */
    private static Set<String> fieldsOfARecord() {
        LoggerContext logback = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("here", logback.getLogger("dev.bursar"), Level.ERROR, "words", null, new Object[0]);
        event.setMDCPropertyMap(Map.of(
                LogContext.JOB, "nightly", LogContext.RUN, "7", LogContext.STEP, "s", LogContext.PARTITION, "p"));
        String json = new String(Logging.structured(logback, false, "1").encode(event), UTF_8);
        Set<String> fields = new TreeSet<>();
        flatten("", new Yaml(new SafeConstructor(new LoaderOptions())).load(json), fields);
        return fields;
    }

    private static void flatten(String prefix, Object value, Set<String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, within) -> flatten(
                    (prefix.isEmpty() ? "" : prefix + "_") + String.valueOf(key).replace('.', '_'), within, into));
        } else {
            into.add(prefix);
        }
    }

    private static Stream<String> unknown(String expression) {
        Set<String> figures =
                Stream.of(Metric.values()).map(Metric::exposedName).collect(Collectors.toSet());
        List<String> wrong = new ArrayList<>();
        for (MatchResult figure : FIGURE.matcher(expression).results().toList()) {
            if (!figures.contains(figure.group(1))) {
                wrong.add(figure.group(1));
            }
            if (figure.group(2) != null) {
                LABEL.matcher(figure.group(2))
                        .results()
                        .filter(label -> !known(label.group(1), label.group(2)))
                        .forEach(label -> wrong.add(label.group(1) + "=" + label.group(2)));
            }
        }
        return wrong.stream();
    }

    private static boolean known(String label, String value) {
        return LABELS.contains(label)
                && switch (label) {
                    case "job" -> value.equals("bursar");
                    case "step" -> Steps.NAMES.contains(value);
                    default -> jobs().contains(value);
                };
    }

    private static List<String> jobs() {
        return JobFiles.read(
                        Path.of("jobs"),
                        Steps.NAMES,
                        PolicyFiles.read(Path.of("jobs", "policy")).zone())
                .stream()
                .map(JobFile::name)
                .toList();
    }

    /** All that stands under {@code expr}, in YAML or JSON. */
    private static List<String> expressions(String file) throws IOException {
        List<String> found = new ArrayList<>();
        collect(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve(file))), found);
        return found;
    }

    private static void collect(Object node, List<String> into) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("expr")) {
                    into.add(String.valueOf(value));
                } else {
                    collect(value, into);
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> collect(item, into));
        }
    }
}
