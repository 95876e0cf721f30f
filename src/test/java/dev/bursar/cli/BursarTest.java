package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.jobs.Bursary;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.LotKey;
import dev.bursar.ledger.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as far as it needs no database. */
class BursarTest {

    @TempDir
    Path folder;

    @Test
    void without_a_command_it_helps_but_does_not_look_successful() {
        Typed typed = Typed.command();

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("Commands:", "Exit codes:").endsWith("such as: bursar demo\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "migrate",
                "import",
                "generate",
                "run",
                "rerun",
                "stop",
                "recover",
                "status",
                "housekeeping",
                "jobs",
                "policy",
                "policy check",
                "policy explain",
                "history",
                "show",
                "verify",
                "member",
                "explain",
                "exceptions"
            })
    void each_command_helps_with_an_example(String command) {
        Typed typed = Typed.command((command + " --help").split(" "));

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .startsWith("Usage: bursar " + command)
                .containsPattern("Examples?:\n  .*bursar " + command);
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void the_import_helps_with_every_kind_of_file() throws IOException {
        String help = Typed.command("import", "--help").out().replaceAll("\\s+", " ");
        String listed = help.substring(help.indexOf("Kinds: ") + "Kinds: ".length(), help.indexOf(". FILE"));

        try (Stream<Path> examples = Files.list(Path.of("docs", "examples"))) {
            assertThat(listed.split(", "))
                    .containsExactlyInAnyOrderElementsOf(examples.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.endsWith(".csv"))
                            .map(name -> name.replace(".csv", ""))
                            .toList());
        }
    }

    @Test
    void the_version_is_told() {
        assertThat(Typed.command("--version").out()).startsWith("bursar ");
    }

