package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Reviews and activities of a few members, with their orders, removals, redemptions and referrals, in random orders of
 * arrival and cut into random runs: the books come to the same as if all had been there at once. The seed is printed where it
 * fails; {@code -Dbursar.seed=N -Dbursar.histories=1} repeats it.
 */
class RandomDeedsIT {

    private static final long SEED = Long.getLong("bursar.seed", System.nanoTime());
    private static final int HISTORIES =
            Integer.getInteger("bursar.histories", Boolean.getBoolean("bursar.long") ? 200 : 4);
    private static final Instant START = Instant.parse("2026-10-30T07:00:00Z");
    private static final int DAYS = 10;
    private static final String THE_END = "2026-11-20T20:00:00Z";

    private static final String POLICY = """
            version: 4
            market: test
            time-zone: America/Los_Angeles
            coins:
              rates:
                - {currency: USD, rate: 1}
            spending:
              coin-values: [{currency: USD, value: 0.01}]
            activities:
              reviews: [{programme: both, units: 4, cap-a-day: 2}]
              check-ins:
                - {programme: coins, units: [1, 2, 3, 5, 8]}
                - {programme: points, units: [0, 4]}
              shares: [{programme: both, units: 3, cap-a-day: 2, cap: 4}]
              tasks: [{programme: coins, units: 50, cap: 1}]
              referrals: [{programme: both, units: 100}]
            promotions:
              - {id: 1, name: one, activity: check-in, programme: coins, multiplier: 2, from: 2026-11-03, to: 2026-11-05}
              - {id: 2, name: two, activity: review, programme: points, bonus: 7, from: 2026-11-02}
            """;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    /** What becomes known, and with which of the runs. */
    private record Arrival(int run, Runnable news) {}

    @Test
    void however_facts_arrive_the_books_come_to_the_same() {
        System.out.printf("-Dbursar.seed=%d -Dbursar.histories=%d%n", SEED, HISTORIES);
        try (CreditDesk desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", POLICY))) {
            for (int i = 0; i < HISTORIES; i++) {
                long seed = SEED + i;
                List<String> atOnce = books(desk, seed, 1);
                List<String> inTurn = books(desk, seed, 2 + new Random(seed).nextInt(5));
                assertThat(inTurn)
                        .as("-Dbursar.seed=%d -Dbursar.histories=1", seed)
                        .containsExactlyElementsOf(atOnce);
            }
        }
    }

    private static List<String> books(CreditDesk desk, long seed, int runs) {
        desk.open();
        History history = new History(desk, new Random(seed), new Random(seed + runs), runs);
        history.draw();
        Instant at = START;
        for (int run = 0; run < runs; run++) {
            for (Arrival arrival : history.arrivals) {
                if (arrival.run() == run) {
                    arrival.news().run();
                }
            }
            at = at.plus(Duration.ofHours(1 + history.arriving.nextInt(24 * DAYS * 2 / runs)));
            if (run < runs - 1) {
                desk.settleAll(at.toString());
                desk.assertRight();
            }
        }
        for (int times = 0; times < 3; times++) {
            desk.settleAll(Instant.parse(THE_END).plusSeconds(times).toString());
        }
        assertThat(desk.deviations())
                .as("-Dbursar.seed=%d, %d runs", seed, runs)
                .isEmpty();
        return desk.books();
    }

    /** Few members, days and lines, so that much falls together. */
    private static final class History {

        private final CreditDesk desk;
        private final Random random;
        private final Random arriving;
        private final int runs;
        private final List<Arrival> arrivals = new ArrayList<>();

        History(CreditDesk desk, Random random, Random arriving, int runs) {
            this.desk = desk;
            this.random = random;
            this.arriving = arriving;
            this.runs = runs;
        }

        private void arrive(Runnable news) {
            arrivals.add(new Arrival(arriving.nextInt(runs), news));
        }

        /** The second never before the first. */
        private void arrive(Runnable news, Runnable later) {
            int first = arriving.nextInt(runs);
            arrivals.add(new Arrival(first, news));
            arrivals.add(new Arrival(first + arriving.nextInt(runs - first), later));
        }

        private Instant anInstant() {
            return START.plus(Duration.ofMinutes(15L * random.nextInt(DAYS * 24 * 4)));
        }

