package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path home;

    @AfterAll
    static void leave_nothing_behind() {
        database.jdbc().sql("drop database if exists bursar_demo").update();
    }

    @Test
    void the_demo_tells_its_story_as_often_as_one_likes() {
        Typed first = type("demo", "--yes");
        Typed second = type("demo", "--yes");

        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("Nothing has changed:");
        assertThat(figures(second)).isEqualTo(figures(first));
    }

    @Test
    void what_it_says_to_type_next_works_and_the_real_books_stay_as_they_are() {
        type("demo", "--yes");

        type("demo", "import", home.resolve(".bursar/demo/facts/4-mended").toString());
        type("demo", "run", "credit-orders");

        assertThat(type("demo", "member", "1003").exitCode()).isZero();
        assertThat(type("demo", "exceptions").out()).isEqualTo("Nothing needs a look.\n");
        assertThat(database.jdbc()
                        .sql("select count(*) from shop_order")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_configured_server_is_not_touched_unasked() {
        Typed typed = type("demo");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.lastLine()).isEqualTo("If that is fine, type: bursar demo --yes");
    }

    /** All that is the same each time: not the times that runs took. */
    private static String figures(Typed typed) {
        return typed.out()
                .replaceAll(" in [0-9.]+ s", "")
                .replaceAll(" +[0-9.]+ s +[0-9,]+\n", "\n")
                .replaceAll("T08:30:[0-9.]+Z", "")
                .replaceAll(" {2,}", "  ");
    }

    private Typed type(String... arguments) {
        Properties properties = new Properties();
        properties.setProperty("bursar.home", home.toString());
        return Typed.in(database.environment(), properties, Clock.systemUTC(), arguments);
    }
}
