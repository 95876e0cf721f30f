package dev.bursar.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.batch.DueTime;
import dev.bursar.batch.Place;
import dev.bursar.database.TestDatabase;
import dev.bursar.shop.ShopTables;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the shop writes between a look at the work list and the lock. */
class RedemptionLocksIT {

    private static final List<Place> REDEMPTION_5 = List.of(new Place(7, 5));
    private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");
    private static final DueTime TIME = DueTime.of(MIDNIGHT, MIDNIGHT.plusSeconds(1_800));

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private final ExecutorService others = Executors.newCachedThreadPool();
    private JdbcTemplate jdbc;
    private DueRedemptionStore due;
    private TransactionTemplate transaction;

    @BeforeEach
    void open() {
        database.clear();
        jdbc = new JdbcTemplate(database.dataSource());
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
        due = new DueRedemptionStore(jdbc);
        ShopTables shop = new ShopTables(database.dataSource());
        shop.store(1);
        shop.member(7);
        shop.redemption(5, 42, 7, 0, 9, "2026-11-19T10:00:00Z");
    }

    @AfterEach
    void end() {
        others.shutdownNow();
    }

    private List<DueRedemption> locked() {
        return transaction.execute(status -> due.lock(REDEMPTION_5, TIME));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-19 23:59:59.999999, 1",
        "2026-11-20 00:00:00, 0",
        "2026-11-21 00:29:59, 0",
        "2026-11-21 00:30:00, 1"
    })
    void one_that_moves_past_the_run_is_left_to_the_next_unless_its_time_cannot_be_true(String at, int judged) {
        jdbc.update("update shop_redemption set redeemed_at = ?", at);
        assertThat(locked()).hasSize(judged);
        assertThat(due.planned(TIME)).isEqualTo(judged);
        assertThat(due.dueShards(TIME)).hasSize(judged);
    }

    @Test
    void one_is_read_as_the_change_left_it_that_its_lock_waited_for() throws Exception {
        Future<List<DueRedemption>> read = transaction.execute(status -> {
            jdbc.update("update shop_redemption set units = 8");
            Future<List<DueRedemption>> waiting = others.submit(this::locked);
            assertWaits(waiting);
            return waiting;
        });
        assertThat(read.get(20, TimeUnit.SECONDS))
                .extracting(found -> found.redemption().units())
                .containsExactly(8L);
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

    @ParameterizedTest
    @ValueSource(strings = {"redemption_id = 0", "order_id = -1", "member_id = 0", "store_id = 0"})
    void ids_that_are_none_are_refused_by_the_database(String change) {
        assertThatThrownBy(() -> jdbc.update("update shop_redemption set " + change))
                .isInstanceOf(DataAccessException.class);
    }
}
