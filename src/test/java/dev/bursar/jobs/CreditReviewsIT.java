package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What reviews come to in the books ({@code docs/rules.md} §2). */
class CreditReviewsIT {

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
                """));
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    /** An order of five lines of store 1, by which nothing is earned: there is no rate for dollars. */
    @BeforeEach
    void clear() {
        desk.open();
        desk.shop
                .order(42, 7, "2026-11-01T20:00:00Z")
                .line(1, "1.00")
                .line(2, "1.00")
                .line(3, "1.00")
                .line(4, "1.00")
                .line(5, "1.00")
                .insert();
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    private static void review(int id, int line, String time) {
        review(id, line, time, null);
    }

    private static void review(int id, int line, String time, @Nullable String removedAt) {
        desk.shop.review(id, 7, 42, line, "2026-11-19T" + time + ":00-08:00", removedAt);
    }

    @Test
    void example_8() {
        review(2, 2, "09:00");
        review(3, 3, "10:00");
        review(4, 4, "11:00");
        desk.credit("2026-11-20T10:00:00Z");
        assertThat(desk.earned()).containsExactly("7/0 REVIEW/2 +4 2026-11-19", "7/0 REVIEW/3 +4 2026-11-19");

        review(1, 1, "08:00");
        desk.credit("2026-11-20T11:00:00Z");
        assertThat(desk.earned().subList(2, 4))
                .containsExactlyInAnyOrder("7/0 REVIEW/3 -4 2026-11-19", "7/0 REVIEW/1 +4 2026-11-19");
        assertThat(desk.balances()).containsExactly("7/0 8");
        assertThat(desk.outcomes())
                .contains(
                        "REVIEW/1 CREDITED STORE_NOT_TAKING_PART",
                        "REVIEW/3 CAP_A_DAY STORE_NOT_TAKING_PART",
                        "REVIEW/4 CAP_A_DAY STORE_NOT_TAKING_PART");

        desk.credit("2026-11-20T12:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(4);
    }
}
