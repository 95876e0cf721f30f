package dev.bursar.faults;

import dev.bursar.batch.Shards;
import dev.bursar.jobs.Bursary;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.CouponTables;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A few orders and redemptions of every kind: of members and guests, with coins and points, posted before and changed since,
 * waiting, exceptional, mended; all in two shards, so that runs of 64 partitions ask for little that is not there.
 */
final class SmallBacklog {

    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final LocalDate DAY = LocalDate.parse("2026-11-19");

    static final int PARTITIONS = 64;

    /** A policy under which reviews and activities earn as well. */
    static final String GENEROUS = Bursary.MARKET + """
            activities:
              reviews: [{programme: both, units: 4, cap-a-day: 2}]
              check-ins: [{programme: coins, units: [1, 2, 3, 5, 8]}]
              shares: [{programme: both, units: 3, cap-a-day: 1, cap: 2}]
              referrals: [{programme: coins, units: 100}]
            """;

    /** Every step that posts, in the order of the jobs. */
    static final List<String> POSTING_STEPS =
            List.of("credit-orders", "credit-reviews", "credit-activities", "settle-accounts");

    private static final int[] SHARDS = {5, 9};
    private static final int TAKES_PART = 2;
    private static final int UNKNOWN_AT_FIRST = 77;

    private final ShopTables shop;
    private final JdbcClient jdbc;

    private SmallBacklog(DataSource database) {
        this.shop = new ShopTables(database);
        this.jdbc = JdbcClient.create(database);
    }

    static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    /** Fills empty tables with orders. */
    static void fill(DataSource database, Policy policy) {
        SmallBacklog backlog = new SmallBacklog(database);
        backlog.judgedBefore();
        try (Bursary bursary = Bursary.on(database, policy, clock())) {
            bursary.step("credit-orders", Instant.parse("2026-11-19T00:00:00Z"));
        }
        backlog.changedSince();
        backlog.arrivedSince();
    }

    /** Fills empty tables with orders, and with what was redeemed on others. */
    static void fillWithRedemptions(DataSource database, Policy policy) {
        fill(database, policy);
        SmallBacklog backlog = new SmallBacklog(database);
        backlog.redeemedBefore();
        try (Bursary bursary = Bursary.on(database, policy, clock())) {
            bursary.step("settle-accounts", Instant.parse("2026-11-19T00:00:00Z"));
        }
        backlog.redeemedSince();
    }

    static Policy generousMarket() {
        return PolicyFiles.parse("market.yaml", GENEROUS);
    }

    /** Fills empty tables with all that, and with reviews and activities, some of which others displace that came since. */
    static void fillWithAll(DataSource database, Policy policy) {
        fillWithRedemptions(database, policy);
        SmallBacklog backlog = new SmallBacklog(database);
        backlog.doneBefore();
        try (Bursary bursary = Bursary.on(database, policy, clock())) {
            bursary.step("credit-reviews", Instant.parse("2026-11-19T00:00:00Z"));
            bursary.step("credit-activities", Instant.parse("2026-11-19T00:00:00Z"));
        }
        backlog.doneSince();
        backlog.refundedBefore();
        try (Bursary bursary = Bursary.on(database, policy, clock())) {
            bursary.step("settle-accounts", Instant.parse("2026-11-19T00:00:01Z"));
        }
        backlog.refundedSince();
        fillWithCoupons(database, policy);
        backlog.endedSince();
    }

    /** Judged, and then reversed; in dispute, and then granted. */
    private void refundedBefore() {
        refund(500, 100, "GRANTED", "2026-11-18T12:00:00Z", null, 200);
        shop.refund(501, 302, 1, "OPEN", "2026-11-18T13:00:00Z", null, null);
        shop.refundLine(501, 1, 1);
    }

    /** Before its order and credit, of spent units, beyond the price, of an unknown order; a cancelled order. */
    private void refundedSince() {
        refund(500, 100, "REVERSED", "2026-11-18T12:00:00Z", "2026-11-19T02:00:00Z", 200);
        shop.refund(501, 302, 1, "GRANTED", "2026-11-18T13:00:00Z", "2026-11-19T03:00:00Z", null);
        refund(502, 110, "GRANTED", "2026-11-19T00:30:00Z", null, 600);
        refund(503, 310, "GRANTED", "2026-11-19T08:00:00Z", null, 5);
        refund(504, 310, "GRANTED", "2026-11-19T09:00:00Z", null, 5);
        refund(505, 998, "GRANTED", "2026-11-19T09:00:00Z", null, 5);
        shop.cancelled(300, "2026-11-19T10:00:00Z");
    }

    private void refund(long refund, long order, String status, String at, @Nullable String reversedAt, long amount) {
        shop.refund(refund, order, 1, status, at, at, reversedAt);
        shop.refundLine(refund, 1, amount);
    }