        private long aMember() {
            return 7L + random.nextInt(3);
        }

        void draw() {
            for (long member = 8; member <= 11; member++) {
                long id = member;
                arrive(() -> desk.shop.member(id));
            }
            arrive(() -> desk.shop.store(2));
            arrive(() -> desk.shop.terms(1, "2026-01-01", true, "1"));
            if (random.nextBoolean()) {
                arrive(() -> desk.shop.terms(2, "2026-11-02", true, "1"));
            }
            int orders = 2 + random.nextInt(6);
            for (int order = 1; order <= orders; order++) {
                order(order);
            }
            for (int review = random.nextInt(14); review > 0; review--) {
                review(review, 1 + random.nextInt(orders));
            }
            int activity = 0;
            for (int checkIns = random.nextInt(20); checkIns > 0; checkIns--) {
                long id = ++activity;
                long member = random.nextInt(4) == 0 ? 8 : 7;
                long store = random.nextInt(3) == 0 ? 1 : 0;
                String at = anInstant().toString();
                arrive(() -> desk.shop.activity(id, member, "CHECK_IN", null, store, at));
            }
            for (int named = random.nextInt(12); named > 0; named--) {
                long id = ++activity;
                String kind = random.nextInt(4) == 0 ? "TASK" : "SHARE";
                long store = random.nextInt(3);
                String at = anInstant().toString();
                arrive(() -> desk.shop.activity(id, 7, kind, "x", store, at));
            }
            for (int referrals = random.nextInt(6); referrals > 0; referrals--) {
                long id = ++activity;
                long member = aMember();
                long friend = 8L + random.nextInt(4);
                long store = random.nextInt(3) == 0 ? 1 : 0;
                String at = anInstant().toString();
                arrive(() -> desk.shop.referral(id, member, friend, store, at));
            }
            for (int redemption = random.nextInt(3); redemption > 0; redemption--) {
                redemption(redemption);
            }
        }

        private void order(int order) {
            long member = random.nextInt(8) == 0 ? 0 : 7 + random.nextInt(5);
            long store = 1L + random.nextInt(2);
            String completedAt = anInstant().toString();
            Runnable whole = () -> desk.shop
                    .order(order, member, completedAt)
                    .store(store)
                    .line(1, "1.00")
                    .line(2, "2.00")
                    .line(3, "3.00")
                    .insert();
            if (random.nextBoolean()) {
                arrive(whole);
            } else {
                arrive(
                        () -> desk.shop
                                .order(order, member, completedAt)
                                .store(store)
                                .status("SHIPPED")
                                .notCompleted()
                                .line(1, "1.00")
                                .line(2, "2.00")
                                .line(3, "3.00")
                                .insert(),
                        () -> desk.write("update shop_order set status = 'COMPLETED', completed_at = '"
                                + completedAt.replace('T', ' ').replace("Z", "") + "' where order_id = " + order));
            }
        }

        private void review(int review, int order) {
            long member = aMember();
            int line = 1 + random.nextInt(4);
            Instant at = anInstant();
            String removedAt = at.plus(Duration.ofHours(random.nextInt(72))).toString();
            switch (random.nextInt(4)) {
                case 0 -> arrive(() -> desk.shop.review(review, member, order, line, at.toString(), removedAt));
                case 1 ->
                    arrive(
                            () -> desk.shop.review(review, member, order, line, at.toString(), null),
                            () -> desk.write("update shop_review set removed_at = '"
                                    + removedAt.replace('T', ' ').replace("Z", "") + "' where review_id = " + review));
                case 2 ->
                    arrive(
                            () -> desk.shop.review(review, member, order, line, at.toString(), removedAt),
                            () -> desk.write("update shop_review set removed_at = null where review_id = " + review));
                default -> arrive(() -> desk.shop.review(review, member, order, line, at.toString(), null));
            }
        }

        private void redemption(int redemption) {
            long order = 100L + redemption;
            long units = 1L + random.nextInt(12);
            Instant at = anInstant();
            arrive(() -> {
                desk.shop.placedOrder(order, 7, 1);
                desk.shop.discountedLine(order, 1, units * 10, units, 0);
                desk.shop.paid(order, at.plusSeconds(60).toString());
                desk.shop.redemption(redemption, order, 7, 0, units, at.toString());
            });
        }
    }
}
