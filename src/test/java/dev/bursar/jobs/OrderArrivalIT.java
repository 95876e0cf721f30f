package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders that come late, or are committed late, or have not happened yet. */
class OrderArrivalIT {

    private static final String MARKET = """
            version: 1
            market: test
            time-zone: America/Los_Angeles
            grace: P35D
            coins:
              life: P90D
              rates:
                - {currency: USD, rate: 1}
            promotions:
              - {id: 1, name: Double, from: 2026-10-01, to: 2026-10-02, programme: coins, activity: order, multiplier: 2}
            """;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", MARKET));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void open() {
        desk.open();
    }

    @AfterEach
    void books_are_right() {
        desk.assertRight();
    }

    @Test
    void an_order_that_arrives_days_after_its_completion_is_credited_by_the_next_run() {
        desk.run("2026-11-20T00:00:00Z");
        desk.shop.order(42, 7, "2026-11-10T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 5 [[1, 5]]");
        assertThat(earnedAndEnd()).isEqualTo("2026-11-10 10:00:00.000000 2027-02-09 08:00:00.000000");
        assertThat(desk.exceptions()).isEmpty();
    }

    @Test
    void an_order_that_is_committed_late_is_credited_by_the_next_run() throws SQLException {
        desk.shop.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        try (Connection writer = database.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.executeUpdate(copyOf("shop_order", 43));
            statement.executeUpdate(copyOf("shop_order_line", 43));
            desk.shop.order(44, 7, "2026-11-19T11:00:00Z").line(1, "6.00").insert();
            desk.run("2026-11-20T01:00:00Z");
            assertThat(desk.lots()).hasSize(2);
            writer.commit();
        }
        desk.run("2026-11-20T02:00:00Z");
        assertThat(desk.lots())
                .containsExactly("7/0 ORDER/42/0 5 [[1, 5]]", "7/0 ORDER/43/0 5 [[1, 5]]", "7/0 ORDER/44/0 6 [[1, 6]]");
    }

    @Test
    void an_order_that_is_completed_after_the_run_s_instant_waits_for_the_next_run() {
        desk.shop.order(42, 7, "2026-11-20T00:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.outcomes()).isEmpty();
        desk.run("2026-11-20T00:00:01Z");
        assertThat(desk.lots()).hasSize(1);
    }

    @Test
    void an_order_later_than_the_grace_is_placed_at_its_edge_but_earns_and_ends_by_its_own_time() {
        desk.shop.order(42, 7, "2026-10-01T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.lots()).containsExactly("7/0 ORDER/42/0 10 [[1, 10]]");
        assertThat(earnedAndEnd()).isEqualTo("2026-10-15 07:00:00.000000 2026-12-31 08:00:00.000000");
        assertThat(desk.exceptions())
                .containsExactly(
                        "ORDER/42 COINS LATE: completed 2026-10-01T10:00:00Z, posted as of 2026-10-15T07:00:00Z");
        desk.run("2026-11-21T00:00:00Z");
        assertThat(desk.exceptions()).hasSize(1);
        assertThat(desk.rowsOf("entry")).isEqualTo(1);
    }

    @Test
    void an_order_so_late_that_its_units_have_ended_is_credited_and_has_lapsed() {
        desk.shop.order(41, 7, "2026-11-19T10:00:00Z").line(1, "3.00").insert();
        desk.shop.order(42, 7, "2026-07-01T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T00:00:00Z");
        assertThat(desk.jdbc()
                        .sql(
                                "select concat(source_id, ' ', kind, ' ', units) from entry order by source_id, units desc")
                        .query(String.class)
                        .list())
                .containsExactly("41 EARNED 3", "42 EARNED 5", "42 LAPSED -5");
        desk.run("2026-11-20T01:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(3);
    }

    @Test
    void a_night_that_runs_after_a_later_hour_credits_what_is_left_and_takes_nothing_back() {
        desk.shop.order(41, 7, "2026-11-20T11:00:00Z").line(1, "3.00").insert();
        desk.shop.order(42, 7, "2026-07-01T10:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-20T12:00:00Z");
        desk.shop.order(43, 7, "2026-07-02T10:00:00Z").line(1, "6.00").insert();
        desk.run("2026-11-20T08:00:00Z");
        assertThat(desk.jdbc()
                        .sql(
                                "select concat(source_id, ' ', kind, ' ', units) from entry order by source_id, units desc")
                        .query(String.class)
                        .list())
                .containsExactly("41 EARNED 3", "42 EARNED 5", "42 LAPSED -5", "43 EARNED 6", "43 LAPSED -6");
    }

    private static String earnedAndEnd() {
        return desk.jdbc()
                .sql("select concat(earned_at, ' ', ends_at) from lot")
                .query(String.class)
                .single();
    }

    private static String copyOf(String table, long order) {
        return table.equals("shop_order") ? """
                        insert into shop_order (order_id, checkout_order_count, member_id, store_id, currency, line_count, status,
                          placed_at, completed_at, shipping, updated_at)
                        select %d, checkout_order_count, member_id, store_id, currency, line_count, status, placed_at, completed_at,
                          shipping, updated_at
                        from shop_order
                        where order_id = 42
                        """.formatted(order) : """
                        insert into shop_order_line (order_id, line_no, product_id, currency, quantity, price, coupon_discount,
                          coin_discount, point_discount, paid, accepts_coins, earns_points, regular_price, updated_at)
                        select %d, line_no, product_id, currency, quantity, price, coupon_discount, coin_discount, point_discount,
                          paid, accepts_coins, earns_points, regular_price, updated_at
                        from shop_order_line
                        where order_id = 42
                        """.formatted(order);
    }
}
