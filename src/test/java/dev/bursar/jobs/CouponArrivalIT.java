package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.Progress;
import dev.bursar.database.TestDatabase;
import dev.bursar.jobs.Verification.Scope;
import dev.bursar.ledger.Deviation;
import dev.bursar.shop.CouponTables;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random coupons, cut into random deliveries with a run after each: the moves that count are those of a single run. */
class CouponArrivalIT {

    private static final long SEED = Long.getLong("bursar.seed", System.nanoTime() % 1_000_000);
    private static final int COUPONS = Integer.getInteger("bursar.histories", 60);
    private static final int RUNS = 6;
    private static final Instant END = Instant.parse("2027-01-20T00:00:00Z");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    /** A thing that the shop writes; of one list each comes after the one before. */
    private interface Fact {
        void write(CouponTables shop);
    }

    private static List<List<Fact>> facts(Random random) {
        List<List<Fact>> facts = new ArrayList<>();
        for (int number = 1; number <= COUPONS; number++) {
            long coupon = number;
            long member = random.nextInt(8) == 0 ? 0 : 7;
            long store = random.nextInt(4) == 0 ? 1 : 0;
            String instrument = member == 0 || random.nextInt(5) == 0 ? "CODE" : "WALLET";
            facts.add(List.of(shop -> shop.coupon(coupon, member, store, instrument)));
            boolean together = random.nextInt(3) == 0;
            for (int i = 0; i < 2; i++) {
                long order = 10L * number + i;
                Long checkout = together ? coupon : null;
                int day = together ? 3 : 2 + random.nextInt(20);
                facts.add(List.of(shop -> shop.use(order, coupon, order, 1, at(day))));
                facts.add(order(random, order, checkout, together ? 2 : 1, day));
                if (random.nextInt(3) > 0) {
                    facts.add(refund(random, order, day + random.nextInt(20)));
                }
            }
        }
        return facts;
    }

    private static List<Fact> order(Random random, long order, @Nullable Long checkout, int orders, int day) {
        List<Fact> facts = new ArrayList<>();
        facts.add(shop -> shop.orderOf(order, 7, checkout, orders, 10_000));
        if (random.nextInt(4) > 0) {
            facts.add(shop -> shop.paid(order, at(day)));
            if (random.nextBoolean()) {
                facts.add(shop -> shop.shipped(order, at(day + 1)));
            }
        }
        int end = day + 2 + random.nextInt(10);
        if (random.nextInt(3) == 0) {
            facts.add(shop -> shop.cancelled(order, at(end)));
        } else if (random.nextInt(6) > 0) {
            facts.add(shop -> shop.completed(order, at(end)));
        }
        return facts;
    }

    private static List<Fact> refund(Random random, long order, int day) {
        List<Fact> facts = new ArrayList<>();
        long amount = random.nextInt(3) == 0 ? 4_000 : 10_000;
        facts.add(shop -> shop.refund(order, order, at(day), amount));
        if (random.nextInt(4) == 0) {
            int reversed = day + random.nextInt(9);
            facts.add(shop -> shop.reversed(order, at(reversed)));
        }
        return facts;
    }

    private static String at(int day) {
        return Instant.parse("2026-12-01T12:00:00Z")
                .plusSeconds(86_400L * (day - 1))
                .toString();
    }

    private static List<String> moves() {
        return database.jdbc().sql("""
                        select concat_ws(' ', e.coupon_id, e.order_id, e.from_status, e.to_status, e.cause_kind, e.cause_id,
                          e.case_no, e.effective_at)
                        from coupon_event e
                        left join coupon_event w
                          on w.coupon_id = e.coupon_id and w.order_id = e.order_id and w.withdraws = e.nth
                        where e.withdraws is null and w.nth is null
                        union all
                        select concat_ws(' ', 'stands', coupon_id, order_id, status, since)
                        from coupon
                        union all
                        select concat_ws(' ', 'decided', refund_id, coupon_id, case_no, effect, status_after, refunded, price)
                        from coupon_decision
                        union all
                        select concat_ws(' ', 'outcome', fact_id, coupon)
                        from outcome
                        where fact_kind = 'COUPON_USE'
                        union all
                        select concat_ws(' ', 'exception', fact_kind, fact_id, reason, detail)
                        from exception_item
                        where open_mark = 1 and purpose = 'COUPON'
                        order by 1
                        """).query(String.class).list();
    }

    private static void open() {
        database.clear();
        ShopTables shop = new ShopTables(database.dataSource());
        shop.store(1);
        shop.member(7);
    }

    private static void run(Bursary bursary, int number) {
        JobPlan plan = new JobPlan("hourly", List.of("credit-orders", "follow-coupons"), Optional.empty());
        assertThat(bursary.run(plan, RunIdentity.at(END.plusSeconds(number)))).isInstanceOf(RunResult.Finished.class);
    }

    @Test
    void however_facts_are_cut_and_ordered_the_moves_that_count_are_the_same() {
        Random random = new Random(SEED);
        List<List<Fact>> facts = facts(random);
        CouponTables shop = new CouponTables(database.dataSource());
        Clock clock = Clock.fixed(END.plusSeconds(60), ZoneOffset.UTC);
        try (Bursary bursary = Bursary.on(database.dataSource(), Bursary.plainMarket(), clock, "bursar.chunk=7")) {
            open();
            facts.forEach(some -> some.forEach(fact -> fact.write(shop)));
            run(bursary, 1);
            List<String> atOnce = moves();

            open();
            List<Deque<Fact>> left = new ArrayList<>();
            facts.forEach(some -> left.add(new ArrayDeque<>(some)));
            int all = facts.stream().mapToInt(List::size).sum();
            int written = 0;
            int runs = 0;
            while (!left.isEmpty()) {
                Deque<Fact> next = left.get(random.nextInt(left.size()));
                next.remove().write(shop);
                left.removeIf(Deque::isEmpty);
                written++;
                if (written >= (runs + 1) * all / RUNS) {
                    run(bursary, ++runs);
                }
            }
            run(bursary, runs + 1);
            assertThat(moves()).as("-Dbursar.seed=%d", SEED).isEqualTo(atOnce);
            List<Deviation> deviations = new ArrayList<>();
            bursary.bean(Verification.class).run(new Scope.All(), deviations::add, Progress.SILENT);
            assertThat(deviations).as("-Dbursar.seed=%d", SEED).isEmpty();
            assertThat(atOnce).filteredOn(line -> line.startsWith("decided")).hasSizeGreaterThan(COUPONS / 2);
        }
    }
}
