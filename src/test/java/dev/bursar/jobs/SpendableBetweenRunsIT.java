package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** View member_spendable never offers units that the next run takes, docs/feeds.md. Time-outs are a week. */
class SpendableBetweenRunsIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    /** On the database's clock, which the view reads. */
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, Bursary.plainMarket());
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void twenty_units_of_which_nine_are_redeemed() {
        desk.open();
        desk.shop.order(1, 7, ago(Duration.ofDays(10))).line(1, "20.00").insert();
        desk.shop.placedOrder(42, 7, 1);
        desk.shop.discountedLine(42, 1, 90, 9, 0);
    }

    private String ago(Duration duration) {
        return now.minus(duration).toString();
    }

    private void timedOutFiveMinutesAgo() {
        desk.shop.redemption(5, 42, 7, 0, 9, ago(Duration.ofDays(7).plusMinutes(5)));
    }

    private static void assertSpendable(long units) {
        assertThat(desk.jdbc()
                        .sql("select units from member_spendable where member_id = 7")
                        .query(Long.class)
                        .single())
                .isEqualTo(units);
    }

    @Test
    void an_order_that_is_paid_after_its_time_out_takes_its_units_at_once() {
        timedOutFiveMinutesAgo();
        desk.settle(ago(Duration.ofMinutes(2)));
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 TIMED_OUT");
        assertSpendable(20);
        desk.shop.paid(42, ago(Duration.ofMinutes(1)));
        assertSpendable(11);
        desk.settle(now.toString());
        assertSpendable(11);
        desk.assertRight();
    }

    @Test
    void an_order_whose_payment_no_run_has_seen_keeps_its_units_beyond_the_time_out() {
        timedOutFiveMinutesAgo();
        desk.settle(ago(Duration.ofMinutes(20)));
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 PAYMENT");
        assertSpendable(20);
        desk.shop.paid(42, ago(Duration.ofMinutes(10)));
        assertSpendable(11);
    }

    @Test
    void units_that_were_added_to_what_is_reserved_are_not_offered_and_those_it_does_without_are() {
        desk.shop.redemption(5, 42, 7, 0, 9, ago(Duration.ofMinutes(30)));
        desk.settle(ago(Duration.ofMinutes(20)));
        assertSpendable(11);
        desk.write("update shop_redemption set units = 12");
        assertSpendable(8);
        desk.write("update shop_redemption set units = 5");
        assertSpendable(15);
    }

    @Test
    void of_two_that_share_a_lot_each_is_offered_again_at_its_own_time_out() {
        timedOutFiveMinutesAgo();
        desk.shop.redemption(6, 43, 7, 0, 4, ago(Duration.ofMinutes(30)));
        desk.settle(ago(Duration.ofMinutes(20)));
        assertThat(desk.reserved()).containsExactly("7/0 ORDER/1 13");
        assertSpendable(16);
    }

    @Test
    void an_order_that_is_cancelled_gives_its_units_back_at_once_and_takes_them_if_it_is_paid_after_all() {
        desk.shop.redemption(5, 42, 7, 0, 9, ago(Duration.ofMinutes(30)));
        desk.settle(ago(Duration.ofMinutes(20)));
        assertSpendable(11);
        desk.shop.cancelled(42, ago(Duration.ofMinutes(10)));
        assertSpendable(20);
        desk.settle(ago(Duration.ofMinutes(5)));
        assertSpendable(20);
        desk.write("update shop_order set cancelled_at = null where order_id = 42");
        desk.shop.paid(42, ago(Duration.ofMinutes(4)));
        assertSpendable(11);
        desk.settle(now.toString());
        assertSpendable(11);
        desk.assertRight();
    }

    @Test
    void what_turns_out_to_be_another_member_s_is_his() {
        desk.shop.member(8);
        desk.shop.order(2, 8, ago(Duration.ofDays(10))).line(1, "30.00").insert();
        desk.shop.redemption(5, 42, 7, 0, 9, ago(Duration.ofMinutes(30)));
        desk.settle(ago(Duration.ofMinutes(20)));
        desk.write("update shop_redemption set member_id = 8");
        desk.write("update shop_order set member_id = 8 where order_id = 42");
        assertSpendable(20);
        assertThat(desk.jdbc()
                        .sql("select units from member_spendable where member_id = 8")
                        .query(Long.class)
                        .single())
                .isEqualTo(21);
    }

    @Test
    void more_than_there_was_is_a_debt_once_it_is_paid() {
        desk.shop.redemption(5, 42, 7, 0, 25, ago(Duration.ofMinutes(30)));
        desk.settle(ago(Duration.ofMinutes(20)));
        desk.shop.order(2, 7, ago(Duration.ofMinutes(19))).line(1, "8.00").insert();
        desk.run(ago(Duration.ofMinutes(18)));
        assertSpendable(8);
        desk.shop.paid(42, ago(Duration.ofMinutes(10)));
        assertSpendable(3);
        desk.settle(now.toString());
        assertSpendable(3);
        desk.assertRight();
    }

    @Test
    void an_order_is_paid_by_its_status_also_where_it_says_that_it_was_cancelled() {
        desk.settle(ago(Duration.ofMinutes(40)));
        desk.shop.redemption(5, 42, 7, 0, 9, ago(Duration.ofMinutes(30)));
        desk.write("update shop_order set cancelled_at = '2026-01-01' where order_id = 42");
        assertSpendable(20);
        desk.write("update shop_order set status = 'SHIPPED' where order_id = 42");
        assertSpendable(11);
    }

    @Test
    void units_that_no_member_s_order_holds_are_offered() {
        desk.shop.redemption(5, 42, 7, 0, 9, ago(Duration.ofMinutes(30)));
        desk.write("update shop_order set member_id = 8 where order_id = 42");
        desk.settle(ago(Duration.ofMinutes(20)));
        assertThat(desk.spending()).containsExactly("REDEMPTION/5 OTHER_MEMBER");
        assertSpendable(20);
    }
}
