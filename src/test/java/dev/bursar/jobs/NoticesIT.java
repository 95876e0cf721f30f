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

/** docs/rules.md §4, where a law wants a notice first: member 7 lives in Québec, 8 does not. Their lots end on 10 December. */
class NoticesIT {

    private static final String LAPSED_8 = "8/0 ORDER/2 LAPSED -5 2026-12-10T08:00:00Z 2026-12-10";

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", """
                version: 1
                market: test
                time-zone: America/Los_Angeles
                grace: P35D
                coins:
                  life: P30D
                  rates:
                    - {currency: USD, rate: 1}
                lapse:
                  notices:
                    - {jurisdiction: CA-QC, at-least: P30D, at-most: P60D}
                """));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void open() {
        desk.open();
        desk.shop.member(8);
        desk.write("update shop_member set jurisdiction = 'CA-QC' where member_id = 7");
        desk.shop.order(1, 7, "2026-11-09T20:00:00Z").line(1, "5.00").insert();
        desk.shop.order(2, 8, "2026-11-09T20:00:00Z").line(1, "5.00").insert();
        desk.run("2026-11-10T08:00:00Z");
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    private static void notice(long id, String lapsesOn, String sentAt) {
        desk.write("insert into shop_notice (notice_id, member_id, store_id, lapses_on, sent_at, evidence) values ("
                + id + ", 7, null, '" + lapsesOn + "', '" + sentAt + "', 'letter')");
    }

    @Test
    void without_a_notice_nothing_lapses_however_many_nights_pass() {
        desk.lapse("2026-12-10T08:00:00Z");
        desk.lapse("2026-12-11T08:00:00Z");
        desk.lapse("2027-12-11T08:00:00Z");
        assertThat(desk.lapses()).containsExactly(LAPSED_8);
    }

    @Test
    void a_notice_in_time_lets_units_lapse_at_their_end() {
        notice(1, "2026-12-09", "2026-11-09 09:00:00");
        desk.lapse("2026-12-10T08:00:00Z");
        assertThat(desk.lapses())
                .containsExactlyInAnyOrder(LAPSED_8, "7/0 ORDER/1 LAPSED -5 2026-12-10T08:00:00Z 2026-12-10");
    }

    @Test
    void a_late_notice_lets_them_lapse_when_its_term_is_over() {
        desk.lapse("2026-12-10T08:00:00Z");
        notice(1, "2027-01-31", "2026-12-20 20:00:00");
        desk.lapse("2026-12-21T08:00:00Z");
        desk.lapse("2027-01-19T08:00:00Z");
        assertThat(desk.lapses()).containsExactly(LAPSED_8);
        desk.lapse("2027-01-20T08:00:00Z");
        assertThat(desk.lapses()).containsExactly(LAPSED_8, "7/0 ORDER/1 LAPSED -5 2027-01-20T08:00:00Z 2027-01-20");
    }

    @Test
    void a_dry_run_notes_nothing() {
        assertThat(desk.rehearse("expire-coins", "2026-12-10T08:00:00Z")).hasSize(1);
        assertThat(desk.rowsOf("notice_hold")).isZero();
    }

    @Test
    void a_member_who_moves_away_keeps_what_was_held_until_then_and_no_longer() {
        desk.lapse("2026-12-10T08:00:00Z");
        desk.write("update shop_member set jurisdiction = 'US-CA' where member_id = 7");
        desk.lapse("2026-12-15T08:00:00Z");
        assertThat(desk.lapses()).containsExactly(LAPSED_8, "7/0 ORDER/1 LAPSED -5 2026-12-15T08:00:00Z 2026-12-15");
    }

    @Test
    void what_lapsed_before_a_member_moved_there_stays_lapsed() {
        desk.lapse("2026-12-10T08:00:00Z");
        desk.write("update shop_member set jurisdiction = 'CA-QC' where member_id = 8");
        desk.shop.order(3, 8, "2026-12-09T20:00:00Z").line(1, "6.00").insert();
        desk.run("2026-12-12T08:00:00Z");
        desk.lapse("2027-01-20T08:00:00Z");
        assertThat(desk.lapses()).containsExactly(LAPSED_8);
        assertThat(desk.balances()).containsExactly("7/0 5", "8/0 6");
    }
}
