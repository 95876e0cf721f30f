package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a database, as one would type them one after the other. */
class CommandsIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final String ORDERS =
            "order_id,checkout_id,checkout_order_count,member_id,store_id,currency,line_count,event,status,placed_at,paid_at,"
                    + "shipped_at,completed_at,cancelled_at,shipping,updated_at";
    private static final String LINES =
            "order_id,line_no,product_id,category,currency,quantity,price,coupon_discount,coin_discount,point_discount,paid,"
                    + "coin_reward,accepts_coins,earns_points,regular_price,updated_at";
    private static final String REDEMPTIONS =
            "redemption_id,order_id,member_id,store_id,units,currency,discount,redeemed_at,updated_at";
    private static final String SPENT_AT = "2026-11-19T20:00:00Z";

    @TempDir
    Path folder;

    private Terminal terminal = new Terminal(Map.of(), new Properties(), Clock.systemUTC());

    @BeforeEach
    void open() {
        database.clear();
        open(Clock.fixed(Typed.NOW, ZoneOffset.UTC));
    }

    private void open(Clock clock) {
        terminal = new Terminal(database.environment(), new Properties(), clock);
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void an_import_that_sets_rows_aside_ends_with_6_and_names_the_file() throws IOException {
        file("orders.csv", ORDERS, order(1, 42), order(2, 42).replace("COMPLETED", "LOST"));

        Typed typed = type("import", folder.toString());

        assertThat(typed.exitCode()).isEqualTo(6);
        assertThat(typed.out()).contains("orders.csv     2          1").contains("orders.csv.rejected.csv");
    }

    @Test
    void the_examples_of_the_documents_go_in_as_their_page_shows() throws IOException {
        String page = Files.readString(Path.of("docs", "shop-engineers.md"));

        Typed typed = type("import", "docs/examples", "--rejects", folder.toString());

        assertThat(typed.exitCode()).isZero();
        assertThat(page)
                .contains("    $ ./bursar import docs/examples\n" + typed.out().indent(4));
    }

    @Test
    void an_import_of_the_same_file_has_nothing_to_do() throws IOException {
        file("orders.csv", ORDERS, order(1, 42));
        type("import", folder.toString());

        Typed again = type("import", folder.toString());

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("imported before: nothing to do");
    }

    @Test
    void a_night_credits_a_member_and_says_so() throws IOException {
        deliver();

        Typed run = type("run", "nightly", "--date", "2026-11-19");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("nightly of 2026-11-19, completed in").containsPattern("credit-orders +1 +1 +0");
        assertThat(type("member", "42").out())
                .contains("13 coins", "through 2027-11-19")
                .containsPattern("2026-11-19 10:00 +\\+13 +coins +order 1 at Harbor Books");
    }

    @Test
    void a_line_that_an_order_did_not_speak_of_is_noticed_by_the_next_run_and_nothing_is_by_the_same_lines_again()
            throws IOException {
        deliver();
        assertThat(type("run", "nightly", "--date", "2026-11-19").exitCode()).isZero();
        file("order_lines-again.csv", LINES, line(1, "13.33"));
        assertThat(type("import", folder.toString()).exitCode()).isZero();
        assertThat(type("run", "credit-orders").out()).containsPattern("credit-orders +0 ");
        file("order_lines-more.csv", LINES, line(1, "2.00").replaceFirst("^1,1,", "1,2,"));
        assertThat(type("import", folder.toString()).exitCode()).isZero();
        assertThat(type("verify", "--all").exitCode()).isZero();
        open(Clock.fixed(Typed.NOW.plusSeconds(60), ZoneOffset.UTC));
        assertThat(type("run", "credit-orders").exitCode()).isZero();
        assertThat(type("exceptions").out()).contains("ORDER/1", "CHANGED_AFTER_POSTING");
    }

    @Test
    void points_that_lapse_for_want_of_purchases_are_not_said_to_be_for_good() throws IOException {
        file(
                "store_terms.csv",
                "store_id,valid_from,takes_part,currency,units_per_unit,point_value,minimum,maximum,inactive_after,lot_life,"
                        + "updated_at",
                "7,2025-01-01,true,USD,1,0.01,,,P12M,,2025-01-01T00:00:00Z");
        deliver();
        assertThat(type("run", "nightly", "--date", "2026-11-19").exitCode()).isZero();
        assertThat(type("member", "42").out())
                .contains("13 points of Harbor Books", "through 2027-11-19, longer if something is bought there")
                .doesNotContain("for good");
        assertThat(type("member", "42", "--json").out()).contains("\"inactiveAfter\": \"P12M\"");
    }

    @Test
    void what_is_delivered_as_spent_is_settled_by_the_night_and_let_go_by_the_next_hour() throws IOException {
        file("redemptions.csv", REDEMPTIONS, redemption(5, 2, 10), redemption(6, 3, 2));
        file("orders-spent.csv", ORDERS, unfinished(2, "PAID", SPENT_AT, ""), unfinished(3, "PLACED", "", ""));
        file("order_lines-spent.csv", LINES, spentOn(2, "0.10"), spentOn(3, "0.02"));
        deliver();

        assertThat(type("run", "nightly", "--date", "2026-11-19").out())
                .containsPattern("settle-accounts +2 +1 +0 +1 +0 +-10");
        assertThat(type("member", "42").out())
                .contains("1 coins; 2 reserved", "2 reserved since 2026-11-19 12:00 for order 3", "but 2 reserved")
                .containsPattern("2026-11-19 12:00 +-10 +coins +redemption 5: spent what order 1 earned");

        Files.delete(folder.resolve("orders-spent.csv"));
        file("orders-cancelled.csv", ORDERS, unfinished(3, "CANCELLED", "", "2026-11-19T20:30:00Z"));
        assertThat(type("import", folder.toString()).exitCode()).isZero();
        assertThat(type("run", "hourly").exitCode()).isZero();

        assertThat(type("member", "42").out()).contains("3 coins\n").doesNotContain("reserved");
        assertThat(type("exceptions").out()).startsWith("Nothing needs a look.");
        assertThat(type("verify", "--all").exitCode()).isZero();
    }

    @Test
    void a_finished_night_is_not_repeated() throws IOException {
        deliver();
        type("run", "nightly", "--date", "2026-11-19");

        Typed again = type("run", "nightly", "--date", "2026-11-19");

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).startsWith("Nothing to do: nightly of 2026-11-19 is finished already");
    }

    @Test
    void a_dry_run_posts_nothing_and_lists_every_entry() throws IOException {
        deliver();
        Path out = folder.resolve("would-post.csv");

        Typed run = type("run", "credit-orders", "--dry-run", "--out", out.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readAllLines(out))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("42,0,ORDER,1,0,ORDER,1,EARNED,13,");
        assertThat(count("entry")).isZero();
    }

    @Test
    void what_cannot_be_judged_is_listed_with_what_to_do() throws IOException {
        deliver(order(1, 42), line(1, "13.33").replace("USD,1,13.33", "USD,1,99.00"));
        Typed run = type("run", "nightly", "--date", "2026-11-19");

        Typed typed = type("exceptions", "--fact", "order/1");

        assertThat(run.out()).endsWith("\nWhat needs a look: bursar exceptions\n");
        assertThat(typed.out()).contains("PARTS_DO_NOT_ADD_UP", "deliver the line again with the right figures");
    }

    @Test
    void what_waits_is_listed_by_itself() throws IOException {
        deliver(order(1, 42).replace("USD,1,", "USD,2,"), line(1, "13.33"));
        Typed run = type("run", "nightly", "--date", "2026-11-19");

        assertThat(run.out())
                .contains("\nWhat waits: bursar exceptions --waiting\n")
                .doesNotContain("needs a look");
        assertThat(type("exceptions").out()).isEqualTo("Nothing needs a look.\n");
        assertThat(type("exceptions", "--waiting", "--json").out())
                .contains("\"fact\": \"ORDER/1\"", "\"reason\": \"LINES\"", "\"more\": false");
    }

    @Test
    void a_late_fact_is_said_to_stay_listed() throws IOException {
        deliver(order(1, 42).replace("2026-11-19", "2026-08-19"), line(1, "13.33"));
        type("run", "nightly", "--date", "2026-11-19");

        assertThat(type("exceptions").out())
                .contains("ORDER/1", "LATE stays as a note: its fact is posted, and nothing has to be mended.")
                .doesNotContain("closes by itself");
    }

    @Test
    void a_step_is_said_to_run_up_to_a_minute_in_the_markets_zone() throws IOException {
        deliver();

        Typed run = type("run", "credit-orders");

        assertThat(run.out()).contains("credit-orders up to 2026-11-21 00:10 (America/Los_Angeles), completed");
        assertThat(type("history", "credit-orders").out()).contains("  2026-11-21 00:10  completed");
    }

    @Test
    void a_failed_run_is_shown_with_its_cause_in_words() throws IOException {
        deliver();
        database.jdbc().sql("""
                create trigger spoilt before insert on entry for each row
                signal sqlstate '45000' set message_text = 'the books are spoilt'
                """).update();
        Typed run;
        try {
            run = type("run", "nightly", "--date", "2026-11-19");
        } finally {
            database.jdbc().sql("drop trigger spoilt").update();
        }

        // Of a statement with many rows Batch's note holds no more than its beginning.
        database.jdbc()
                .sql("update BATCH_STEP_EXECUTION set EXIT_MESSAGE = 'a.b.SomeException: what; SQL [insert into'")
                .update();

        Typed shown = type("show", String.valueOf(lastRun()));

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("the books are spoilt");
        assertThat(shown.out())
                .containsPattern("\nIt failed: .*the books are spoilt\n")
                .doesNotContain("Exception", "SQL");
        assertThat(type("run", "nightly", "--date", "2026-11-19").exitCode()).isZero();
        assertThat(type("show", String.valueOf(lastRun())).out()).doesNotContain("It failed");
    }

    @Test
    void a_history_of_what_there_is_not_is_refused_and_of_what_has_not_run_is_empty() throws IOException {
        deliver();

        Typed unknown = type("history", "nigthly");
        Typed notYet = type("history", "nightly");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("bursar: there is no job or step \"nigthly\"")
                .contains("did you mean \"nightly\"?");
        assertThat(notYet.exitCode()).isZero();
        assertThat(notYet.out()).startsWith("\"nightly\" has not run yet.");
    }

    @Test
    void a_busy_lock_skips_an_hour_but_not_a_step_that_somebody_typed() throws IOException {
        deliver();
        database.jdbc().sql("""
                insert into shedlock (name, lock_until, locked_at, locked_by)
                values ('books', utc_timestamp(3) + interval 1 hour, utc_timestamp(3), 'another-host')
                """).update();

        Typed hour = type("run", "hourly");
        Typed step = type("run", "credit-orders");

        assertThat(hour.exitCode()).isZero();
        assertThat(hour.out()).startsWith("Skipped: the lock \"books\" is held by another-host since");
        assertThat(step.exitCode()).isEqualTo(75);
        assertThat(step.lastLine()).isEqualTo("When it is free: bursar run credit-orders");
    }

    @Test
    void history_and_show_tell_of_a_run_with_its_partitions() throws IOException {
        deliver();
        type("run", "nightly", "--date", "2026-11-19");
        long run = lastRun();

        assertThat(type("history", "nightly", "--json").out())
                .contains("\"run\": " + run, "\"of\": \"2026-11-19\"", "\"posted\": 1", "\"units\": 13");
        assertThat(type("show", String.valueOf(run)).out()).contains("nightly of 2026-11-19", "-of-08");
    }

    @Test
    void a_proof_a_dry_run_and_an_import_that_are_asked_to_stop_end_with_4_and_what_to_type() throws IOException {
        deliver();
        close();
        open(Clock.fixed(Typed.NOW, ZoneOffset.UTC));
        assertThat(terminal.requestStop()).as("nothing runs yet").isFalse();

        for (String command : List.of("verify", "run credit-orders --dry-run", "import " + folder)) {
            Typed typed = type(command.split(" "));

            assertThat(typed.exitCode()).as(command).isEqualTo(4);
            assertThat(typed.err()).as(command).endsWith("""
                    bursar: stopped before the end: it was asked to stop
                    Nothing was changed. Type the same command again.
                    """);
        }
        assertThat(terminal.requestStop()).as("what runs will stop").isTrue();
    }

    @Test
    void a_dry_run_that_is_stopped_leaves_no_half_file() throws IOException {
        deliver();
        close();
        open(Clock.fixed(Typed.NOW, ZoneOffset.UTC));
        terminal.requestStop();

        type(
                "run",
                "credit-orders",
                "--dry-run",
                "--out",
                folder.resolve("out.csv").toString());

        assertThat(folder.resolve("out.csv")).doesNotExist();
        assertThat(folder.resolve("out.csv.part")).doesNotExist();
    }

    @Test
    void a_proof_lists_what_is_wrong_and_ends_with_3() throws IOException {
        deliver();
        type("run", "nightly", "--date", "2026-11-19");
        database.jdbc().sql("update lot set remaining = 12").update();

        Typed text = type("verify", "--all");
        Typed json = type("verify", "--all", "--json");

        assertThat(text.exitCode()).isEqualTo(3);
        assertThat(text.out()).startsWith("member 42, coins, lot ORDER/1/0: remainder: expected 13");
        assertThat(text.lastLine()).contains("run \"bursar verify --member 42\" again");
        assertThat(json.exitCode()).isEqualTo(3);
        assertThat(json.out())
                .startsWith("{\n  \"found\": [\n    {\n      \"member\": 42,")
                .endsWith("  \"deviations\": 1\n}\n");
    }

    @Test
    void a_file_that_is_not_there_is_refused_with_the_next_step() {
        Typed typed = type("import", folder.resolve("orders.csv").toString());

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.lastLine())
                .isEqualTo("Nothing was taken in. Put that right, then type the same command again.");
    }

    @Test
    void what_has_ended_and_no_run_has_lapsed_is_said_to_be_just_that() throws IOException {
        deliver();
        type("run", "nightly", "--date", "2026-11-19");
        close();
        open(Clock.fixed(Typed.NOW.plus(Duration.ofDays(400)), ZoneOffset.UTC));

        assertThat(type("member", "42").out()).contains("0 coins; 13 ended, and not lapsed in the books yet");
    }

    @Test
    void an_unknown_member_and_an_unknown_run_are_refused() {
        assertThat(type("member", "4711").exitCode()).isEqualTo(2);
        assertThat(type("verify", "--member", "4711").exitCode()).isEqualTo(2);
        assertThat(type("verify", "--member", "4711").err()).startsWith("bursar: member 4711 is not known\n");
        assertThat(type("show", "4711").lastLine()).isEqualTo("Type \"bursar history\" to see which there are.");
    }

    @Test
    void migrating_what_is_migrated_does_nothing() {
        assertThat(type("migrate").out()).startsWith("Nothing to do");
    }

    private void deliver() throws IOException {
        deliver(order(1, 42), line(1, "13.33"));
    }

    private void deliver(String order, String line) throws IOException {
        file(
                "members.csv",
                "member_id,email,language,time_zone,jurisdiction,registered_at,closed_at,mail_opt_out,updated_at",
                "42,,en-US,,,2025-01-01T00:00:00Z,,false,2025-01-01T00:00:00Z");
        file("stores.csv", "store_id,name,updated_at", "7,Harbor Books,2025-01-01T00:00:00Z");
        file("orders.csv", ORDERS, order);
        file("order_lines.csv", LINES, line);
        assertThat(type("import", folder.toString()).exitCode()).isZero();
    }

    private static String order(long id, long member) {
        String at = "2026-11-19T18:00:00Z";
        return "%d,,1,%d,7,USD,1,,COMPLETED,%s,%s,,%s,,0,%s".formatted(id, member, at, at, at, at);
    }

    private static String unfinished(long id, String status, String paidAt, String cancelledAt) {
        String updatedAt = cancelledAt.isEmpty() ? SPENT_AT : cancelledAt;
        return "%d,,1,42,7,USD,1,,%s,%s,%s,,,%s,0,%s".formatted(id, status, SPENT_AT, paidAt, cancelledAt, updatedAt);
    }

    private static String redemption(long id, long order, long coins) {
        return "%d,%d,42,,%d,USD,0.%02d,%s,%s".formatted(id, order, coins, coins, SPENT_AT, SPENT_AT);
    }

    private static String spentOn(long order, String discount) {
        BigDecimal paid = new BigDecimal("3.00").subtract(new BigDecimal(discount));
        return "%d,1,70001,books,USD,1,3.00,0,%s,0,%s,,true,true,true,%s".formatted(order, discount, paid, SPENT_AT);
    }

    private static String line(long order, String paid) {
        return "%d,1,70001,books,USD,1,%s,0,0,0,%s,,true,true,true,2026-11-19T18:00:00Z".formatted(order, paid, paid);
    }

    private void file(String name, String columns, String... rows) throws IOException {
        Files.writeString(folder.resolve(name), columns + "\n" + String.join("\n", List.of(rows)) + "\n");
    }

    private long lastRun() {
        return database.jdbc()
                .sql("select max(JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION")
                .query(Long.class)
                .single();
    }

    private long count(String table) {
        return database.jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private Typed type(String... arguments) {
        return terminal.type(arguments);
    }
}
