package dev.bursar.earning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.database.TestDatabase;
import dev.bursar.shop.Marks;
import dev.bursar.shop.Marks.ChangedLine;
import dev.bursar.shop.ShopTables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the shop writes while orders are being judged, statement by statement. */
class OrderLocksIT {

    private static final List<Place> ORDER_42 = List.of(new Place(7, 42));
    private static final DueTime TIME =
            DueTime.of(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-20T00:00:00Z"));
    private static final List<Integer> ALL_SHARDS =
            IntStream.range(0, 64).boxed().toList();

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private final ExecutorService others = Executors.newCachedThreadPool();
    private JdbcTemplate jdbc;
    private ShopTables shop;
    private DueOrderStore due;
    private Marks marks;
    private TransactionTemplate transaction;

    @BeforeEach
    void open() {
        database.clear();
        jdbc = new JdbcTemplate(database.dataSource());
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        due = new DueOrderStore(jdbc);
        marks = new Marks(jdbc);
        shop = new ShopTables(database.dataSource());
        shop.store(3);
        shop.member(7);
        shop.order(42, 7, "2026-11-19T10:00:00Z").store(3).line(1, "5.00").insert();
    }

    @AfterEach
    void end() {
        others.shutdownNow();
    }

    @Test
    void an_order_that_is_being_judged_cannot_change_and_its_change_is_judged_next() throws Exception {
        Future<?> change = transaction.execute(status -> {
            assertThat(due.lock(ORDER_42, TIME)).hasSize(1);
            Future<?> update = elsewhere(() -> jdbc.update("update shop_order set event = 'SALE'"));
            assertWaits(update);
            marks.takeOff(List.of(42L));
            return update;
        });
        change.get(20, TimeUnit.SECONDS);
        assertThat(locked()).extracting(order -> order.order().event()).containsExactly("SALE");
    }

    @Test
    void an_order_is_read_as_the_change_left_it_that_its_lock_waited_for() throws Exception {
        Future<List<DueOrder>> read = transaction.execute(status -> {
            jdbc.update("update shop_order set event = 'SALE', line_count = 2");
            shop.line(42, 2, "7.00");
            jdbc.update("update shop_order_line set price = 600, paid = 600 where line_no = 1");
            Future<List<DueOrder>> waiting = others.submit(this::locked);
            assertWaits(waiting);
            return waiting;
        });
        assertThat(read.get(20, TimeUnit.SECONDS)).singleElement().satisfies(order -> {
            assertThat(order.order().event()).isEqualTo("SALE");
            assertThat(order.order().lines()).extracting(line -> line.paid()).containsExactly(600L, 700L);
        });
    }

    @Test
    void of_two_who_judge_the_same_order_the_second_finds_it_done() throws Exception {
        Future<List<DueOrder>> second = transaction.execute(status -> {
            assertThat(due.lock(ORDER_42, TIME)).hasSize(1);
            Future<List<DueOrder>> waiting = others.submit(this::locked);
            assertWaits(waiting);
            marks.takeOff(List.of(42L));
            return waiting;
        });
        assertThat(second.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void terms_that_arrive_while_an_order_is_judged_without_them_find_what_was_judged() throws Exception {
        TermsMarkStore terms = new TermsMarkStore(jdbc);
        Future<Optional<TermsMarkStore.Move>> moved = transaction.execute(status -> {
            due.lock(ORDER_42, TIME);
            due.holdTerms(List.of(3L));
            assertThat(due.terms(List.of(3L))).isEmpty();
            elsewhereNow(() -> shop.terms(3, "2026-01-01", true, "1"));
            Future<Optional<TermsMarkStore.Move>> waiting =
                    others.submit(() -> transaction.execute(inner -> terms.begin()));
            assertWaits(waiting);
            jdbc.update("insert into outcome (fact_kind, fact_id, coins, points, figures, since, run_id)"
                    + " values ('ORDER', 42, 1, 102, 0, '2026-11-20', 1)");
            marks.takeOff(List.of(42L));
            return waiting;
        });
        TermsMarkStore.Move move = moved.get(20, TimeUnit.SECONDS).orElseThrow();
        assertThat(transaction.execute(status -> terms.go(move)).isEmpty()).isTrue();
        assertThat(terms.anyChanged()).isFalse();
        assertThat(locked()).hasSize(1);
    }

    @Test
    void a_line_that_changes_while_its_mark_is_moved_is_not_lost() throws Exception {
        transaction.executeWithoutResult(status -> {
            due.lock(ORDER_42, TIME);
            marks.takeOff(List.of(42L));
        });
        jdbc.update("update shop_order_line set price = 600, paid = 600");
        Future<Optional<ChangedLine>> moved = transaction.execute(status -> {
            jdbc.update("update shop_order_line set price = 700, paid = 700");
            Future<Optional<ChangedLine>> waiting = others.submit(
                    () -> transaction.execute(inner -> marks.moveFromLinesToOrders(ChangedLine.NONE, ALL_SHARDS)));
            assertWaits(waiting);
            return waiting;
        });
        assertThat(moved.get(20, TimeUnit.SECONDS)).isPresent();
        assertThat(locked())
                .singleElement()
                .satisfies(order -> assertThat(order.order().lines())
                        .extracting(line -> line.paid())
                        .containsExactly(700L));
    }

    @Test
    void changed_lines_are_found_page_by_page_each_by_its_own_shard() {
        for (int order = 100; order < 5_100; order++) {
            shop.order(order, order, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        }
        jdbc.update("update shop_order set changed_at = null");
        jdbc.update("update shop_order_line set quantity = 2");
        for (int shard : ALL_SHARDS) {
            Optional<ChangedLine> line = Optional.of(ChangedLine.NONE);
            while (line.isPresent()) {
                line = marks.moveFromLinesToOrders(line.get(), List.of(shard));
            }
        }
        assertThat(count("shop_order where changed_at is not null")).isEqualTo(5_001);
        assertThat(count("shop_order_line where changed_at is not null")).isZero();
    }

    private List<DueOrder> locked() {
        return transaction.execute(status -> due.lock(ORDER_42, TIME));
    }

    private Future<?> elsewhere(Runnable work) {
        return others.submit(work);
    }

    private void elsewhereNow(Runnable work) {
        try {
            others.submit(work).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertWaits(Future<?> work) {
        try {
            Object done = work.get(500, TimeUnit.MILLISECONDS);
            throw new AssertionError("it did not wait, and gave " + done);
        } catch (TimeoutException expected) {
            // It waits for the lock.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String table) {
        Long count = jdbc.queryForObject("select count(*) from " + table, Long.class);
        return count == null ? 0 : count;
    }
}
