package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.ledger.FeedStore;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What goes back to the shop, docs/feeds.md. */
class FeedIT {

    private static final String ENTRY = """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            values (7, 0, 'ORDER', ?, 0, 'ORDER', ?, 'EARNED', 0, 5, '2026-11-19', '2026-11-19', 1, 1)
            """;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, Bursary.plainMarket());
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void a_run_feeds_what_it_posted_and_a_reader_goes_on_from_the_last_number() {
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(feed(0)).containsExactly("7/0 +5 EARNED ORDER/42");
        long seen = last();
        desk.shop.order(43, 7, "2026-11-19T11:00:00Z").line(1, "6.00").insert();
        desk.run("2026-11-20T01:00:00Z");
        assertThat(feed(seen)).containsExactly("7/0 +6 EARNED ORDER/43");
        assertThat(feed(last())).isEmpty();
    }

    @Test
    void a_posting_that_commits_late_is_not_passed_by() throws Exception {
        JdbcTransactionManager transactions = new JdbcTransactionManager(database.dataSource());
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        FeedStore feeder = new FeedStore(jdbc, transactions);
        CompletableFuture<Void> fed = new TransactionTemplate(transactions).execute(status -> {
            jdbc.queryForList("select oldest_open_day from books where id = 1 lock in share mode");
            jdbc.update(ENTRY, 1, 1);
            CompletableFuture.runAsync(() -> jdbc.update(ENTRY, 2, 2)).join();
            CompletableFuture<Void> feeding = CompletableFuture.runAsync(feeder::feed);
            assertThat(feeding).failsWithin(300, TimeUnit.MILLISECONDS);
            assertThat(CompletableFuture.supplyAsync(() -> feed(0)).join()).isEmpty();
            return feeding;
        });
        fed.get(20, TimeUnit.SECONDS);
        assertThat(feed(0)).containsExactly("7/0 +5 EARNED ORDER/1", "7/0 +5 EARNED ORDER/2");
    }

    @Test
    void what_a_member_may_spend_is_what_is_available_and_has_not_ended() {
        desk.write(
                "insert into account (member_id, programme_id, clock_ends_at) values (7, 0, null), (7, 3, '2020-01-01'),"
                        + " (7, 4, '2999-01-01'), (8, 0, null)");
        lot(7, 0, 1, 5, "2020-01-01", null);
        lot(7, 0, 2, 6, "2020-01-01", "2999-01-01");
        lot(7, 0, 3, 7, "2999-01-01", null);
        lot(7, 0, 4, 8, "2020-01-01", "2020-01-02");
        lot(7, 3, 5, 9, "2020-01-01", null);
        lot(7, 4, 6, 10, "2020-01-01", null);
        lot(8, 0, 7, 0, "2020-01-01", null);
        assertThat(desk.jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', units)
                        from member_spendable
                        where member_id in (7, 8)
                        order by 1
                        """).query(String.class).list()).containsExactly("7/0 11", "7/4 10");
    }

    private static void lot(
            long member, long programme, long order, long remaining, String available, @Nullable String ends) {
        desk.jdbc()
                .sql("""
                insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at,
                  available_at, ends_at, funder, origin, policy_version)
                values (?, ?, 'ORDER', ?, 0, 100, ?, '2020-01-01', ?, ?, 'platform', 'PURCHASE', 1)
                """)
                .params(Arrays.asList(member, programme, order, remaining, available, ends))
                .update();
    }

    private static List<String> feed(long after) {
        return desk.jdbc().sql("""
                select concat(member_id, '/', programme_id, if(units < 0, ' ', ' +'), units, ' ', kind, ' ', fact_kind, '/', fact_id)
                from member_feed
                where number > ?
                order by number
                """).param(after).query(String.class).list();
    }

    private static long last() {
        return desk.jdbc()
                .sql("select max(number) from member_feed")
                .query(Long.class)
                .single();
    }
}