    @Test
    void an_unknown_command_suggests_the_right_one() {
        Typed typed = Typed.command("exeptions");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).isEqualTo("""
                bursar: unknown command "exeptions"; did you mean "exceptions"?
                To see how it is used, type: bursar --help
                """);
    }

    @Test
    void letters_that_changed_places_suggest_the_right_command_and_option() {
        assertThat(Typed.command("rnu").err()).startsWith("bursar: unknown command \"rnu\"; did you mean \"run\"?");
        assertThat(Typed.command("generate", "--otu", "x").err()).contains("did you mean \"--out\"?");
        assertThat(Typed.command("run", "hourly", "--huor=2026-11-20T13").err())
                .startsWith("bursar: unknown option \"--huor\"; did you mean \"--hour\"?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            member abc                        | 'abc' is not a member id: a whole number from 1 up
            policy explain --order 0          | '0' is not an order id: a whole number from 1 up
            policy explain --order x          | 'x' is not an order id: a whole number from 1 up
            member 0                          | '0' is not a member id: a whole number from 1 up
            verify --member x                 | 'x' is not a member id: a whole number from 1 up
            verify --sample 0                 | '0' is not a whole number from 1
            verify --sample -5                | '-5' is not a whole number from 1
            verify --seed x                   | 'x' is not a whole number
            show first                        | 'first' is not a run's number: a whole number from 1 up
            history --limit 0                 | '0' is not a whole number from 1
            run nightly --partitions many     | 'many' is not a whole number
            run nightly --date today          | 'today' is not a date such as 2026-11-20
            exceptions --since 2026-02-30     | '2026-02-30' is not a date such as 2026-11-20
            generate --out x --orders 1e9     | '1e9' is not a whole number
            generate --out x --members few    | 'few' is not a whole number
            generate --out x --late often     | 'often' is not a number such as 0.01
            """)
    void what_is_no_number_or_date_is_told_in_words(String command, String told) {
        Typed typed = Typed.command(command.split(" "));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains(told).doesNotContain("positional").hasLineCount(2);
    }

    @Test
    void an_unknown_option_suggests_the_right_one() {
        Typed typed = Typed.command("run", "nightly", "--dat", "2026-11-20");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).startsWith("bursar: unknown option \"--dat\"; did you mean \"--date\"?");
        assertThat(typed.lastLine()).endsWith("type: bursar run --help");
    }

    @Test
    void an_unknown_job_suggests_the_right_one() {
        Typed typed = Typed.command("run", "nigthly");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).startsWith("bursar: there is no job or step \"nigthly\"; did you mean \"nightly\"?");
        assertThat(typed.lastLine()).isEqualTo("Type: bursar jobs");
    }

    @Test
    void what_to_type_names_the_program_as_it_was_called() {
        Properties properties = new Properties();
        properties.setProperty("bursar.command", "./bursar");

        Typed typed = Typed.in(Map.of(), properties, Clock.systemUTC(), "run");

        assertThat(typed.lastLine()).endsWith("type: ./bursar run --help");
    }

    @Test
    void a_value_of_the_wrong_kind_says_how_to_write_it() {
        Typed typed = Typed.command("run", "hourly", "--hour", "yesterday");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("\"yesterday\" is no hour; write it in UTC, such as 2026-11-20T13");
    }

    @Test
    void a_day_that_is_not_over_is_refused() {
        Typed typed = Typed.command("run", "nightly", "--date", "2026-11-21");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("the day 2026-11-21 is not over yet in America/Los_Angeles");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21T08", "2026-11-21T09"})
    void an_hour_that_is_not_over_is_refused(String hour) {
        for (String name : List.of("hourly", "credit-orders")) {
            Typed typed = Typed.command("run", name, "--hour", hour);

            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).startsWith("bursar: the hour " + hour + " UTC is not over yet: it ends at ");
            assertThat(typed.lastLine()).isEqualTo("Type: bursar run " + name);
        }
    }

    @Test
    void a_step_is_not_run_for_a_day_that_is_not_over() {
        Typed typed = Typed.command("run", "credit-orders", "--date", "2026-11-21");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.lastLine()).isEqualTo("Type: bursar run credit-orders");
    }

    @Test
    void an_hour_is_not_for_a_nightly_job() {
        Typed typed = Typed.command("run", "nightly", "--hour", "2026-11-20T13");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("runs for each business date and not for an hour");
    }

    @Test
    void the_number_of_partitions_divides_the_shards() {
        assertThat(Typed.command("run", "nightly", "--partitions", "7").err())
                .contains("--partitions is 1, 2, 4, 8, 16, 32 or 64, and not 7");
    }

    @Test
    void nothing_is_advised_that_cannot_be_typed() {
        String commands = Typed.command("--help").out();
        Stream<String> reasons = Stream.of(Reason.values()).map(Reason::explanation);
        Stream<String> deviations = Stream.of(Deviation.Check.values())
                .map(check -> new Deviation(check, new AccountKey(7, 0), LotKey.base(Fact.order(42)), "", "").advice());

        assertThat(commands).doesNotContain("adjust");
        assertThat(Stream.concat(reasons, deviations)).isNotEmpty().noneMatch(advice -> advice.contains("adjust"));
    }

    @Test
    void jobs_are_listed_with_the_times_they_are_due() {
        assertThat(Typed.command("jobs").out()).contains("""
                  due    5 * * * * (UTC), one run for each hour UTC
                         last 2026-11-21 08:05, next 2026-11-21 09:05
                """);
    }

    @Test
    void jobs_are_listed_as_json() {
        assertThat(Typed.command("jobs", "--json").out()).contains("""
                      "name": "nightly",""", """
                      "lastDue": "2026-11-20T08:30:00Z",
                      "nextDue": "2026-11-21T08:30:00Z",
                      "completed": null
                """);
    }

    @Test
    void faults_in_job_files_are_listed_and_end_with_the_next_step() throws IOException {
        Files.createDirectories(folder.resolve("policy"));
        Files.writeString(folder.resolve("policy/market.yaml"), Bursary.MARKET);
        Files.writeString(folder.resolve("odd.yaml"), "name: odd\nsteps: [credit-order]\n");

        Typed typed = Typed.in(Typed.jobsIn(folder), new Properties(), Clock.systemUTC(), "jobs");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("odd.yaml:2: unknown step `credit-order`; did you mean `credit-orders`?");
        assertThat(typed.lastLine()).isEqualTo("Mend them, then type the same command again.");
    }

    @Test
    void a_database_that_cannot_be_used_is_told_in_a_sentence_and_the_next_step() {
        Map<String, String> nowhere = Map.of("BURSAR_DB_URL", "jdbc:mysql://127.0.0.1:1/bursar");

        for (List<String> command : List.of(List.of("history"), List.of("member", "42"), List.of("run", "hourly"))) {
            Typed typed = Typed.in(nowhere, new Properties(), Clock.systemUTC(), command.toArray(String[]::new));

            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err())
                    .startsWith("bursar: ")
                    .doesNotContain("Exception")
                    .hasLineCount(2)
                    .endsWith("Once the database is as it should be, type the same command again.\n");
        }
    }
}
