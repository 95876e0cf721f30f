package dev.bursar.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policy that comes with Bursar is valid and does what its comments say. */
class DefaultMarketTest {

    private static final Path FOLDER = Path.of("jobs", "policy");

    private final Policy policy = PolicyFiles.read(FOLDER);

    @Test
    void it_is_valid_and_has_version_1() {
        assertThat(policy.version()).isEqualTo(1);
    }

    @Test
    void a_dollar_earns_a_coin_also_long_ago() {
        assertThat(policy.coinRate(7, null, "USD", null, Instant.parse("1997-01-01T12:00:00Z")))
                .hasValueSatisfying(rate -> assertThat(rate.value()).isEqualByComparingTo("1"));
    }

    @Test
    void coins_live_for_365_days() {
        assertThat(policy.coinLifeAt(Instant.parse("2026-01-15T18:00:00Z"))
                        .endOf(Instant.parse("2026-01-15T18:00:00Z"), policy.zone()))
                .contains(Instant.parse("2027-01-16T08:00:00Z"));
    }

    @Test
    void what_was_bought_on_singles_day_earns_double_coins_when_it_is_completed_within_a_month() {
        for (String completed : new String[] {"2026-11-11T08:00:00Z", "2026-11-20T12:00:00Z", "2026-12-12T07:59:59Z"}) {
            assertThat(policy.promotionsAt(Instant.parse(completed), Activity.ORDER, ProgrammeKind.COINS))
                    .filteredOn(promotion -> promotion.events().contains("singles-day"))
                    .extracting(Promotion::name)
                    .containsExactly("Singles' Day 2026");
        }
        assertThat(policy.promotionsAt(Instant.parse("2026-12-12T08:00:00Z"), Activity.ORDER, ProgrammeKind.COINS))
                .noneMatch(promotion -> promotion.events().contains("singles-day"));
    }

    @Test
    void whoever_checks_in_every_day_earns_eight_coins_from_the_fifth_day_on() {
        Reward reward = policy.reward(Activity.CHECK_IN, ProgrammeKind.COINS, "", Instant.parse("2026-01-15T18:00:00Z"))
                .orElseThrow();

        assertThat(LongStream.of(1, 2, 3, 4, 5, 6, 1_000_000_000_000L).map(reward::unitsOnDay))
                .containsExactly(1L, 2L, 3L, 5L, 8L, 8L, 8L);
    }

    @Test
    void a_wheel_that_is_spun_earns_less_from_2027_on() {
        assertThat(spun("2027-01-01T07:59:59.999999Z")).isEqualTo(3);
        assertThat(spun("2027-01-01T08:00:00Z")).isEqualTo(2);
    }

    private long spun(String at) {
        return policy.reward(Activity.GAME, ProgrammeKind.COINS, "spin-the-wheel", Instant.parse(at))
                .orElseThrow()
                .units();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void it_shows_each_setting_and_the_page_for_operators_explains_it(String setting) throws IOException {
        StringBuilder files = new StringBuilder();
        try (Stream<Path> folder = Files.list(FOLDER)) {
            for (Path file : folder.toList()) {
                files.append(Files.readString(file));
            }
        }

        assertThat(files).containsPattern("\\b" + setting + "\\b");
        assertThat(Files.readString(Path.of("docs", "policy.md"))).containsPattern("\\b" + setting + "\\b");
    }

    static Stream<String> settings() {
        return Stream.of(
                        PolicyReader.KEYS,
                        CoinsReader.KEYS,
                        CoinsReader.RATE_KEYS,
                        ProgrammeReader.KEYS,
                        DatedReader.KEYS,
                        LifeReader.KEYS,
                        ActivitiesReader.KEYS,
                        ActivitiesReader.REWARD_KEYS,
                        PromotionsReader.KEYS,
                        SpendingReader.KEYS,
                        SpendingReader.VALUE_KEYS,
                        CouponsReader.KEYS,
                        LapseReader.KEYS,
                        LapseReader.NOTICE_KEYS)
                .flatMap(List::stream)
                .distinct();
    }
}
