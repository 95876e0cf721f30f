package dev.bursar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.jobs.Verification.Scope;
import dev.bursar.jobs.Verification.Summary;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Deviation.Check;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.LotKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, UTF_8);
    private final Console console = new Console(stream, stream, "bursar", false, false, false);

    private static Deviation deviation(long member) {
        return new Deviation(
                Check.REMAINDER, new AccountKey(member, 0), LotKey.base(Fact.order(member)), "13 units", "12");
    }

    private String said() {
        return out.toString(UTF_8);
    }

    @Test
    void as_json_each_deviation_is_written_when_it_is_found() {
        Findings findings = new Findings.AsJson(console);
        findings.add(deviation(7));

        assertThat(said()).startsWith("{\n  \"found\": [\n    {\n      \"member\": 7,");
    }

    @Test
    void as_json_the_sums_stand_behind_the_deviations() {
        Findings findings = new Findings.AsJson(console);
        findings.add(deviation(7));
        findings.add(deviation(8));
        String before = said();
        findings.end(new Summary(2, 3, 4, 2), new Scope.All());

        assertThat(before).contains("    },\n    {\n      \"member\": 8,");
        assertThat(said().substring(before.length())).isEqualTo("""

                  ],
                  "accounts": 2,
                  "lots": 3,
                  "entries": 4,
                  "deviations": 2
                }
                """);
    }

    @Test
    void as_json_a_proof_that_is_broken_off_is_a_whole_document_without_sums() {
        new Findings.AsJson(console).breakOff();

        assertThat(said()).isEqualTo("""
                {
                  "found": [],
                  "accounts": null,
                  "lots": null,
                  "entries": null,
                  "deviations": 0
                }
                """);
    }

    @Test
    void for_people_the_first_hundred_are_shown_and_the_rest_is_counted() {
        Findings findings = new Findings.ForPeople(console);
        for (int member = 1; member <= 1_234; member++) {
            findings.add(deviation(member));
        }
        findings.end(new Summary(2_000, 2_000, 2_000, 1_234), new Scope.All());

        assertThat(said().lines())
                .hasSize(102)
                .contains("... and 1,134 more: add --json")
                .last()
                .asString()
                .endsWith("the books are not right.");
    }

    @Test
    void for_people_what_was_found_before_a_proof_was_broken_off_is_shown() {
        Findings findings = new Findings.ForPeople(console);
        findings.add(deviation(7));
        findings.breakOff();

        assertThat(said()).isEqualTo(deviation(7) + "\n");
    }
}
