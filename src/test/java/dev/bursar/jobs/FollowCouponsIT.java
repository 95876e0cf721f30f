package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Progress;
import dev.bursar.coupons.CouponStory;
import dev.bursar.coupons.CouponStoryReader;
import dev.bursar.coupons.RefundDecision;
import dev.bursar.coupons.Status;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Verification.Scope;
import dev.bursar.ledger.Deviation;
import dev.bursar.ledger.Posted;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.CouponTables;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** The step {@code follow-coupons} on a database ({@code docs/rules.md §5}): member 7 with coupon 8, orders of 100.00. */
class FollowCouponsIT {

    private static final String MARKET = """
            version: 3
            market: test
            time-zone: UTC
            grace: P20D
            coins:
              rates:
                - {currency: USD, rate: 1}
            """;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final Policy policy = PolicyFiles.parse("market.yaml", MARKET);
    private static Instant now = Instant.EPOCH;
    private static Bursary bursary;
    private static CouponTables shop;

    @BeforeAll
    static void start() {
        shop = new CouponTables(database.dataSource());
        bursary = Bursary.on(database.dataSource(), policy, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        });
    }

    @AfterAll
    static void close() {
        bursary.close();
    }

    @BeforeEach
    void open() {
        database.clear();
        ShopTables tables = new ShopTables(database.dataSource());
        tables.store(1);
        tables.member(7);
        tables.member(9);
    }

    /** As a job does: orders first, then coupons. */
    private static void run(int day) {
        now = day <= 31
                ? Instant.parse("2026-12-%02dT23:00:00Z".formatted(day))
                : Instant.parse("2027-01-%02dT23:00:00Z".formatted(day - 31));
        JobPlan plan = new JobPlan("hourly", List.of("credit-orders", "follow-coupons"), Optional.empty());
        assertThat(bursary.run(plan, RunIdentity.at(now))).isInstanceOf(RunResult.Finished.class);
    }

    private static String at(int day) {
        return "2026-12-%02dT12:00:00Z".formatted(day);
    }

    private static String status() {
        return database.jdbc()
                .sql("select status from coupon where coupon_id = 8 and order_id = 0")
                .query(String.class)
                .single();
    }

    /** {@code VALID INACTIVE COUPON_USE/1 12-02}; one that was taken back ends with {@code back}. */
    private static List<String> events() {
        return database.jdbc().sql("""
                        select concat(from_status, ' ', to_status, ' ', cause_kind, '/', cause_id, ' ',
                          if(case_no = 0, '', concat('case ', case_no, ' ')), date_format(effective_at, '%m-%d'),
                          if(withdraws is null, '', ' back'))
                        from coupon_event
                        where coupon_id = 8
                        order by order_id, nth
                        """).query(String.class).list();
    }

    private static List<String> decisions() {
        return database.jdbc().sql("""
                        select concat_ws(' ', refund_id, coalesce(case_no, '-'), effect, status_after, refunded, price,
                          policy_version)
                        from coupon_decision
                        where coupon_id = 8
                        order by refund_id
                        """).query(String.class).list();
    }

    private static List<String> uses() {
        return database.jdbc().sql("""
                        select concat_ws(' ', fact_id, r.name)
                        from outcome x
                        join reason r on r.code = x.coupon
                        where fact_kind = 'COUPON_USE'
                        order by fact_id
                        """).query(String.class).list();
    }

    private static List<String> exceptions() {
        return database.jdbc().sql("""
                        select concat(fact_kind, '/', fact_id, ' ', r.name, ': ', i.detail)
                        from exception_item i
                        join reason r on r.code = i.reason
                        where i.open_mark = 1 and i.purpose = 'COUPON'
                        order by fact_kind, fact_id, r.code
                        """).query(String.class).list();
    }

    private static int marks() {
        return database.jdbc().sql("""
                        select (select count(*) from shop_coupon where changed_at is not null)
                          + (select count(*) from shop_coupon_use where changed_at is not null)
                          + (select count(*) from shop_refund where coupons_changed_at is not null)
                          + (select count(*) from shop_refund_line where changed_at is not null)
                        """).query(Integer.class).single();
    }

    private static List<Deviation> deviations() {
        List<Deviation> found = new ArrayList<>();
        bursary.bean(Verification.class).run(new Scope.All(), found::add, Progress.SILENT);
        return found;
    }

    private static void assertRight() {
        assertThat(marks()).isZero();
        assertThat(deviations()).isEmpty();
        List<String> before = events();
        run(40);
        assertThat(deviations()).isEmpty();
        run(41);
        assertThat(events()).containsAll(before);
    }

    /** Coupon 8 used on order 42, which is completed on the 10th. */
    private static void used(long store, String instrument) {
        shop.coupon(8, 7, store, instrument);
        shop.use(1, 8, 42, 1, at(2));
        shop.order(42, 7, 10_000);
        run(2);
        shop.paid(42, at(2));
        shop.shipped(42, at(3));
        shop.completed(42, at(10));
        run(10);
        assertThat(status()).isEqualTo("USED");
    }

    @Test
    void it_goes_from_valid_to_inactive_to_used_as_its_order_goes() {
        shop.coupon(8, 7, 0, "WALLET");
        run(1);
        assertThat(status()).isEqualTo("VALID");
        assertThat(events()).isEmpty();

        shop.use(1, 8, 42, 1, at(2));
        shop.order(42, 7, 10_000);
        run(2);
        assertThat(status()).isEqualTo("INACTIVE");

        shop.paid(42, at(3));
        shop.completed(42, at(10));
        run(10);
        assertThat(events()).containsExactly("VALID INACTIVE COUPON_USE/1 12-02", "INACTIVE USED ORDER/42 12-10");
        assertThat(uses()).containsExactly("1 COUPON_FOLLOWED");
        assertThat(exceptions()).isEmpty();
        assertRight();
    }

    @Test
    void its_validity_ends_with_time_alone() {
        shop.coupon(8, 7, 0, "WALLET");
        run(31);
        assertThat(status()).isEqualTo("VALID");

        run(32);
        assertThat(status()).isEqualTo("EXPIRED");
        assertThat(events()).containsExactly("VALID EXPIRED COUPON/8 01-01");
        assertRight();
    }

    @Test
    void case_1_a_full_refund_returns_a_platforms_coupon() {
        used(0, "WALLET");
        shop.refund(5, 42, at(20), 10_000);
        run(20);

        assertThat(status()).isEqualTo("VALID");
        assertThat(events().get(2)).isEqualTo("USED VALID REFUND/5 case 1 12-20");
        assertThat(decisions()).containsExactly("5 1 RETURNED VALID 10000 10000 3");
        run(32);
        assertThat(status()).isEqualTo("EXPIRED");
        assertRight();
    }

    @Test
    void case_2_it_comes_back_ended() {
        used(0, "WALLET");
        shop.refund(5, 42, "2027-01-02T12:00:00Z", 10_000);
        run(33);

        assertThat(status()).isEqualTo("EXPIRED");
        assertThat(decisions()).containsExactly("5 2 RETURNED_ENDED EXPIRED 10000 10000 3");
        assertRight();
    }

    @Test
    void case_3_a_code_does_not_come_back() {
        used(0, "CODE");
        shop.refund(5, 42, at(20), 10_000);
        run(20);

        assertThat(status()).isEqualTo("USED");
        assertThat(decisions()).containsExactly("5 3 NOTHING USED 10000 10000 3");
        assertRight();
    }

    @Test
    void cases_4_and_5_partial_refunds_return_it_once_they_add_up() {
        used(0, "WALLET");
        shop.refund(5, 42, at(15), 4_000);
        run(15);
        assertThat(status()).isEqualTo("USED");
        assertThat(decisions()).containsExactly("5 4 NOTHING USED 4000 10000 3");

        shop.refund(6, 42, at(20), 6_000);
        run(20);
        assertThat(status()).isEqualTo("VALID");
        assertThat(decisions().get(1)).isEqualTo("6 5 RETURNED VALID 10000 10000 3");
        assertRight();
    }

    @Test
    void case_6_a_sellers_coupon_stays_used() {
        used(1, "WALLET");
        shop.refund(5, 42, at(20), 10_000);
        run(20);

        assertThat(status()).isEqualTo("USED");
        assertThat(decisions()).containsExactly("5 6 NOTHING USED 10000 10000 3");
        assertRight();
    }

    @Test
    void case_7_an_order_cancelled_unpaid_releases_it() {
        shop.coupon(8, 7, 1, "WALLET");
        shop.use(1, 8, 42, 1, at(2));
        shop.order(42, 7, 10_000);
        run(2);
        shop.cancelled(42, at(4));
        run(4);

        assertThat(status()).isEqualTo("VALID");
        assertThat(events().get(1)).isEqualTo("INACTIVE VALID ORDER/42 case 7 12-04");
        assertRight();
    }

    @Test
    void case_8_paid_and_cancelled_before_it_was_shipped_returns_it() {
        shop.coupon(8, 7, 0, "WALLET");
        shop.use(1, 8, 42, 1, at(2));
        shop.order(42, 7, 10_000);
        shop.paid(42, at(3));
        shop.cancelled(42, at(4));
        shop.refund(5, 42, at(5), 10_000);
        run(5);

        assertThat(status()).isEqualTo("VALID");
        assertThat(events().get(2)).isEqualTo("USED VALID ORDER/42 case 8 12-04");
        assertThat(decisions()).containsExactly("5 8 NOTHING VALID 10000 10000 3");
        assertRight();
    }

    @Test
    void case_9_over_several_orders_it_comes_back_with_the_last_refund() {
        shop.coupon(8, 7, 0, "WALLET");
        shop.use(1, 8, 42, 1, at(2));
        shop.use(2, 8, 43, 1, at(2));
        shop.orderOf(42, 7, 500L, 2, 10_000);
        run(2);
        assertThat(uses()).containsExactly("1 CHECKOUT_ORDERS", "2 ORDER_USED_ON");
        assertThat(status()).isEqualTo("VALID");

        shop.orderOf(43, 7, 500L, 2, 10_000);
        for (long order : new long[] {42, 43}) {
            shop.paid(order, at(2));
            shop.shipped(order, at(3));
            shop.completed(order, at(10));
        }
        shop.refund(5, 42, at(15), 10_000);
        run(15);
        assertThat(status()).isEqualTo("USED");

        shop.refund(6, 43, at(16), 10_000);
        run(16);
        assertThat(status()).isEqualTo("VALID");
        assertThat(decisions()).containsExactly("5 9 NOTHING USED 10000 10000 3", "6 9 RETURNED VALID 10000 10000 3");
        assertRight();
    }

    @Test
    void case_11_an_open_refund_keeps_it_inactive() {
        shop.coupon(8, 7, 0, "WALLET");
        shop.use(1, 8, 42, 1, at(2));
        shop.order(42, 7, 10_000);
        shop.paid(42, at(2));
        shop.refund(5, 42, "OPEN", at(8), null, 10_000);
        shop.completed(42, at(10));
        run(12);
        assertThat(status()).isEqualTo("INACTIVE");
        assertThat(decisions()).containsExactly("5 11 HELD INACTIVE 0 10000 3");

        database.jdbc()
                .sql("update shop_refund set status = 'REJECTED', decided_at = '2026-12-14 12:00'")
                .update();
        run(14);
        assertThat(status()).isEqualTo("USED");
        assertThat(events().get(1)).isEqualTo("INACTIVE USED REFUND/5 12-14");
        assertThat(decisions()).containsExactly("5 - NOTHING USED 0 10000 3");
        assertRight();
    }

    @Test
    void case_12_more_than_the_price_is_told() {
        used(0, "WALLET");
        shop.refund(5, 42, at(15), 4_000);
        shop.refund(6, 42, at(16), 3_000);
        shop.refund(7, 42, at(17), 5_000);
        run(17);

        assertThat(status()).isEqualTo("VALID");
        assertThat(exceptions())
                .containsExactly("REFUND/7 OVER_REFUNDED: 20.00 USD above the price of the lines of order 42");

        database.jdbc()
                .sql("update shop_refund_line set amount = 3000 where refund_id = 7")
                .update();
        run(18);
        assertThat(exceptions()).isEmpty();
        assertRight();
    }

    @Test
    void case_13_a_reversed_refund_takes_the_return_back() {
        used(0, "WALLET");
        shop.refund(5, 42, at(15), 10_000);
        run(15);
        shop.reversed(5, at(20));
        run(20);

        assertThat(status()).isEqualTo("USED");
        assertThat(events().get(3)).isEqualTo("VALID USED REFUND/5 case 13 12-20");
        assertThat(decisions()).containsExactly("5 13 UNDONE USED 10000 10000 3");
        assertRight();
    }

    @Test
    void case_13_what_was_used_again_stays_where_it_is() {
        used(0, "WALLET");
        shop.refund(5, 42, at(15), 10_000);
        shop.use(2, 8, 50, 1, at(17));
        shop.order(50, 7, 10_000);
        run(17);
        assertThat(status()).isEqualTo("INACTIVE");

        shop.reversed(5, at(20));
        run(20);
        assertThat(status()).isEqualTo("INACTIVE");
        assertThat(exceptions())
                .containsExactly("COUPON/8 RETURNED_COUPON_USED_AGAIN: refund 5 was reversed at " + at(20)
                        + ", the coupon had been used again on order 50");
        assertThat(decisions()).containsExactly("5 13 USED_AGAIN INACTIVE 10000 10000 3");
        assertThat(deviations()).isEmpty();
    }

    @Test
    void a_late_fact_corrects_by_further_events() {
        used(0, "WALLET");
        shop.use(2, 8, 50, 1, at(1));
        shop.order(50, 7, 10_000);
        shop.cancelled(50, at(5));
        run(12);

        assertThat(events())
                .containsExactly(
                        "VALID INACTIVE COUPON_USE/1 12-02",
                        "INACTIVE USED ORDER/42 12-10",
                        "USED INACTIVE ORDER/42 12-10 back",
                        "INACTIVE VALID COUPON_USE/1 12-02 back",
                        "VALID INACTIVE COUPON_USE/2 12-01",
                        "INACTIVE VALID ORDER/50 case 7 12-05");
        assertThat(exceptions())
                .containsExactly("COUPON_USE/1 COUPON_NOT_VALID: coupon 8 was INACTIVE when it was applied at " + at(2)
                        + ", by order 50");
        assertThat(deviations()).isEmpty();
    }

    @Test
    void what_comes_after_the_grace_stands_at_its_edge_and_stays_there() {
        shop.coupon(8, 7, 0, "WALLET");
        run(5);
        shop.use(1, 8, 42, 1, at(2));
        shop.order(42, 7, 10_000);
        shop.paid(42, at(2));
        shop.completed(42, at(3));
        run(60);

        assertThat(events()).containsExactly("VALID INACTIVE COUPON_USE/1 01-09", "INACTIVE USED ORDER/42 01-09");
        assertThat(exceptions())
                .containsExactly(
                        "ORDER/42 LATE: coupon 8 became USED, posted as of 2027-01-09T00:00:00Z",
                        "COUPON_USE/1 LATE: coupon 8 became INACTIVE, posted as of 2027-01-09T00:00:00Z");
        run(61);
        run(62);
        assertThat(events()).hasSize(2);
        assertThat(deviations()).isEmpty();
    }

    @Test
    void what_is_frozen_is_not_undone_but_led_to_where_the_facts_have_it() {
        shop.coupon(8, 7, 0, "WALLET");
        run(40);
        shop.use(1, 8, 42, 1, at(2));
        shop.order(42, 7, 10_000);
        shop.paid(42, at(2));
        shop.completed(42, at(3));
        run(61);

        assertThat(events()).containsExactly("VALID EXPIRED COUPON/8 01-01", "EXPIRED USED ORDER/42 01-10");
        database.jdbc()
                .sql("update shop_coupon set changed_at = current_timestamp(6)")
                .update();
        run(62);
        assertThat(events()).hasSize(2);
        assertThat(deviations()).isEmpty();
    }

    @Test
    void each_use_of_a_public_code_goes_its_own_way() {
        shop.coupon(8, 0, 0, "CODE");
        shop.use(1, 8, 42, 1, at(2));
        shop.use(2, 8, 43, 1, at(2));
        shop.use(3, 8, 44, 1, at(3));
        shop.order(42, 7, 10_000);
        shop.order(43, 9, 10_000);
        shop.order(44, 0, 10_000);
        run(5);
        shop.cancelled(43, at(6));
        shop.paid(42, at(6));
        shop.completed(42, at(6));
        shop.refund(5, 42, at(7), 10_000);
        run(7);

        assertThat(database.jdbc()
                        .sql("select concat_ws(' ', order_id, status) from coupon order by order_id")
                        .query(String.class)
                        .list())
                .containsExactly("0 VALID", "42 USED", "43 VALID", "44 INACTIVE");
        assertThat(decisions()).containsExactly("5 3 NOTHING USED 10000 10000 3");
        assertThat(exceptions()).isEmpty();
        assertRight();
    }

    @Test
    void a_use_waits_for_its_coupon_its_order_and_the_orders_lines() {
        shop.use(1, 8, 42, 1, at(2));
        run(2);
        assertThat(uses()).containsExactly("1 COUPON");

        shop.coupon(8, 7, 0, "WALLET");
        run(3);
        assertThat(uses()).containsExactly("1 ORDER_USED_ON");

        shop.orderWithout(42, 7, null, 1, 1);
        run(4);
        assertThat(uses()).containsExactly("1 LINES");
        assertThat(status()).isEqualTo("VALID");
        assertThat(deviations()).isEmpty();

        shop.line(42, 1, 10_000);
        run(5);
        assertThat(uses()).containsExactly("1 COUPON_FOLLOWED");
        assertThat(status()).isEqualTo("INACTIVE");
        assertRight();
    }

    @Test
    void what_waits_too_long_is_an_exception_too_until_it_is_whole() {
        shop.use(1, 8, 42, 1, at(2));
        run(2);
        run(12);
        assertThat(exceptions()).singleElement().asString().startsWith("COUPON_USE/1 COUPON: waiting since");

        shop.coupon(8, 7, 0, "WALLET");
        shop.order(42, 7, 10_000);
        run(13);
        assertThat(exceptions()).isEmpty();
        assertRight();
    }

    @Test
    void a_refund_waits_for_its_lines() {
        used(0, "WALLET");
        shop.refund(5, 42, at(15));
        database.jdbc().sql("update shop_refund set line_count = 1").update();
        run(15);
        assertThat(decisions()).containsExactly("5 - WAITING USED 0 10000 3");

        shop.refundLine(5, 1, 10_000);
        run(16);
        assertThat(status()).isEqualTo("VALID");
        assertRight();
    }

    @Test
    void a_coupon_of_a_wallet_without_a_member_is_an_exception_until_it_has_one() {
        shop.coupon(8, 0, 0, "WALLET");
        shop.use(1, 8, 42, 1, at(2));
        shop.order(42, 7, 10_000);
        run(2);
        assertThat(exceptions()).containsExactly("COUPON/8 NO_OWNER: a coupon of a wallet without member_id");
        assertThat(uses()).containsExactly("1 NO_OWNER");

        database.jdbc().sql("update shop_coupon set member_id = 7").update();
        run(3);
        assertThat(status()).isEqualTo("INACTIVE");
        assertThat(exceptions()).isEmpty();
    }

    @Test
    void it_is_followed_again_when_its_order_changes_after_it_was_closed() {
        used(0, "WALLET");
        shop.cancelled(42, at(9));
        run(12);

        assertThat(events())
                .containsExactly(
                        "VALID INACTIVE COUPON_USE/1 12-02",
                        "INACTIVE USED ORDER/42 12-10",
                        "USED INACTIVE ORDER/42 12-10 back",
                        "INACTIVE USED ORDER/42 12-09");
    }

    @Test
    void a_run_that_is_repeated_posts_nothing() {
        used(0, "WALLET");
        shop.refund(5, 42, at(15), 10_000);
        run(15);
        List<String> before = events();
        database.jdbc()
                .sql("update shop_coupon set changed_at = current_timestamp(6)")
                .update();
        database.jdbc()
                .sql("update shop_coupon_use set changed_at = current_timestamp(6)")
                .update();
        run(16);

        assertThat(events()).isEqualTo(before);
        assertThat(marks()).isZero();
    }

    @Test
    void a_rehearsal_tells_what_the_step_then_posts() {
        used(0, "WALLET");
        shop.refund(5, 42, at(15), 10_000);
        now = Instant.parse("2026-12-15T23:00:00Z");
        List<Posted.CouponMove> moves = new ArrayList<>();
        bursary.bean(Rehearsal.class)
                .run("follow-coupons", now, posted -> moves.addAll(posted.couponMoves()), Progress.SILENT);
        assertThat(status()).isEqualTo("USED");
        assertThat(moves)
                .extracting(Posted.CouponMove::from, Posted.CouponMove::to, Posted.CouponMove::caseNo)
                .containsExactly(org.assertj.core.api.Assertions.tuple("USED", "VALID", 1));

        run(15);
        assertThat(status()).isEqualTo("VALID");
    }

    @Test
    void its_story_tells_every_move_and_every_decision() {
        used(0, "WALLET");
        shop.refund(5, 42, at(15), 10_000);
        run(15);
        List<CouponStory> stories = new CouponStoryReader(new JdbcTemplate(database.dataSource())).of(8);

        assertThat(stories).singleElement().satisfies(story -> {
            assertThat(story.status()).isEqualTo(Status.VALID);
            assertThat(story.since()).contains(Instant.parse(at(15)));
            assertThat(story.events())
                    .extracting(event -> event.move().to())
                    .containsExactly(Status.INACTIVE, Status.USED, Status.VALID);
            assertThat(story.decisions())
                    .extracting(RefundDecision::effect)
                    .containsExactly(RefundDecision.Effect.RETURNED);
        });
    }

    @Test
    void verify_finds_a_status_and_a_log_that_were_tampered_with() {
        used(0, "WALLET");
        database.jdbc().sql("update coupon set status = 'VALID'").update();
        assertThat(deviations())
                .extracting(deviation -> deviation.check().name())
                .containsExactlyInAnyOrder("COUPON_LOG", "COUPON");

        database.jdbc().sql("update coupon set status = 'INACTIVE', events = 1").update();
        database.jdbc().sql("delete from coupon_event where nth = 1").update();
        assertThat(deviations())
                .extracting(Deviation::toString)
                .singleElement()
                .asString()
                .startsWith("COUPON/8: coupon: expected USED, with [INACTIVE to USED by ORDER/42");
    }
}
