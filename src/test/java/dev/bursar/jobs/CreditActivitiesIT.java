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

/** What check-ins, tasks, shares, games and collection events come to in the books ({@code docs/rules.md} §2). */
class CreditActivitiesIT {

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
                    - {currency: USD, rate: 1}
                activities:
                  check-ins:
                    - {programme: coins, units: [1, 2, 3, 5, 8]}
                    - {programme: points, units: [0, 4]}
                  shares: [{programme: coins, units: 3, cap-a-day: 2, cap: 3}]
                  tasks: [{name: profile, programme: coins, units: 50, cap: 1}]
                  referrals: [{programme: both, units: 100}]
                """));
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void clear() {
        desk.open();
    }

    @AfterEach
    void the_books_are_right() {
        desk.assertRight();
    }

    /** At noon in Los Angeles on a day of November. */
    private static String day(int day) {
        return "2026-11-%02dT20:00:00Z".formatted(day);
    }

    private static void checkIn(int day) {
        desk.shop.checkIn(day, 7, day(day));
    }

    @Test
    void example_7() {
        for (int day : new int[] {1, 2, 3, 5, 6}) {
            checkIn(day);
        }
        desk.credit("2026-11-07T00:00:00Z");
        assertThat(desk.earned())
                .containsExactly(
                        "7/0 ACTIVITY/1 +1 2026-11-01",
                        "7/0 ACTIVITY/2 +2 2026-11-02",
                        "7/0 ACTIVITY/3 +3 2026-11-03",
                        "7/0 ACTIVITY/5 +1 2026-11-05",
                        "7/0 ACTIVITY/6 +2 2026-11-06");
        assertThat(desk.balances()).containsExactly("7/0 9");

        checkIn(4);
        desk.credit("2026-11-08T00:00:00Z");
        assertThat(desk.earned().subList(5, 8))
                .containsExactly(
                        "7/0 ACTIVITY/4 +5 2026-11-04", "7/0 ACTIVITY/5 +7 2026-11-05", "7/0 ACTIVITY/6 +6 2026-11-06");
        assertThat(desk.balances()).containsExactly("7/0 27");

        desk.credit("2026-11-09T00:00:00Z");
        assertThat(desk.rowsOf("entry")).isEqualTo(8);
    }
}
