package dev.bursar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form that keeps the benchmark alive: every way runs, and they write the same. Nothing is asserted of speed. */
class BenchmarkIT {

    @TempDir
    private Path folder;

    @Test
    void every_way_runs_and_writes_the_same() throws Exception {
        Path json = folder.resolve("bench.json");
        Path picture = folder.resolve("bench.svg");
        assertThat(Benchmark.execute(
                        "--orders=2000",
                        "--on-top-of=1000",
                        "--textbook=300",
                        "--redemptions=600",
                        "--json=" + json,
                        "--picture=" + picture))
                .isZero();
        assertThat(Files.readString(json))
                .contains(BenchReport.LIMIT, BenchReport.OURS, "Bursar, 1 partition at a time", "textbook")
                .contains("\"size\": 2000, \"oldLots\": 1000")
                .contains("\"facts\": 300")
                .contains("\"step\": \"settle-accounts\", \"size\": 600", "\"step\": \"member_spendable\"");
        assertThat(Files.readString(picture))
                .startsWith("<svg")
                .contains("2,000 orders")
                .endsWith("</svg>\n");
    }

    @Test
    void rewards_are_measured_without_orders_unless_these_are_asked_for() throws Exception {
        Path json = folder.resolve("rewards.json");
        Path picture = folder.resolve("rewards.svg");
        assertThat(Benchmark.execute("--reviews=400", "--activities=500", "--json=" + json, "--picture=" + picture))
                .isZero();
        assertThat(Files.readString(json))
                .contains("\"step\": \"credit-reviews\", \"size\": 400")
                .contains("\"step\": \"credit-activities\", \"size\": 500")
                .contains(BenchReport.LIMIT, BenchReport.OURS, BenchReport.OURS_ALONE)
                .doesNotContain("credit-orders");
        assertThat(Files.readString(picture))
                .startsWith("<svg")
                .contains("400 reviews", "500 activities")
                .endsWith("</svg>\n");
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThat(Benchmark.execute("--rows=5")).isEqualTo(2);
    }
}
