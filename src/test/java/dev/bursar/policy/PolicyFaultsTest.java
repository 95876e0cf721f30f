package dev.bursar.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the checker refuses: each example, and where and how it says so. */
class PolicyFaultsTest {

    private static final String MARKET = """
            version: 1
            market: Test
            time-zone: America/Los_Angeles
            """;

    /** Text after the three lines of a good market; the line of the fault; what its message has in it. */
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("graze: P35D", 4, "unknown key `graze` in a policy file; did you mean `grace`?"),
                Arguments.of("qwertyuiop: 1", 4, "it knows version, market"),
                Arguments.of("coins: {rate: 1}", 4, "did you mean `rates`?"),
                Arguments.of("grace: P35D\ngrace: P36D", 5, "`grace` stands twice in a policy file, first in line 4"),
                Arguments.of("grace: PT24H", 4, "whole days, months or years"),
                Arguments.of("grace: P0D", 4, "at least one day"),
                Arguments.of("grace: -P3D", 4, "such as P35D"),
                Arguments.of("grace: P200Y", 4, "at most 100 years"),
                Arguments.of("grace:", 4, "`grace` is empty"),
                Arguments.of("grace: [P35D]", 4, "`grace` is one value"),
                Arguments.of("- a", 4, "is not YAML"),
                Arguments.of("grace: P7D", 4, "`grace` must be longer than `spending.time-out`, which is P7D"),
                Arguments.of("grace: P1M\nspending: {time-out: P28D}", 5, "does not fit into the `grace` of P1M"),
                Arguments.of("spending: {time-out: P0D}", 4, "at least one day"),
                Arguments.of("spending: {timeout: P1D}", 4, "did you mean `time-out`?"),
                Arguments.of("spending: {coin-share: 1.1}", 4, "`coin-share` is from 0 to 1, not 1.1"),
                Arguments.of("spending: {coin-minimum: 0}", 4, "`coin-minimum` is from 1 to"),
                Arguments.of("spending: {coin-values: [{currency: USD}]}", 4, "this coin value has no `value`"),
                Arguments.of("spending: {coin-values: [{value: 1}]}", 4, "this coin value has no `currency`"),
                Arguments.of(
                        "spending: {coin-values: [{currency: USD, value: 0}]}", 4, "`value` is above 0 and at most"),
                Arguments.of(
                        "spending: {coin-values: [{currency: USD, value: 1},\n {currency: USD, value: 2}]}",
                        5,
                        "the coin value for USD is already in force"),
                Arguments.of("grace: \"P35D", 4, "is not YAML"),
                Arguments.of("grace: &a P35D", 4, "anchors (&) and aliases (*)"),
                Arguments.of("grace: !!java.net.URL [x]", 4, "tags (!)"),
                Arguments.of("coins: 1", 4, "`coins` is a block of keys"),
                Arguments.of("coins: {rates: {currency: USD}}", 4, "`rates` is a list"),
                Arguments.of("coins: {rates: [USD]}", 4, "each coin rate is a block of keys"),
                Arguments.of(rate("rate: 1"), 4, "this coin rate has no `currency`; add one, such as `currency: USD`"),
                Arguments.of(rate("currency: USD"), 4, "this coin rate has no `rate`"),
                Arguments.of(rate("currency: usd, rate: 1"), 4, "unknown currency \"usd\""),
                Arguments.of(rate("currency: XXX, rate: 1"), 4, "unknown currency \"XXX\""),
                Arguments.of(rate("currency: USD, rate: -1"), 4, "`rate` is from 0 to 1000000, not -1"),
                Arguments.of(
                        rate("currency: USD, rate: 1e3"),
                        4,
                        "`rate` is a decimal from 0 to 1000000, such as 1 or 0.25"),
                Arguments.of(rate("currency: USD, rate: .nan"), 4, "`rate` is a decimal"),
                Arguments.of(rate("currency: USD, rate: 1000001"), 4, "`rate` is from 0 to 1000000"),
                Arguments.of(rate("currency: USD, rate: 1, category: '*'"), 4, "not a pattern"),
                Arguments.of(rate("currency: USD, rate: 1, store: 0"), 4, "`store` is from 1 to"),
                Arguments.of(rate("currency: USD, rate: 1, store: 9223372036854775808"), 4, "`store` is from 1 to"),
                Arguments.of(rate("currency: USD, rate: 1, from: 2026-02-30"), 4, "2026-02-30 is not in the calendar"),
                Arguments.of(rate("currency: USD, rate: 1, from: 0206-02-03"), 4, "not between 1970 and 2199"),
                Arguments.of(rate("currency: USD, rate: 1, from: 11/11/2026"), 4, "is a date such as 2026-11-11"),
                Arguments.of(
                        rate("currency: USD, rate: 1, from: 2026-03-08T02:30"),
                        4,
                        "does not exist in America/Los_Angeles"),
                Arguments.of(rate("currency: USD, rate: 1, from: 2026-03-08T25:30"), 4, "is not in the calendar"),
                Arguments.of(
                        rate("currency: USD, rate: 1, from: 2026-02-02, to: 2026-02-02"),
                        4,
                        "`to` is the first moment"),
                Arguments.of(
                        rate("currency: USD, rate: 1", "currency: USD, rate: 2, from: 2026-01-01"),
                        5,
                        "the coin rate for USD is already in force on 2026-01-01 by policy.yaml:4"),
                Arguments.of(
                        rate(
                                "currency: USD, category: books, event: e, rate: 1",
                                "currency: USD, category: books, event: e, rate: 1"),
                        5,
                        "the coin rate for USD, category \"books\", event \"e\" is already in force before"),
                Arguments.of(
                        rate("currency: USD, rate: 1, to: 2026-01-01", "currency: USD, rate: 2, from: 2026-01-02"),
                        5,
                        "the coin rate for USD has a gap from 2026-01-01 to 2026-01-02"),
                Arguments.of("coins: {life: P0D}", 4, "`life` is at least one day"),
                Arguments.of("coins: {life: {until: 2026-12-31}}", 4, "would lapse at once"),
                Arguments.of("coins: {life: {end-of: week}}", 4, "`end-of` is one of month, quarter, year"),
                Arguments.of("coins: {life: {after-months: 3}}", 4, "keep one of them"),
                Arguments.of("coins: {life: {end-of: year, after-months: -1}}", 4, "`after-months` is from 0 to 1200"),
                Arguments.of("coins: {life: [{to: 2026-01-01, value: P1D}]}", 4, "ends on 2026-01-01"),
                Arguments.of(
                        "coins:\n life:\n  - {to: 2026-01-01, value: P1D}\n  - {from: 2026-01-03, value: P2D}",
                        7,
                        "`coins.life` has a gap"),
                Arguments.of("coins: {life: [{from: 2026-01-01}]}", 4, "has no `value`"),
                Arguments.of("coins: {life: P14D, pending: P14D}", 4, "lapse before they can be spent"),
                Arguments.of("coins: {funder: Big Corp}", 4, "`funder` is a code"),
                Arguments.of(
                        "coins: {excluded-categories: [toys, {category: toys, from: 2026-01-01}]}",
                        4,
                        "the exclusion of category \"toys\" is already in force"),
                Arguments.of("points: {life: P1D}", 4, "unknown key `life` in `points`"),
                Arguments.of(promotion("id: 0, bonus: 1"), 4, "`id` is from 1 to"),
                Arguments.of(promotion("id: 1"), 4, "either a `multiplier` or a `bonus`"),
                Arguments.of(promotion("id: 1, bonus: 1, multiplier: 2"), 4, "either a `multiplier` or a `bonus`"),
                Arguments.of(promotion("id: 1, multiplier: 0"), 4, "`multiplier` is above 0"),
                Arguments.of(promotion("id: 1, multiplier: 2, life: P3D"), 4, "`life` goes with a `bonus` only"),
                Arguments.of(promotion("id: 1, bonus: 0"), 4, "`bonus` is from 1 to"),
                Arguments.of(promotion("id: 1, bonus: 1.5"), 4, "`bonus` is a whole number"),
                Arguments.of(
                        "points: {pending: P14D}\n"
                                + promotion("id: 1, bonus: 1, life: P3D").replace("coins", "both"),
                        4,
                        "with `pending` P14D units could lapse before they can be spent, see `life` at policy.yaml:5"),
                Arguments.of(promotion("id: 1, bonus: 1, stores: []"), 4, "`stores` names nothing"),
                Arguments.of(promotion("id: 1, bonus: 1, stores: 12"), 4, "`stores` is a list"),
                Arguments.of(promotion("id: 1, bonus: 1, stores: [1, 1]"), 4, "`stores` names 1 twice"),
                Arguments.of(promotion("id: 1, bonus: 1, categories: [book*]"), 4, "not a pattern"),
                Arguments.of(promotion("id: 1, bonus: 1, activity: orders"), 4, "did you mean `order`?"),
                Arguments.of(
                        promotion("id: 1, bonus: 1, activity: review, events: [e]"),
                        4,
                        "with `events` this promotion would never apply: only orders carry a promotion day's name"),
                Arguments.of(
                        promotion("id: 1, bonus: 1, activity: task, categories: [books]"),
                        4,
                        "with `categories` this promotion would never apply: only orders and reviews"),
                Arguments.of(
                        promotion("id: 1, bonus: 1, activity: referral, products: [7]"),
                        4,
                        "with `products` this promotion would never apply: only orders and reviews"),
                Arguments.of(
                        promotion("id: 1, bonus: 1, activity: check-in, stores: [7]"),
                        4,
                        "with `stores` this promotion would never apply: what is done for a store earns points"),
                Arguments.of("activities: [reviews]", 4, "`activities` is a block of keys"),
                Arguments.of("activities: {review: []}", 4, "did you mean `reviews`?"),
                Arguments.of("activities: {reviews: {programme: coins, units: 4}}", 4, "`reviews` is a list"),
                Arguments.of(reviews("units: 4, name: x"), 4, "unknown key `name` in each item of `reviews`"),
                Arguments.of(reviews("units: 4, cap: 5"), 4, "unknown key `cap` in each item of `reviews`"),
                Arguments.of("activities: {reviews: [{units: 4}]}", 4, "this item of `reviews` has no `programme`"),
                Arguments.of(
                        "activities: {reviews: [{programme: coin, units: 4}]}",
                        4,
                        "`programme` is one of coins, points, both, not \"coin\"; did you mean `coins`?"),
                Arguments.of(reviews("cap-a-day: 2"), 4, "this item of `reviews` has no `units`"),
                Arguments.of(reviews("units: 0"), 4, "`units` is from 1 to 1000000000, not 0"),
                Arguments.of(reviews("units: 1.5"), 4, "`units` is a whole number"),
                Arguments.of(reviews("units: [4]"), 4, "`units` is one value"),
                Arguments.of(reviews("units: 4, cap-a-day: 0"), 4, "`cap-a-day` is from 1 to 1000000, not 0"),
                Arguments.of(
                        reviews("units: 4, cap-a-day: none"),
                        4,
                        "`cap-a-day` is a whole number from 1 to 1000000, not \"none\""),
                Arguments.of(reviews("units: 4, life: {until: 2026-12-31}"), 4, "would lapse at once"),
                Arguments.of(reviews("units: 4, to: 2026-02-30"), 4, "is not in the calendar"),
                Arguments.of(
                        "coins: {pending: P14D}\n" + reviews("units: 4, life: P3D"),
                        4,
                        "with `pending` P14D units could lapse before they can be spent, see `life` at policy.yaml:5"),
                Arguments.of(
                        reviews("units: 4", "units: 5, from: 2026-01-01"),
                        5,
                        "the reward in coins for a review is already in force on 2026-01-01 by policy.yaml:4"),
                Arguments.of(
                        "activities: {reviews: [{programme: points, units: 4},\n {programme: both, units: 5}]}",
                        5,
                        "the reward in points for a review is already in force before by policy.yaml:4"),
                Arguments.of(
                        "activities: {shares: [{programme: coins, units: 1, name: a},"
                                + "\n {programme: coins, units: 1, name: a}]}",
                        5,
                        "the reward in coins for share \"a\" is already in force before by policy.yaml:4"),
                Arguments.of(
                        "activities: {collection-events: [{programme: coins, units: 1},"
                                + "\n {programme: coins, units: 1}]}",
                        5,
                        "the reward in coins for a collection event is already in force before by policy.yaml:4"),
                Arguments.of(tasks("units: 5, name: 'spin*'"), 4, "not a pattern"),
                Arguments.of(tasks("units: 5, cap: 0"), 4, "`cap` is from 1 to 1000000, not 0"),
                Arguments.of(
                        tasks("units: 5, cap: 2, cap-a-day: 3"),
                        4,
                        "`cap-a-day` 3 is never reached with `cap` 2 in all"),
                Arguments.of(checkIns("5"), 4, "`units` is a list"),
                Arguments.of(checkIns("[]"), 4, "`units` gives nothing on any day"),
                Arguments.of(checkIns("[0, 0]"), 4, "`units` gives nothing on any day"),
                Arguments.of(checkIns("[1, two]"), 4, "`units` is a whole number from 0 to 1000000000, not \"two\""),
                Arguments.of(checkIns("[1, -1]"), 4, "`units` is from 0 to 1000000000, not -1"),
                Arguments.of(checkIns("[1" + ", 1".repeat(366) + "]"), 4, "`units` has at most 366 steps, not 367"),
                Arguments.of(
                        "activities: {check-ins: [{programme: coins, units: [1], cap-a-day: 1}]}",
                        4,
                        "unknown key `cap-a-day` in each item of `check-ins`"),
                Arguments.of(
                        "activities: {referrals: [{programme: coins, units: 9, name: x}]}",
                        4,
                        "unknown key `name` in each item of `referrals`"),
                Arguments.of(promotion("id: 1, bonus: 1, life: {until: 2026-01-01}"), 4, "would lapse at once"),
                Arguments.of(
                        promotion("id: 1, bonus: 1", "id: 1, bonus: 1"),
                        5,
                        "promotion id 1 is already taken at policy.yaml:4"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_named_where_it_stands(String yaml, int line, String message) {
        assertThat(faultsOf(MARKET + yaml))
                .anySatisfy(fault -> assertThat(fault.toString())
                        .startsWith("policy.yaml:" + line + ": ")
                        .contains(message));
    }

    @Test
    void all_faults_are_found_at_once() {
        assertThat(faultsOf("""
                        version: zero
                        time-zone: America/Los_Angelos
                        coins:
                          life: soon
                          rates:
                            - {currency: USD, rate: minus one, from: 2026-13-01}
                        promotions:
                          - {id: one}
                        """)).extracting(Fault::line).contains(0, 1, 2, 4, 6, 8);
    }

    @Test
    void what_the_whole_market_needs_must_be_set_in_some_file() {
        assertThat(faultsOf("# nothing yet"))
                .extracting(Fault::message)
                .anyMatch(message -> message.contains("no file sets `version`"))
                .anyMatch(message -> message.contains("no file sets `market`"))
                .anyMatch(message -> message.contains("no file sets `time-zone`"));
    }

    @Test
    void what_an_unreadable_file_may_set_is_not_called_missing() {
        assertThat(faultsOf("version: 1\nmarket: Test\ntime-zone: 'Europe"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).startsWith("is not YAML"));
    }

    @Test
    void an_unknown_zone_suggests_the_nearest() {
        assertThat(faultsOf("version: 1\nmarket: Test\ntime-zone: Europe/Berlim"))
                .singleElement()
                .extracting(Fault::message)
                .asString()
                .contains("did you mean `Europe/Berlin`?");
    }

    @Test
    void the_message_lists_each_fault_on_a_line_of_its_own() {
        FaultsException e = catchThrowableOfType(
                FaultsException.class, () -> PolicyFiles.parse("policy.yaml", MARKET + "a: 1\nb: 2"));

        assertThat(String.valueOf(e.getMessage()).lines())
                .hasSize(2)
                .allMatch(line -> line.matches("policy\\.yaml:[45]: unknown key.*"));
    }

    private static String rate(String... rates) {
        return "coins: {rates: [{" + String.join("},\n {", rates) + "}]}";
    }

    private static String reviews(String... items) {
        return "activities: {reviews: [{programme: coins, " + String.join("},\n {programme: coins, ", items) + "}]}";
    }

    private static String tasks(String item) {
        return "activities: {tasks: [{programme: coins, " + item + "}]}";
    }

    private static String checkIns(String units) {
        return "activities: {check-ins: [{programme: coins, units: " + units + "}]}";
    }

    private static String promotion(String... promotions) {
        String common = ", from: 2026-11-11, to: 2026-11-12, programme: coins, name: ";
        StringBuilder yaml = new StringBuilder("promotions: [");
        for (int i = 0; i < promotions.length; i++) {
            yaml.append(i == 0 ? "" : ",\n ")
                    .append("{")
                    .append(promotions[i])
                    .append(common)
                    .append("P" + i + "}");
        }
        return yaml.append("]").toString();
    }

    private static List<Fault> faultsOf(String yaml) {
        return catchThrowableOfType(FaultsException.class, () -> PolicyFiles.parse("policy.yaml", yaml))
                .faults();
    }
}