    /** Coupons of each shard, judged before and changed since, waiting, ended by time alone. */
    private static void fillWithCoupons(DataSource database, Policy policy) {
        CouponTables coupons = new CouponTables(database);
        for (int number = 1; number <= 8; number++) {
            coupons.coupon(id(number), number == 7 ? 0 : id(number), 0, number == 7 ? "CODE" : "WALLET");
            coupons.valid(
                    id(number), "2026-11-01T00:00:00Z", number == 4 ? "2026-11-19T00:30:00Z" : "2026-12-01T00:00:00Z");
            if (number != 4) {
                couponOrder(coupons, number, id(number));
            }
        }
        couponOrder(coupons, 9, id(7));
        coupons.refund(552, 502, "2026-11-18T15:00:00Z", 9_000);
        coupons.refund(553, 503, "2026-11-18T15:00:00Z", 9_000);
        try (Bursary bursary = Bursary.on(database, policy, clock())) {
            Instant before = Instant.parse("2026-11-19T00:00:00Z");
            bursary.step("credit-orders", before.plusSeconds(1));
            bursary.step("follow-coupons", before.plusSeconds(1));
        }
        coupons.completed(501, "2026-11-19T02:00:00Z");
        coupons.refund(551, 501, "2026-11-19T03:00:00Z", 9_000);
        coupons.reversed(552, "2026-11-19T03:00:00Z");
        coupons.cancelled(506, "2026-11-19T04:00:00Z");
        coupons.completed(507, "2026-11-19T02:00:00Z");
        coupons.use(600, id(5), 999, 1, "2026-11-18T12:00:00Z");
        coupons.use(601, id(99), 509, 1, "2026-11-18T12:00:00Z");
        couponOrder(coupons, 10, id(8));
    }

    /** Orders 502 and 503 are completed at once. */
    private static void couponOrder(CouponTables coupons, int number, long coupon) {
        long order = 500L + number;
        coupons.use(order, coupon, order, 1, number == 10 ? "2026-11-17T09:00:00Z" : "2026-11-18T09:00:00Z");
        coupons.order(order, id(number == 10 ? 8 : number), 9_000);
        coupons.paid(order, "2026-11-18T10:00:00Z");
        if (number == 2 || number == 3) {
            coupons.completed(order, "2026-11-18T11:00:00Z");
        }
        if (number == 6) {
            coupons.shipped(order, "2026-11-18T11:00:00Z");
        }
    }

    /** Of what was credited before, some has ended: of members with nothing else, with debts, with units reserved. */
    private void endedSince() {
        for (int member : new int[] {1, 3, 4, 5}) {
            jdbc.sql("update lot set ends_at = '2026-11-19 20:00:00' where member_id = ? and part >= 0")
                    .param(id(member))
                    .update();
            jdbc.sql("update account set next_end_at = '2026-11-19 20:00:00' where member_id = ?")
                    .param(id(member))
                    .update();
        }
    }

    private void doneBefore() {
        for (int line = 1; line <= 3; line++) {
            shop.line(400, line, "1.00");
        }
        jdbc.sql(
                        "insert into shop_order (order_id, checkout_order_count, member_id, store_id, currency, line_count, status,"
                                + " placed_at, completed_at, shipping, updated_at, changed_at) values (400, 1, ?, ?, 'USD', 3,"
                                + " 'COMPLETED', '2026-11-01', '2026-11-02', 0, '2026-11-03', null)")
                .params(id(1), TAKES_PART)
                .update();
        shop.review(400, id(1), 400, 1, "2026-11-18T09:00:00Z", null);
        shop.review(401, id(1), 400, 2, "2026-11-18T10:00:00Z", null);
        shop.review(402, id(4), 999, 1, "2026-11-18T10:00:00Z", null);
        for (int day = 12; day <= 17; day += 2) {
            shop.checkIn(400 + day, id(1), "2026-11-" + day + "T12:00:00Z");
        }
        shop.activity(450, id(3), "SHARE", "x", 0, "2026-11-18T12:00:00Z");
        shop.referral(451, id(4), id(1), 0, "2026-11-01T12:00:00Z");
        shop.referral(452, id(5), id(2), 0, "2026-10-01T12:00:00Z");
    }

    private void doneSince() {
        jdbc.sql("update shop_review set removed_at = '2026-11-19 01:00:00' where review_id = 400")
                .update();
        shop.review(403, id(1), 400, 3, "2026-11-18T08:30:00Z", null);
        shop.review(404, id(6), 400, 3, "2026-11-18T08:30:00Z", null);
        shop.checkIn(413, id(1), "2026-11-13T12:00:00Z");
        shop.checkIn(415, id(99), "2026-11-13T12:00:00Z");
        shop.activity(453, id(3), "SHARE", "x", 0, "2026-11-18T11:00:00Z");
        shop.activity(454, id(3), "SHARE", "x", TAKES_PART, "2026-11-18T11:00:00Z");
        shop.referral(455, id(3), id(1), 0, "2026-11-02T12:00:00Z");
    }

