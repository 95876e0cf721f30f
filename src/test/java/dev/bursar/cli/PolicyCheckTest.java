package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bursar policy check}, which needs no database. */
class PolicyCheckTest {

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void aMarket() throws IOException {
        write("market.yaml", "version: 3\nmarket: Test\ntime-zone: America/Los_Angeles\n");
        write("coins.yaml", """
                coins:
                  life: P365D
                  rates:
                    - {currency: JPY, to: 2026-01-01, rate: 0.006}
                    - {currency: JPY, from: 2026-01-01, to: 2027-01-01, rate: 0.0065}
                    - {currency: JPY, from: 2027-01-01, rate: 0.007}
                """);
    }

    @Test
    void a_folder_without_faults_is_told_setting_by_setting_with_dates_and_places() {
        Typed typed = check(folder);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(words(typed))
                .startsWith("No fault in " + folder + ", read together as one policy,")
                .contains("rates currency JPY, rate 0.006, to 2026-01-01 coins.yaml:4 (over)")
                .contains("currency JPY, rate 0.0065, from 2026-01-01 coins.yaml:5 to 2027-01-01")
                .contains("currency JPY, rate 0.007, from 2027-01-01 coins.yaml:6 (to come)");
        assertThat(typed.out())
                .containsPattern("\n  version +3 +market.yaml:1\n")
                .containsPattern("\n  grace +P35D +default\n")
                .containsPattern("\ncoins\n  funder +platform +default\n  life +P365D +coins.yaml:2\n")
                .containsPattern(
                        "\nspending\n  time-out +P7D +default\n  coin-values +none\n  coin-share +0.5 +default\n")
                .containsPattern("\n  coin-minimum +none\n")
                .containsPattern("\n  reviews +none\n");
    }

    @Test
    void without_a_name_the_folder_of_a_run_is_checked_and_fits_a_terminal() {
        Typed typed = Typed.command("policy", "check");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .startsWith("No fault in jobs/policy, read together as one policy,")
                .contains("Singles' Day 2026");
        assertThat(typed.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void the_folder_of_a_run_is_that_of_its_jobs() throws IOException {
        Files.createDirectory(folder.resolve("policy"));
        Files.writeString(folder.resolve("policy").resolve("a.yaml"), "version: 1\nmarket: M\n");

        Typed typed = Typed.in(Typed.jobsIn(folder), new Properties(), Clock.systemUTC(), "policy", "check");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).contains("policy:\n  no file sets `time-zone`; add a line such as");
    }

    @Test
    void each_fault_is_named_with_the_line_as_it_is_written() throws IOException {
        write("coins.yaml", """
                coins:
                  rates:
                    - {currency: USD, rate: -1}
                    - {curency: EUR, rate: 1}
                """);

        Typed typed = check(folder);

        assertThat(typed.exitCode()).isEqualTo(2);
        String file = folder.resolve("coins.yaml").toString();
        assertThat(typed.out())
                .contains(file + ":3: - {currency: USD, rate: -1}\n  `rate` is from 0 to 1000000, not -1\n\n")
                .contains(
                        file + ":4: - {curency: EUR, rate: 1}\n  unknown key `curency` in each coin rate; did you mean")
                .contains("It knows\n  from, to, currency, store, category, event, rate\n");
        assertThat(typed.err()).isEqualTo("""
                bursar: 3 faults; no run uses a policy with a fault
                Mend them, then type the same command again.
                """);
    }

    @Test
    void a_part_of_a_folder_is_a_policy_of_its_own_and_the_way_to_the_whole_is_told() {
        Typed typed = check(folder.resolve("coins.yaml"));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).contains("coins.yaml:\n  no file sets `version`");
        assertThat(typed.lastLine())
                .isEqualTo("Mend them, and check all of the folder as a run reads it: bursar policy check " + folder);
    }

    @Test
    void files_of_different_folders_are_checked_together() throws IOException {
        Path draft = Files.createDirectory(folder.resolve("draft")).resolve("coins.yaml");
        Files.writeString(draft, "coins: {rates: [{currency: JPY, rate: 1}]}");

        assertThat(check(folder.resolve("market.yaml"), draft).out()).contains("currency JPY, rate 1", draft + ":1");
        assertThat(check(folder, draft).out())
                .as("a folder and one file too many")
                .contains(draft + ":1: coins: {rates: [{currency: JPY, rate: 1}]}")
                .contains("the coin rate for JPY is already in force before by");
    }

    @Test
    void as_json_faults_and_sections_are_data() throws IOException {
        assertThat(words(Typed.command("policy", "check", folder.toString(), "--json")))
                .contains("\"faults\": [],")
                .contains(words("""
                        "value": "currency JPY, rate 0.0065",
                        "from": "2026-01-01T08:00:00Z",
                        "to": "2027-01-01T08:00:00Z",
                        "holdsNow": true,
                        """));

        write("coins.yaml", "coins: {rate: 1}");
        Typed faulty = Typed.command("policy", "check", folder.toString(), "--json");

        assertThat(faulty.exitCode()).isEqualTo(2);
        assertThat(words(faulty))
                .contains("\"file\": \"" + folder.resolve("coins.yaml") + "\", \"line\": 1,")
                .contains("\"sections\": []");
    }

    @Test
    void without_a_command_it_helps_but_does_not_look_successful() {
        Typed typed = Typed.command("policy");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("check", "explain").endsWith("Type: bursar policy check\n");
    }

    @Test
    void an_explanation_needs_an_order_and_a_policy_without_faults() throws IOException {
        assertThat(Typed.command("policy", "explain").err())
                .startsWith("bursar: missing required option: '--order=ORDER'");

        write("coins.yaml", "coins: {rate: 1}");
        Typed faulty = Typed.command("policy", "explain", "--order", "1", "--policy", folder.toString());

        assertThat(faulty.exitCode()).isEqualTo(2);
        assertThat(faulty.err()).startsWith("coins.yaml:1: unknown key `rate` in `coins`");
    }

    private static String words(Typed typed) {
        return words(typed.out());
    }

    /** As one line, wherever it is broken. */
    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static Typed check(Path... paths) {
        String[] arguments = new String[paths.length + 2];
        arguments[0] = "policy";
        arguments[1] = "check";
        for (int i = 0; i < paths.length; i++) {
            arguments[i + 2] = paths[i].toString();
        }
        return Typed.command(arguments);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
