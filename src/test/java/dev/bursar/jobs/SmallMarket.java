package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Progress;
import dev.bursar.batch.StopSignal;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Verification.Scope;
import dev.bursar.jobs.Verification.Summary;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A few orders of every sort, and the program that credits and proves them. */
final class SmallMarket implements AutoCloseable {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    /** Every kind of lot: plain, bonus with its own end, pending points with a life. */
    private static final Policy MARKET = PolicyFiles.parse("market.yaml", """
            version: 3
            market: test
            time-zone: America/Los_Angeles
            grace: P35D
            coins:
              life: P365D
              rates:
                - {currency: USD, rate: 1}
            points:
              pending: P14D
            promotions:
              - {id: 5, name: Bonus, from: 2026-11-19, to: 2026-11-20, programme: coins, activity: order, bonus: 50, life: {until: 2026-12-31}, funder: marketing}
            """);

    final ShopTables shop;
    private final Bursary bursary;

    SmallMarket(TestDatabase database) {
        shop = new ShopTables(database.dataSource());
        bursary = Bursary.on(database.dataSource(), MARKET, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** Seven lots in four accounts; an order below one unit, a guest's, one that waits, one that came late. */
    void fill() {
        shop.store(1);
        shop.terms(1, "2026-01-01", true, "2");
        for (long member = 7; member <= 9; member++) {
            shop.member(member);
        }
        shop.order(42, 7, "2026-11-19T20:00:00Z")
                .line(1, "12.34")
                .line(2, "0.99")
                .insert();
        shop.order(43, 7, "2026-11-01T10:00:00Z").line(1, "5.00").insert();
        shop.order(44, 8, "2026-09-01T10:00:00Z").line(1, "30.00").insert();
        shop.order(45, 8, "2026-11-18T10:00:00Z").line(1, "0.10").insert();
        shop.order(46, 0, "2026-11-18T10:00:00Z").line(1, "9.00").insert();
        shop.order(47, 9, "2026-11-18T10:00:00Z").line(1, "9.00").missing(1).insert();
        run("2026-11-20T08:00:00Z");
    }

    void run(String asOf) {
        assertThat(bursary.step("credit-orders", Instant.parse(asOf))).isInstanceOf(RunResult.Finished.class);
    }

    /** What a proof finds, in the words of an operator. */
    List<String> found(Scope scope) {
        List<String> found = new ArrayList<>();
        assertThat(prove(scope, found).deviations()).isEqualTo(found.size());
        return found;
    }

    Summary prove(Scope scope, List<String> found) {
        return prove(scope, found, Progress.SILENT);
    }

    Summary prove(Scope scope, List<String> found, Progress progress) {
        return bursary.bean(Verification.class).run(scope, deviation -> found.add(deviation.toString()), progress);
    }

    /** As a signal does; for good. */
    void requestStop() {
        bursary.bean(StopSignal.class).request("it was asked to stop");
    }

    @Override
    public void close() {
        bursary.close();
    }
}