    /** @return a member's id, or a guest's order's, in one of the two shards */
    static long id(int number) {
        long id = number * 1_000L;
        while (Shards.of(id) != SHARDS[number % SHARDS.length]) {
            id++;
        }
        return id;
    }

    private void judgedBefore() {
        shop.store(1);
        shop.store(TAKES_PART);
        shop.terms(TAKES_PART, "2020-01-01", true, "2");
        for (int member = 1; member <= 9; member++) {
            shop.member(id(member));
        }
        shop.order(100, id(1), "2026-11-18T10:00:00Z").line(1, "5.00").insert();
        shop.order(101, id(2), "2026-11-18T10:00:00Z")
                .store(UNKNOWN_AT_FIRST)
                .line(1, "6.00")
                .insert();
        shop.order(102, id(3), "2026-11-18T10:00:00Z")
                .line(1, "7.00")
                .missing(1)
                .insert();
        shop.order(103, id(4), "2026-11-18T10:00:00Z").line(1, "8.00").insert();
    }

    /** On an order of one line, all of which they paid for. */
    private void redemption(long id, long member, long store, long units) {
        shop.placedOrder(id, member, 1);
        shop.discountedLine(id, 1, units, store == 0 ? units : 0, store == 0 ? 0 : units);
        shop.redemption(id, id, member, store, units, "2026-11-18T12:00:00Z");
    }

    /** Reserved and then paid, cancelled, changed or left alone; taken and then changed; another's. */
    private void redeemedBefore() {
        redemption(300, id(1), 0, 2);
        redemption(301, id(1), 0, 1);
        redemption(302, id(4), 0, 3);
        redemption(303, id(4), 0, 20);
        redemption(304, id(3), 0, 4);
        shop.paid(302, "2026-11-18T12:01:00Z");
        shop.paid(303, "2026-11-18T12:01:00Z");
        shop.redemption(305, 399, id(5), TAKES_PART, 6, "2026-11-18T13:00:00Z");
        shop.redemption(306, 300, id(2), 0, 6, "2026-11-18T13:00:00Z");
    }

    private void redeemedSince() {
        shop.paid(300, "2026-11-18T20:00:00Z");
        shop.cancelled(301, "2026-11-18T20:00:00Z");
        jdbc.sql("update shop_redemption set units = 5 where redemption_id = 302")
                .update();
        jdbc.sql("update shop_order_line set coin_discount = 10 where order_id = 303")
                .update();
        redemption(310, id(5), TAKES_PART, 7);
        redemption(311, id(6), TAKES_PART, 50);
        redemption(312, id(7), 0, 1);
        shop.paid(310, "2026-11-19T06:00:00Z");
        shop.paid(311, "2026-11-19T06:00:00Z");
        shop.redemption(313, 999, id(98), 0, 1, "2026-11-19T07:00:00Z");
    }

    private void changedSince() {
        shop.store(UNKNOWN_AT_FIRST);
        shop.order(102, id(3), "2026-11-18T10:00:00Z").line(2, "7.50").insertLines();
        jdbc.sql("update shop_order_line set price = 900, paid = 900 where order_id = 103")
                .update();
    }

    private void arrivedSince() {
        shop.order(110, id(1), "2026-11-19T01:00:00Z")
                .line(1, "12.34")
                .line(2, "0.99")
                .insert();
        shop.order(111, id(1), "2026-11-19T02:00:00Z").line(1, "0.80").insert();
        for (int member = 5; member <= 9; member++) {
            shop.order(110 + member, id(member), "2026-11-19T03:00:00Z")
                    .store(TAKES_PART)
                    .line(1, member + ".50")
                    .insert();
        }
        shop.order(id(120), 0, "2026-11-19T04:00:00Z").line(1, "20.00").insert();
        shop.order(id(121), 0, "2026-11-19T04:00:00Z").line(1, "21.00").insert();
        shop.order(130, id(99), "2026-11-19T05:00:00Z").line(1, "22.00").insert();
        shop.order(131, id(5), "2026-11-19T05:00:00Z")
                .checkout(9, 2)
                .line(1, "23.00")
                .insert();
        shop.order(132, id(6), "2026-11-19T05:00:00Z")
                .store(88)
                .line(1, "24.00")
                .insert();
        shop.order(133, id(7), "2026-11-19T05:00:00Z").line(1, "-1.00").insert();
    }
}
