package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of deeds whose stores' terms change after they were judged ({@code docs/rules.md} §2). */
class DeedTermsIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void open() {
        desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", """
                version: 4
                market: test
                time-zone: America/Los_Angeles
                coins:
                  rates:
                    - {currency: EUR, rate: 1}
                activities:
                  reviews: [{programme: both, units: 4, cap-a-day: 2}]
                  check-ins: [{programme: points, units: [1, 2]}]
                  shares: [{programme: points, units: 3, cap: 2}]
                  referrals: [{programme: points, units: 100}]
                """));
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void clear() {
        desk.open();
        desk.shop.member(9);
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    private static void deedsOfStore1() {
        desk.shop.order(42, 7, "2026-11-01T20:00:00Z").line(1, "1.00").insert();
        desk.shop.review(1, 7, 42, 1, "2026-11-02T20:00:00Z", null);
        desk.shop.activity(2, 7, "CHECK_IN", null, 1, "2026-11-02T20:00:00Z");
        desk.shop.activity(3, 7, "SHARE", "x", 1, "2026-11-02T20:00:00Z");
        desk.shop.referral(4, 7, 9, 1, "2026-11-02T19:00:00Z");
        desk.shop.order(43, 9, "2026-11-02T20:00:00Z").line(1, "0.10").insert();
    }

    @Test
    void books_are_right_before_a_run_has_seen_the_terms() {
        deedsOfStore1();
        desk.credit("2026-11-03T10:00:00Z");
        desk.shop.terms(1, "2026-01-01", true, "1");
        desk.assertRight();
        desk.credit("2026-11-03T12:00:00Z");
        assertThat(desk.balances()).contains("7/1 109");
    }

    @Test
    void what_is_posted_stays_when_the_store_turns_out_not_to_take_part() {
        desk.shop.terms(1, "2026-01-01", true, "1");
        deedsOfStore1();
        desk.credit("2026-11-03T10:00:00Z");
        desk.write("update shop_store_terms set takes_part = false");
        desk.assertRight();
        desk.credit("2026-11-03T12:00:00Z");
        assertThat(desk.balances()).contains("7/1 109");
    }
}
