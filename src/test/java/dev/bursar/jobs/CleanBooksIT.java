package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.batch.LockHolder;
import dev.bursar.batch.Progress;
import dev.bursar.batch.StoppedException;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Verification.Scope;
import dev.bursar.jobs.Verification.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens in the ordinary way of things is no deviation. */
class CleanBooksIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static SmallMarket market;

    @BeforeAll
    static void open() {
        market = new SmallMarket(database);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    @BeforeEach
    void credit() {
        database.clear();
        market.fill();
    }

    @Test
    void books_that_are_right_verify_clean() {
        assertClean(4, 7);
    }

    @Test
    void they_stay_clean_after_further_runs_and_facts() {
        market.shop.line(47, 2, "1.00");
        market.shop.order(48, 7, "2026-11-10T10:00:00Z").line(1, "3.00").insert();
        market.run("2026-11-20T09:00:00Z");
        market.run("2026-11-20T10:00:00Z");
        assertClean(6, 11);
    }

    @Test
    void a_late_order_that_was_placed_at_the_edge_of_the_grace_is_clean() {
        assertThat(count("lot where source_id = 44 and earned_at > '2026-09-02'"))
                .isEqualTo(2);
        assertClean(4, 7);
    }

    @Test
    void a_posted_order_that_has_changed_since_is_an_exception_and_no_deviation() {
        write("update shop_order_line set paid = 700, price = 700 where order_id = 43");
        assertClean(4, 7);
        market.run("2026-11-20T09:00:00Z");
        assertClean(4, 7);
    }

    @Test
    void a_change_that_is_yet_to_be_judged_is_no_deviation() {
        write("update shop_order set shipped_at = '2026-11-01' where order_id = 42");
        write("update shop_order set member_id = 9 where order_id = 43");
        market.shop.order(49, 9, "2026-11-19T21:00:00Z").line(1, "3.00").insert();
        assertClean(4, 7);
    }

    @Test
    void what_a_run_posts_while_the_books_are_proved_is_not_looked_at() {
        List<String> found = new ArrayList<>();
        Summary summary = market.prove(new Scope.All(), found, new Progress() {
            @Override
            public void waiting(LockHolder holder, Instant until) {}

            @Override
            public void begin(String part, long planned) {
                if (part.equals("sums")) {
                    CompletableFuture.runAsync(CleanBooksIT::creditOneMore).join();
                }
            }

            @Override
            public void advance(long rows) {}

            @Override
            public void end() {}
        });
        assertThat(found).isEmpty();
        assertThat(summary).isEqualTo(new Summary(4, 7, 7, 0));
        assertClean(4, 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin recount", "begin sums", "end 2"})
    void a_proof_that_is_asked_to_stop_does_so_in_each_of_its_parts(String where) {
        List<String> told = new ArrayList<>();
        try (SmallMarket other = new SmallMarket(database)) {
            Progress stopping = new Progress() {
                private int ends;

                @Override
                public void waiting(LockHolder holder, Instant until) {}

                @Override
                public void begin(String part, long planned) {
                    tell("begin " + part);
                }

                @Override
                public void advance(long rows) {
                    tell("advance");
                }

                @Override
                public void end() {
                    tell("end " + ++ends);
                }

                private void tell(String what) {
                    told.add(what);
                    if (what.equals(where)) {
                        other.requestStop();
                    }
                }
            };
            assertThatThrownBy(() -> other.prove(new Scope.Sample(10, 1), new ArrayList<>(), stopping))
                    .isInstanceOf(StoppedException.class);
        }
        assertThat(told).endsWith(where);
    }

    @Test
    void a_posted_order_that_changes_so_that_no_run_will_notice_is_a_deviation() {
        write("delete from shop_order_line where order_id = 43");
        market.shop.line(43, 1, "6.00");
        assertThat(market.found(new Scope.All()))
                .containsExactly(
                        "member 7, coins, lot ORDER/43/0: units: expected 6 units earned at 2026-11-01T10:00:00Z, found"
                                + " 5 units earned at 2026-11-01T10:00:00Z",
                        "member 7, points 1, lot ORDER/43/0: units: expected 12 units earned at 2026-11-01T10:00:00Z,"
                                + " found 10 units earned at 2026-11-01T10:00:00Z");
    }

    private static void creditOneMore() {
        market.shop.order(48, 7, "2026-11-10T10:00:00Z").line(1, "3.00").insert();
        market.run("2026-11-20T09:00:00Z");
    }

    private static void assertClean(int accounts, int lots) {
        List<String> found = new ArrayList<>();
        Summary summary = market.prove(new Scope.All(), found);
        assertThat(found).isEmpty();
        assertThat(summary).isEqualTo(new Summary(accounts, lots, lots, 0));
    }

    private static long count(String from) {
        return database.jdbc()
                .sql("select count(*) from " + from)
                .query(Long.class)
                .single();
    }

    private static void write(String sql) {
        assertThat(database.jdbc().sql(sql).update()).as(sql).isPositive();
    }
}
