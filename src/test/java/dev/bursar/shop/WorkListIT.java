package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Shards;
import dev.bursar.database.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the server keeps of the work list by itself, whoever writes and however. */
class WorkListIT {
    private static final String ORDER = """
            insert into shop_order
              (order_id, checkout_id, checkout_order_count, member_id, store_id, currency, line_count, status,
              placed_at, shipping, updated_at)
            values
              (%d, 9, %d, %s, 1, 'USD', 1, '%s', '2026-01-01', 0, '%s')
            """;
    private static final String LINE = """
            insert into shop_order_line
              (order_id, line_no, product_id, currency, quantity, price, coupon_discount, coin_discount, point_discount,
              paid, accepts_coins, earns_points, regular_price, updated_at)
            values
              (1, %d, 5, 'USD', 1, 100, 0, 0, 0, 100, true, true, true, '%s')
            """;
    private static final String IF_NEWER = """
            on duplicate key update
              status = if(values(updated_at) > updated_at, values(status), status),
              updated_at = if(values(updated_at) > updated_at, values(updated_at), updated_at)
            """;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void empty() {
        database.clear();
    }

    private static String order(int id, String status, String updatedAt) {
        return ORDER.formatted(id, 1, 7, status, updatedAt);
    }

    private static int write(String sql) {
        return database.jdbc().sql(sql).update();
    }

    /** Through the index, as a step reads them. */
    private static List<Long> due() {
        return database.jdbc()
                .sql("select order_id from shop_order force index (due) where due_shard is not null order by order_id")
                .query(Long.class)
                .list();
    }

    private static void judged() {
        write("update shop_order set changed_at = null");
        write("update shop_order_line set changed_at = null");
        assertThat(due()).isEmpty();
    }

    private static List<Integer> changedLines() {
        return database.jdbc()
                .sql("select line_no from shop_order_line force index (changed) where changed_at is not null")
                .query(Integer.class)
                .list();
    }

    @Test
    void a_completed_order_is_due_however_it_was_written() {
        write(order(1, "COMPLETED", "2026-01-01"));
        assertThat(due()).containsExactly(1L);

        judged();
        write("update shop_order set event = 'Singles Day' where order_id = 1");
        assertThat(due()).containsExactly(1L);

        judged();
        write(order(1, "COMPLETED", "2026-01-02").replaceFirst("insert", "replace"));
        assertThat(due()).containsExactly(1L);

        judged();
        write(order(1, "COMPLETED", "2026-01-03") + IF_NEWER);
        assertThat(due()).containsExactly(1L);

        judged();
        write("""
                insert into shop_order
                  (order_id, checkout_order_count, store_id, currency, line_count, status, placed_at, shipping, updated_at)
                select order_id + 1, checkout_order_count, store_id, currency, line_count, status, placed_at, shipping, updated_at
                from shop_order
                """);
        assertThat(due()).containsExactly(2L);
    }

    @Test
    void an_order_becomes_due_when_it_is_completed() {
        write(order(1, "PAID", "2026-01-01"));
        assertThat(due()).isEmpty();

        write(order(1, "COMPLETED", "2026-01-02") + IF_NEWER);
        assertThat(due()).containsExactly(1L);
    }

    @Test
    void what_changes_nothing_makes_nothing_due() {
        write(order(1, "COMPLETED", "2026-01-02"));
        judged();

        write(order(1, "CANCELLED", "2026-01-01") + IF_NEWER);
        write(order(1, "CANCELLED", "2026-01-02") + IF_NEWER);
        write("update shop_order set status = 'COMPLETED' where order_id = 1");

        assertThat(due()).isEmpty();
        assertThat(database.jdbc()
                        .sql("select status from shop_order")
                        .query(String.class)
                        .single())
                .isEqualTo("COMPLETED");
    }

