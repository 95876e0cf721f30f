package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Progress;
import dev.bursar.batch.Tally;
import dev.bursar.database.TestDatabase;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Completed orders become coins, once, whatever else happens to them. */
class CreditOrdersIT {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private Bursary bursary;
    private ShopTables shop;

    @BeforeEach
    void open() {
        database.clear();
        bursary = Bursary.on(database.dataSource(), Bursary.plainMarket(), Clock.fixed(NOW, ZoneOffset.UTC));
        shop = new ShopTables(database.dataSource());
        shop.store(1);
        shop.member(7);
    }

    @AfterEach
    void close() {
        bursary.close();
    }

    @Test
    void a_completed_order_earns_its_coins_once() {
        shop.order(42, 7, "2026-11-19T10:00:00Z")
                .line(1, "12.34")
                .line(2, "0.99")
                .insert();

        assertThat(run("2026-11-20T00:00:00Z")).isInstanceOf(RunResult.Finished.class);
        assertThat(run("2026-11-20T01:00:00Z")).isInstanceOf(RunResult.Finished.class);

        assertThat(lots()).containsExactly("7/0 ORDER/42/0 earned 13 left 13 [[1, 12], [2, 1]]");
        assertThat(entries()).containsExactly("7/0 ORDER/42/0 EARNED 13");
        assertThat(outcomes()).containsExactly("ORDER/42 CREDITED STORE_NOT_TAKING_PART");
    }

    @Test
    void a_rehearsal_tells_exactly_what_the_step_then_posts_and_posts_nothing() {
        shop.order(42, 7, "2026-11-19T10:00:00Z")
                .line(1, "12.34")
                .line(2, "0.99")
                .insert();
        shop.order(43, 7, "2026-11-19T11:00:00Z").line(1, "5.00").insert();
        Instant asOf = Instant.parse("2026-11-20T00:00:00Z");
        List<String> told = new ArrayList<>();

        Tally tally = bursary.bean(Rehearsal.class)
                .run(
                        "credit-orders",
                        asOf,
                        posted -> posted.lines()
                                .forEach(line -> told.add(line.account().memberId() + "/"
                                        + line.account().programmeId() + " "
                                        + line.entry().lot() + " "
                                        + line.entry().kind() + " "
                                        + line.entry().units())),
                        Progress.SILENT);

        assertThat(tally).isEqualTo(new Tally(2, 2, 0, 0, 0, 18));
        assertThat(entries()).isEmpty();
        assertThat(outcomes()).isEmpty();
        run(asOf.toString());
        assertThat(entries()).isEqualTo(told);
    }

    private RunResult run(String asOf) {
        return bursary.step("credit-orders", Instant.parse(asOf));
    }

    private List<String> lots() {
        return database.jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', source_kind, '/', source_id, '/', part, ' earned ', earned,
                          ' left ', remaining, ifnull(concat(' ', line_units), ''))
                        from lot
                        order by member_id, programme_id, source_kind, source_id, part
                        """).query(String.class).list().stream()
                .map(line -> line.replaceAll(",\\s*", ", "))
                .toList();
    }

    private List<String> entries() {
        return database.jdbc().sql("""
                        select concat(member_id, '/', programme_id, ' ', source_kind, '/', source_id, '/', part, ' ', kind, ' ', units)
                        from entry
                        order by member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth
                        """).query(String.class).list();
    }

    private List<String> outcomes() {
        return database.jdbc().sql("""
                        select concat(fact_kind, '/', fact_id, ' ', c.name, ' ', p.name)
                        from outcome
                        join reason c on c.code = coins
                        join reason p on p.code = points
                        order by fact_kind, fact_id
                        """).query(String.class).list();
    }
}
