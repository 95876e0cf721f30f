package dev.bursar.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SameBytesTest {

    private static final AMarket MARKET =
            AMarket.ofOrders(1_500).days(LocalDate.of(2026, 10, 30), 14).poison(0.01);

    @TempDir
    Path folder;

    /** If this changes, every market that anybody has made from a seed changes: say so in the release's notes. */
    @Test
    void a_seed_means_the_same_market_in_every_version() {
        assertThat(digest("golden", MARKET, Cadence.DAILY))
                .isEqualTo("bb4170e907f83d92b02176a475e42fabf9e3a9f750843f665e2d4727ce33c6a0");
    }

    @ParameterizedTest
    @EnumSource(Cadence.class)
    void the_same_seed_gives_the_same_bytes(Cadence cadence) {
        assertThat(digest("one", MARKET, cadence)).isEqualTo(digest("other", MARKET, cadence));
    }

    @Test
    void neither_language_nor_zone_of_the_machine_shows() {
        String here = digest("here", MARKET, Cadence.HOURLY);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));

            assertThat(digest("there", MARKET, Cadence.HOURLY)).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void another_seed_gives_another_market() {
        assertThat(digest("one", MARKET, Cadence.DAILY)).isNotEqualTo(digest("other", MARKET.seed(8), Cadence.DAILY));
    }

    @Test
    void compressed_files_hold_the_same() {
        MARKET.generator().files(folder.resolve("gz"), Cadence.HOURLY, true, orders -> {});

        assertThat(new WrittenMarket(folder.resolve("gz")).files())
                .allMatch(file -> file.toString().endsWith(".csv.gz"));
        assertThat(new WrittenMarket(folder.resolve("gz")).digest()).isEqualTo(digest("plain", MARKET, Cadence.HOURLY));
    }

    @Test
    void a_longer_period_leaves_earlier_deliveries_as_they_were() {
        AMarket market = AMarket.ofOrdersADay(20).poison(0.01);
        LocalDate first = LocalDate.of(2026, 10, 20);
        market.days(first, 25).write(folder.resolve("short"), Cadence.DAILY);
        market.days(first, 40).write(folder.resolve("long"), Cadence.DAILY);
        String[] days = Stream.iterate(first, day -> day.plusDays(1))
                .limit(25)
                .map(LocalDate::toString)
                .toArray(String[]::new);

        assertThat(new WrittenMarket(folder.resolve("long")).digest(days))
                .isEqualTo(new WrittenMarket(folder.resolve("short")).digest(days));
    }

    @Test
    void the_summary_tells_the_rows_of_each_file() throws IOException {
        Made made = MARKET.write(folder.resolve("told"), Cadence.DAILY);

        String summary = Files.readString(folder.resolve("told/market.txt"));
        for (Path file : new WrittenMarket(folder.resolve("told")).files()) {
            String delivery = WrittenMarket.delivery(file);
            String kind = String.valueOf(file.getFileName()).replace("-" + delivery + ".csv", "");
            long rows = Files.readAllLines(file).size() - 1L;
            assertThat(summary).contains("\n" + delivery + "," + kind + "," + rows + ",");
        }
        assertThat(summary).startsWith("seed: 7\n").contains("\npoison,rows\n");
        assertThat(made.setAside()).isPositive();
    }

    @Test
    void a_folder_that_holds_anything_is_left_alone() throws IOException {
        Files.writeString(folder.resolve("mine"), "");

        assertThatThrownBy(() -> MARKET.write(folder, Cadence.DAILY))
                .isInstanceOf(MarketRefusedException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void what_is_left_of_an_attempt_that_did_not_end_is_told() throws IOException {
        Files.createDirectories(folder.resolve("new.part/2026-11-01"));

        assertThatThrownBy(() -> MARKET.write(folder.resolve("new"), Cadence.DAILY))
                .isInstanceOf(MarketRefusedException.class)
                .hasMessageContaining("new.part is not empty");
    }

    private String digest(String name, AMarket market, Cadence cadence) {
        market.write(folder.resolve(name), cadence);
        return new WrittenMarket(folder.resolve(name)).digest();
    }
}