    @Test
    void what_is_committed_late_is_due_late() throws Exception {
        write(order(1, "COMPLETED", "2026-01-01"));
        judged();
        try (Connection writer = database.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.executeUpdate(order(2, "COMPLETED", "2026-01-01"));
            statement.executeUpdate("update shop_order set line_count = 2 where order_id = 1");
            write(order(3, "COMPLETED", "2026-01-01"));
            assertThat(due()).containsExactly(3L);
            database.jdbc()
                    .sql("update shop_order set changed_at = null where order_id = 3")
                    .update();

            writer.commit();
            assertThat(due()).containsExactly(1L, 2L);
        }
    }

    @Test
    void a_change_that_is_committed_while_the_order_is_judged_is_not_cleared_away() throws Exception {
        write(order(1, "COMPLETED", "2026-01-01"));
        try (Connection writer = database.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.executeUpdate("update shop_order set line_count = 2 where order_id = 1");
            LocalDateTime seen = database.jdbc()
                    .sql("select changed_at from shop_order where order_id = 1")
                    .query(LocalDateTime.class)
                    .single();

            CompletableFuture<Integer> cleared = CompletableFuture.supplyAsync(() -> database.jdbc()
                    .sql("update shop_order set changed_at = null where order_id = 1 and changed_at = ?")
                    .param(seen)
                    .update());
            writer.commit();

            assertThat(cleared.get()).isZero();
        }
        assertThat(due()).containsExactly(1L);
    }

    @Test
    void a_mark_is_cleared_by_the_value_that_was_read() {
        write(order(1, "COMPLETED", "2026-01-01"));
        LocalDateTime seen = database.jdbc()
                .sql("select changed_at from shop_order")
                .query(LocalDateTime.class)
                .single();

        assertThat(database.jdbc()
                        .sql("update shop_order set changed_at = null where order_id = 1 and changed_at = ?")
                        .param(seen)
                        .update())
                .isEqualTo(1);
        assertThat(due()).isEmpty();
    }

    @Test
    void lines_are_quiet_when_they_come_and_loud_when_they_change() {
        write(LINE.formatted(1, "2026-01-01"));
        write(LINE.formatted(2, "2026-01-01"));
        assertThat(changedLines()).isEmpty();

        String unchanged = LINE.formatted(1, "2026-01-01")
                + "on duplicate key update paid = if(values(updated_at) > updated_at, values(paid), paid)";
        write(unchanged);
        assertThat(changedLines()).isEmpty();

        write("update shop_order_line set paid = 99, price = 99 where line_no = 2");
        assertThat(changedLines()).containsExactly(2);

        judged();
        assertThat(changedLines()).isEmpty();
    }

    @Test
    void a_replaced_line_goes_unnoticed_which_is_why_the_contract_forbids_it() {
        write(LINE.formatted(1, "2026-01-01"));
        write(LINE.formatted(1, "2026-01-02").replaceFirst("insert", "replace"));

        assertThat(changedLines()).isEmpty();
    }

    @Test
    void the_shard_follows_from_the_member_or_the_guests_order() {
        write(ORDER.formatted(1, 1, "9223372036854775807", "COMPLETED", "2026-01-01"));
        write(ORDER.formatted(9, 1, "null", "COMPLETED", "2026-01-01"));

        assertThat(database.jdbc()
                        .sql("select shard from shop_order where due_shard = shard order by order_id")
                        .query(Integer.class)
                        .list())
                .containsExactly(Shards.of(Long.MAX_VALUE), Shards.of(9));
    }

    @Test
    void only_a_combined_checkout_is_counted() {
        write(ORDER.formatted(1, 1, 7, "COMPLETED", "2026-01-01"));
        write(ORDER.formatted(2, 2, 7, "COMPLETED", "2026-01-01"));
        write(ORDER.formatted(3, 2, 7, "PAID", "2026-01-01"));

        assertThat(database.jdbc()
                        .sql("select count(*) from shop_order where combined_checkout_id = 9")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }
}
