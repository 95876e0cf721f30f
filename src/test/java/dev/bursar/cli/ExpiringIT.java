package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What ends, as an operator sees it: by the market that comes along, coins live a year. */
class ExpiringIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private Terminal terminal = new Terminal(database.environment(), new Properties(), Clock.systemUTC());

    @BeforeEach
    void credit() {
        database.clear();
        terminal = new Terminal(database.environment(), new Properties(), Clock.fixed(Typed.NOW, ZoneOffset.UTC));
        ShopTables shop = new ShopTables(database.dataSource());
        shop.store(1);
        shop.member(42);
        shop.member(43);
        shop.order(1, 42, "2026-11-19T18:00:00Z").line(1, "13.00").insert();
        shop.order(2, 43, "2026-11-20T18:00:00Z").line(1, "7.00").insert();
        assertThat(terminal.type("run", "credit-orders").exitCode()).isZero();
    }

    @AfterEach
    void close() {
        terminal.close();
    }

    @Test
    void days_on_which_something_ends_are_listed_with_their_units() {
        assertThat(terminal.type("expiring", "--within", "400d").out())
                .containsPattern("2027-11-19 +coins +1 +13 +0 +0")
                .containsPattern("2027-11-20 +coins +1 +7 +0 +0");
    }

    @Test
    void only_what_ends_within_the_days_asked_for() {
        assertThat(terminal.type("expiring").out()).contains("Nothing ends up to 2026-12-21");
        assertThat(terminal.type("expiring", "--within", "363d").out())
                .contains("2027-11-19")
                .doesNotContain("2027-11-20 ");
    }

    @Test
    void of_one_member_only() {
        Typed typed = terminal.type("expiring", "--within", "P2Y", "--member", "43", "--json");
        assertThat(typed.out())
                .containsPattern("\"lastDay\" ?: ?\"2027-11-20\"")
                .containsPattern("\"units\" ?: ?7")
                .doesNotContain("2027-11-19");
    }

    @Test
    void a_member_that_is_not_known_is_refused() {
        assertThat(terminal.type("expiring", "--member", "44").exitCode()).isEqualTo(2);
    }

    @Test
    void a_span_that_is_none_is_refused() {
        assertThat(terminal.type("expiring", "--within", "soon").err()).contains("\"soon\" is no span of days");
    }

    @Test
    void more_than_may_lapse_at_once_ends_a_run_with_2_and_says_how_to_confirm() {
        database.jdbc()
                .sql("update lot set earned = 200000, remaining = 200000, ends_at = '2026-11-20' where member_id = 42")
                .update();
        database.jdbc()
                .sql("update account set next_end_at = '2026-11-20' where member_id = 42")
                .update();
        Typed typed = terminal.type("run", "check-lapse");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("200,000 of 200,007 outstanding coins").contains("lapse.yaml");
        assertThat(typed.lastLine()).endsWith("run check-lapse --confirm-lapse 200000");
        assertThat(terminal.type("run", "check-lapse", "--confirm-lapse", "200000")
                        .exitCode())
                .isZero();
    }
}
