package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GenerateIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    /** Five times the heap in files; docs/market.md has the long form by hand. */
    @Test
    void a_large_market_is_made_in_little_memory() throws Exception {
        Path market = folder.resolve("market");
        Process process = java("-Xmx64m", "generate", "--out", market.toString(), "--orders", "500000", "--days", "60");

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said()).isZero();
        assertThat(said()).contains("500,000 orders, ");
        assertThat(Files.readString(market.resolve("market.txt"))).contains("orders: 500000\n");
        assertThat(size(market)).isGreaterThan(5L * 64 * 1_024 * 1_024);
    }

    @Test
    void a_market_goes_straight_into_the_tables_and_is_credited() {
        try (Terminal terminal =
                new Terminal(database.environment(), new Properties(), Clock.fixed(Typed.NOW, ZoneOffset.UTC))) {
            Typed generated = terminal.type("generate", "--tables", "--orders", "800", "--quiet");
            Typed credited = terminal.type("run", "credit-orders", "--quiet");
            Typed verified = terminal.type("verify", "--quiet");

            assertThat(generated.err()).isEmpty();
            assertThat(generated.out()).contains("800 orders, ");
            assertThat(List.of(generated.exitCode(), credited.exitCode(), verified.exitCode()))
                    .containsOnly(0);
            assertThat(terminal.type("generate", "--tables").err()).contains("tables are not empty", "BURSAR_DB_URL");
        }
    }

    private Process java(String heap, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put("BURSAR_JOBS", Path.of("jobs").toAbsolutePath().toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
