package dev.bursar.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files are one policy. */
class PolicyFilesTest {

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void aMarket() throws IOException {
        write("market.yaml", "version: 3\nmarket: Test\ntime-zone: Asia/Tokyo\n");
    }

    @Test
    void lists_go_on_in_the_next_file() throws IOException {
        write("a.yaml", "coins: {rates: [{currency: USD, rate: 1}]}");
        write("b.yaml", "coins: {rates: [{currency: USD, rate: 2}]}");

        assertThatThrownBy(() -> PolicyFiles.read(folder))
                .isInstanceOf(FaultsException.class)
                .hasMessageContaining("b.yaml:1: the coin rate for USD is already in force before by a.yaml:1");
    }

    @Test
    void a_single_value_stands_in_one_file_only() throws IOException {
        write("zone.yaml", "time-zone: Asia/Tokyo");

        assertThatThrownBy(() -> PolicyFiles.read(folder))
                .hasMessage("zone.yaml:1: `time-zone` is already set at market.yaml:3; keep one");
    }

    @Test
    void a_folder_without_policy_files_is_a_fault() throws IOException {
        Files.delete(folder.resolve("market.yaml"));

        assertThatThrownBy(() -> PolicyFiles.read(folder)).hasMessageContaining("holds no policy file");
    }

    @Test
    void a_missing_folder_is_a_fault() {
        assertThatThrownBy(() -> PolicyFiles.read(folder.resolve("nowhere")))
                .hasMessageContaining("is not a folder that can be read");
    }

    @Test
    void a_file_that_is_not_utf_8_is_a_fault() throws IOException {
        Files.write(folder.resolve("bad.yaml"), new byte[] {'a', ':', (byte) 0xC3, (byte) 0x28});

        assertThatThrownBy(() -> PolicyFiles.read(folder)).hasMessageStartingWith("bad.yaml: is not UTF-8 text");
    }

    @Test
    void a_folder_in_place_of_a_file_is_a_fault() throws IOException {
        Files.createDirectory(folder.resolve("odd.yaml"));

        assertThatThrownBy(() -> PolicyFiles.read(folder)).hasMessageStartingWith("odd.yaml: cannot be read");
    }

    @Test
    void a_yml_file_is_not_silently_left_out() throws IOException {
        write("coins.yml", "coins: {}");

        assertThatThrownBy(() -> PolicyFiles.read(folder)).hasMessageStartingWith("coins.yml: is not read; rename it");
    }

    @Test
    void files_that_are_named_are_read_together_and_called_by_their_paths() throws IOException {
        write("coins.yaml", "coins: {rates: [{currency: USD, rate: -1}]}");
        Path coins = folder.resolve("coins.yaml");

        assertThatThrownBy(() -> PolicyFiles.read(List.of(coins, folder.resolve("market.yaml"))))
                .hasMessage(coins + ":1: `rate` is from 0 to 1000000, not -1");
        assertThatThrownBy(() -> PolicyFiles.read(List.of(folder, coins)))
                .as("read once though named twice")
                .hasMessage(coins + ":1: `rate` is from 0 to 1000000, not -1");
    }

    @Test
    void a_file_that_is_not_there_or_that_no_run_reads_is_a_fault() throws IOException {
        write("coins.draft", "coins: {}");
        Path market = folder.resolve("market.yaml");

        assertThatThrownBy(() -> PolicyFiles.read(List.of(market, folder.resolve("coin.yaml"))))
                .hasMessage(folder.resolve("coin.yaml") + ": is not there; check the name");
        assertThatThrownBy(() -> PolicyFiles.read(List.of(market, folder.resolve("coins.draft"))))
                .hasMessageContaining("coins.draft: is not read; rename it to end in .yaml");
    }

    @Test
    void a_byte_order_mark_does_no_harm() throws IOException {
        write("market.yaml", "\uFEFFversion: 3\nmarket: Test\ntime-zone: Asia/Tokyo\n");

        assertThat(PolicyFiles.read(folder).version()).isEqualTo(3);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
