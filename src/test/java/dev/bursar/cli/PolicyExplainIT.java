package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.shop.ShopTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code bursar policy explain} for orders in all their states, on a database. */
class PolicyExplainIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path jobs = Path.of("");

    private Terminal terminal = new Terminal(Map.of(), new Properties(), Clock.systemUTC());
    private final ShopTables shop = new ShopTables(database.dataSource());

    @BeforeEach
    void open() throws IOException {
        database.clear();
        shop.store(1);
        shop.member(7);
        Files.copy(Path.of("jobs", "hourly.yaml"), jobs.resolve("hourly.yaml"));
        policy("policy", 1, "1");
        at(Typed.NOW);
    }

    private void at(Instant now) {
        terminal.close();
        TreeMap<String, String> environment = new TreeMap<>(database.environment());
        environment.putAll(Typed.jobsIn(jobs));
        terminal = new Terminal(environment, new Properties(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private void policy(String folder, int version, String rate) throws IOException {
        Files.createDirectories(jobs.resolve(folder));
        Files.writeString(jobs.resolve(folder).resolve("all.yaml"), """
                version: %d
                market: Test
                time-zone: America/Los_Angeles
                coins:
                  life: P90D
                  pending: P3D
                  excluded-categories: [{category: gold, from: 2026-01-01}]
                  rates:
                    - {currency: USD, rate: %s}
                promotions:
                  - {id: 1, name: Books twice, from: 2026-11-01, to: 2026-12-01, programme: coins, categories: [books], multiplier: 2}
                  - {id: 2, name: Welcome, from: 2026-11-01, programme: coins, bonus: 50, life: {end-of: year, after-months: 12}, funder: marketing}
                  - {id: 3, name: Fair, from: 2026-11-01, programme: both, events: [fair], bonus: 9}
                spending: {coin-values: [{currency: USD, value: 0.02}]}
                """.formatted(version, rate));
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void an_order_that_is_due_is_explained_line_by_line() {
        shop.terms(1, "2026-11-01", true, "2.5");
        shop.order(42, 7, "2026-11-19T20:00:00Z")
                .line(1, "12.34")
                .line(2, "0.99")
                .line(3, "5.00")
                .insert();
        category(1, "books");
        category(3, "gold");

        String out = explain(42);

        assertThat(out)
                .contains("  status      COMPLETED, completed 2026-11-19 12:00 (2026-11-19T20:00:00Z)\n")
                .contains("\nCoins: 75\n")
                .contains("  line 1            24  12.34 USD paid x 1 = 12.34, x 2 = 24.68\n")
                .contains("rate 1 (all.yaml:9, since ever)\n")
                .contains("x 2 by promotion 1 \"Books twice\" (all.yaml:11, from\n")
                .contains("  line 2             1  0.99 USD paid x 1 = 0.99\n")
                .contains("  line 3                earns no coins: category \"gold\" is excluded (all.yaml:7,\n")
                .contains("  the order         25  24.68 + 0.99 = 25.67, rounded down once;")
                .contains("  bonus             50  promotion 2 \"Welcome\"")
                .contains("  in all            75\n")
                .containsPattern(
                        "can be spent from 2026-11-23 00:00\\s+\\(2026-11-23T08:00:00Z\\) through 2027-02-17 \\(until")
                .contains("life {end-of: year, after-months: 12} (all.yaml:12, from\n")
                .containsPattern("make 24, and 1 more goes to the largest\\s+remainder: line 2\n")
                .contains("paid for by marketing (all.yaml:12, from 2026-11-01)\n")
                .contains("  not used              promotion 3 \"Fair\", bonus 9 (all.yaml:13, from")
                .contains("\nPoints of store 1: 45\n")
                .contains("rate 2.5 (store_terms of store 1, from 2026-11-01)\n")
                .contains("No run has judged it yet.")
                .contains("The next run credits 75 coins and 45 points.")
                .doesNotContain("example.com");
        assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void what_is_explained_is_what_the_next_run_posts() {
        shop.order(42, 7, "2026-11-19T20:00:00Z")
                .line(1, "12.34")
                .line(2, "0.99")
                .insert();
        String before = explain(42);

        run();
        String after = explain(42);

        assertThat(before).contains("\nCoins: 63\n", "The next run credits 63 coins.");
        assertThat(database.jdbc()
                        .sql("select sum(earned) from lot")
                        .query(Long.class)
                        .single())
                .isEqualTo(63);
        assertThat(after)
                .contains("\nCoins: 63\n", "  coins       CREDITED\n", "  points      STORE_NOT_TAKING_PART\n")
                .contains("  lot               13  coins, 13 left")
                .contains("It is not on the work list")
                .doesNotContain("The books hold");
    }

    @Test
    void nothing_is_written_by_an_explanation() {
        shop.order(42, 7, "2026-11-19T20:00:00Z").line(1, "12.34").insert();
        List<String> before = rows();

        explain(42);
        type("policy", "explain", "--order", "42", "--json");

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void another_policy_can_be_asked_and_what_is_posted_is_said_to_stay() throws IOException {
        shop.order(42, 7, "2026-11-19T20:00:00Z").line(1, "12.34").insert();
        run();
        policy("draft", 2, "3");

        String out = type(
                        "policy",
                        "explain",
                        "--order",
                        "42",
                        "--policy",
                        jobs.resolve("draft").toString())
                .out();

        assertThat(words(out))
                .contains("\"draft\", version 2"
                        .replace("\"", "")
                        .replace("draft", jobs.resolve("draft").toString()))
                .contains("The books hold 62 coins for it (CREDITED), and not 87 (CREDITED).")
                .contains("It was judged by version 1 of the policy, and this is version 2; what was judged stays.");
    }

    @Test
    void an_order_that_waits_says_for_what() {
        shop.order(42, 7, "2026-11-19T20:00:00Z").line(1, "12.34").missing(1).insert();

        assertThat(words(explain(42)))
                .contains("lines 1 of 2 arrived:")
                .contains("Coins: nothing, LINES Lines of the order have not arrived;")
                .contains("it looks at it again each time until the cause is gone.");
    }

    @Test
    void an_order_that_waits_for_others_of_its_checkout_or_for_its_member_says_so() {
        shop.order(42, 7, "2026-11-19T20:00:00Z").checkout(9, 2).line(1, "1.00").insert();
        shop.order(43, 8, "2026-11-19T20:00:00Z").line(1, "1.00").insert();

        assertThat(words(explain(42)))
                .contains("checkout 9 of 2 orders, of which 1 arrived", "nothing, CHECKOUT_ORDERS");
        assertThat(words(explain(43))).contains("member 8, whose row has not arrived", "nothing, MEMBER");
    }

    @Test
    void an_exception_is_told_with_its_figures() {
        shop.order(42, 7, "2026-11-19T20:00:00Z").line(1, "12.34").insert();
        database.jdbc().sql("update shop_order_line set price = 9999").update();
        shop.order(43, 7, "2026-11-19T20:00:00Z").store(2).line(1, "1.00").insert();
        shop.order(44, 7, "2027-11-19T20:00:00Z").line(1, "1.00").insert();
        shop.order(45, 7, "2026-11-19T20:00:00Z")
                .line(1, "1.00")
                .line(2, "2.00")
                .insert();
        database.jdbc()
                .sql("update shop_order set currency = 'EUR' where order_id = 45")
                .update();
        database.jdbc()
                .sql("update shop_order_line set currency = 'EUR' where order_id = 45")
                .update();

        assertThat(words(explain(42)))
                .contains("nothing, PARTS_DO_NOT_ADD_UP Line 1: price 99.99 is not 12.34.")
                .contains("That run lists it as PARTS_DO_NOT_ADD_UP for coins: line 1: price 99.99 is not 12.34.");
        assertThat(words(explain(43))).contains("store 2, whose row has not arrived", "nothing, UNKNOWN_STORE");
        assertThat(words(explain(44))).contains("nothing, IN_THE_FUTURE Completed 2027-11-19T20:00:00Z.");
        assertThat(words(explain(45)))
                .contains("nothing, NO_RATE", "line 1 there is no rate for it")
                .doesNotContain("not used");
    }

    @Test
    void a_guests_a_cancelled_and_an_unfinished_order_earn_nothing_and_say_why() {
        shop.order(42, 0, "2026-11-19T20:00:00Z").line(1, "12.34").insert();
        shop.order(43, 7, "2026-11-19T20:00:00Z")
                .notCompleted()
                .status("CANCELLED")
                .insert();
        shop.order(44, 7, "2026-11-19T20:00:00Z").notCompleted().status("PAID").insert();

        assertThat(words(explain(42))).contains("member none: a guest", "Coins: nothing, GUEST");
        assertThat(words(explain(43))).contains("status CANCELLED, no completed_at", "Coins: nothing, NOT_COMPLETED");
        assertThat(words(explain(44))).contains("status PAID", "nothing, NOT_COMPLETED", "It is not on the work list");
    }

    @Test
    void an_order_that_came_late_says_as_of_when_it_counts() {
        shop.order(42, 7, "2026-08-19T20:00:00Z").line(1, "12.34").insert();

        assertThat(words(explain(42))).contains("That run lists it as LATE for coins: completed 2026-08-19T20:00:00Z,");
        run();
        assertThat(words(explain(42)))
                .contains("It came later than the policy's grace: the books count it as of 2026-10-17 00:00.");
    }

    @Test
    void an_order_that_changed_after_it_was_posted_says_what_stays() {
        shop.order(42, 7, "2026-11-19T20:00:00Z").line(1, "12.34").insert();
        run();
        database.jdbc()
                .sql("update shop_order_line set price = 2000, paid = 2000")
                .update();

        assertThat(words(explain(42)))
                .contains("Coins: 70")
                .contains("The next run credits nothing; it looks at it again each time until the cause is gone.")
                .contains(
                        "That run lists it as CHANGED_AFTER_POSTING for coins: by the figures that the shop reports now"
                                + " the order would earn 70 units.")
                .contains("The books hold 62 coins for it (CREDITED), and not 70 (CREDITED).")
                .contains("The shop has changed the order since; what was posted stays.");
    }

    @Test
    void an_order_of_tomorrow_is_left_until_its_time_has_come() {
        shop.order(42, 7, "2026-11-21T20:00:00Z").line(1, "12.34").insert();

        assertThat(words(explain(42))).contains("completed at a time that has not come");
    }

    @Test
    void what_was_redeemed_on_an_order_is_told_as_it_was_settled_with_what_the_checks_found() {
        shop.order(41, 7, "2026-11-16T20:00:00Z").line(1, "900.00").insert();
        run();
        shop.placedOrder(42, 7, 2);
        shop.discountedLine(42, 1, 200, 150, 0);
        shop.discountedLine(42, 2, 100, 50, 0);
        shop.redemption(5, 42, 7, 0, 200, "2026-11-20T20:00:00Z");
        shop.redemption(6, 42, 7, 1, 30, "2026-11-20T20:00:01Z");
        String unjudged = words(explain(42));
        settle();
        String reserved = words(explain(42));
        shop.paid(42, "2026-11-20T20:05:00Z");
        at(Typed.NOW.plus(Duration.ofHours(1)));
        settle();
        String taken = words(explain(42));

        assertThat(words(explain(41))).doesNotContain("redeemed");
        assertThat(unjudged)
                .contains("What was redeemed on it redeemed 200 coins, redemption 5 of 2026-11-20 12:00"
                        + " (2026-11-20T20:00:00Z): no run has looked at it yet")
                .contains("redeemed 30 points of store 1, redemption 6");
        assertThat(reserved)
                .contains("(2026-11-20T20:00:00Z): reserved (PAYMENT), free again on 2026-11-27 12:00"
                        + " (2026-11-27T20:00:00Z)");
        assertThat(taken)
                .contains("(2026-11-20T20:00:00Z): taken (SPENT) 150 for line 1, 50 for line 2")
                .contains("WRONG_RATE: 200 coins for 2.00 USD, which is worth 100")
                .contains("OVER_CAP: 0.50 USD too much: 2.00 USD off, at most 1.50 USD of 3.00 USD")
                .contains("OVERSPENT: ");
    }

    @Test
    void what_was_redeemed_on_a_cancelled_order_holds_nothing_and_is_data_as_json() {
        shop.placedOrder(42, 7, 1);
        shop.discountedLine(42, 1, 200, 150, 0);
        shop.redemption(5, 42, 7, 0, 150, "2026-11-20T20:00:00Z");
        shop.cancelled(42, "2026-11-20T20:05:00Z");
        settle();

        assertThat(words(explain(42))).contains("takes and holds nothing (RELEASED)");
        assertThat(type("policy", "explain", "--order", "42", "--json").out())
                .contains("\"redemption\": 5,", "\"holds\": \"NOTHING\",", "\"outcome\": \"RELEASED\",");
    }

    @Test
    void an_unknown_order_is_refused_and_its_lines_are_counted() {
        shop.line(42, 1, "5.00");

        Typed lines = type("policy", "explain", "--order", "42");
        Typed json = type("policy", "explain", "--order", "4711", "--json");

        assertThat(lines.exitCode()).isEqualTo(2);
        assertThat(lines.err()).isEqualTo("""
                bursar: order 42 is not known: 1 line of it arrived, its own row did not
                Check the number, or deliver the order's row of orders: bursar import orders.csv
                """);
        assertThat(json.exitCode()).isEqualTo(2);
        assertThat(json.out()).isEqualTo("""
                {
                  "order": 4711,
                  "known": false,
                  "linesArrived": 0
                }
                """);
    }

    @Test
    void as_json_the_steps_are_data() {
        shop.order(42, 7, "2026-11-19T20:00:00Z")
                .line(1, "12.34")
                .line(2, "0.99")
                .insert();
        category(1, "books");

        assertThat(type("policy", "explain", "--order", "42", "--json").out())
                .contains("\"ground\": \"RATE\"", "\"paid\": 12.34,", "\"rate\": 1,", "\"exact\": 25.67,")
                .contains("\"rounded\": 25,", "\"credited\": 75,")
                .contains("\"source\": \"all.yaml:11\",", "\"from\": \"2026-11-01T07:00:00Z\"")
                .contains("\"outcome\": \"STORE_NOT_TAKING_PART\"", "\"looksAtIt\": true");
    }

    private void category(int line, String category) {
        database.jdbc()
                .sql("update shop_order_line set category = ? where line_no = ?")
                .params(category, line)
                .update();
    }

    private void settle() {
        assertThat(type("run", "settle-accounts").exitCode()).isZero();
    }

    private void run() {
        assertThat(type("run", "credit-orders").exitCode()).isZero();
    }

    private String explain(long order) {
        Typed typed = type("policy", "explain", "--order", String.valueOf(order));
        assertThat(typed.err()).isEmpty();
        assertThat(typed.exitCode()).isZero();
        return typed.out();
    }

    private Typed type(String... arguments) {
        return terminal.type(arguments);
    }

    /** As one line, wherever it is wrapped. */
    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** All tables that an explanation reads, and the account that a run would open. */
    private List<String> rows() {
        return List.of(
                        "shop_order",
                        "shop_order_line",
                        "account",
                        "lot",
                        "entry",
                        "outcome",
                        "exception_item",
                        "shop_redemption",
                        "spending")
                .stream()
                .flatMap(table -> database.jdbc().sql("select * from " + table).query().listOfRows().stream()
                        .map(row -> table + new TreeMap<>(row)))
                .toList();
    }
}
