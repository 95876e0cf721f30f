package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.ledger.Account;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.Fact;
import dev.bursar.ledger.Judgement;
import dev.bursar.ledger.LotTerms;
import dev.bursar.ledger.Movement;
import dev.bursar.ledger.Opening;
import dev.bursar.ledger.Origin;
import dev.bursar.policy.LocalDays;
import dev.bursar.policy.PolicyFiles;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What view member_spendable says is what judging would leave free, at moments between runs at which the shop has written
 * what no run has seen: random checkouts whose orders come, are paid, cancelled, time out, change hands, and change their
 * minds. The clock of the view's session is set. {@code -Dbursar.histories} makes more, {@code -Dbursar.seed} repeats one.
 */
class SpendableAtAnyMomentIT {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final Instant START = Instant.parse("2026-12-01T09:00:00Z");
    private static final int HISTORIES = Integer.getInteger("bursar.histories", 3);
    private static final int MEMBERS = 12;
    private static final int MOMENTS = 60;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    /** Lots end while checkouts are under way, or not at all in that time. */
    private enum Ends {
        NONE,
        SOME
    }

    @Test
    void it_is_what_judging_would_leave_free() throws SQLException {
        play(Ends.NONE);
    }

    @Test
    void where_lots_end_meanwhile_it_is_never_more() throws SQLException {
        play(Ends.SOME);
    }

    private static void play(Ends ends) throws SQLException {
        long seed = Long.getLong("bursar.seed", RandomGenerator.getDefault().nextLong());
        try (CreditDesk desk = new CreditDesk(
                        database, PolicyFiles.parse("market.yaml", """
                        version: 1
                        market: test
                        time-zone: America/Los_Angeles
                        coins:
                          life: %s
                          rates: [{currency: USD, rate: 1}]
                        """.formatted(ends == Ends.NONE ? "P90D" : "P8D")));
                Connection view = database.dataSource().getConnection()) {
            for (int i = 0; i < HISTORIES; i++) {
                new Story(desk, view, seed + i, ends).play();
            }
        }
    }

    /** A redemption and its order as they stand in the shop's tables. */
    private static final class Checkout {

        final long id;
        final long member;
        final Instant at;
        long units;
        long buyer;
        boolean orderIsThere;

        @Nullable
        Instant paid;

        @Nullable
        Instant cancelled;

        Checkout(long id, long member, Instant at, long units) {
            this.id = id;
            this.member = member;
            this.buyer = member;
            this.at = at;
            this.units = units;
        }

        Instant timesOutAt() {
            return at.atZone(ZONE).plusDays(7).toInstant();
        }

        Optional<Movement> movement() {
            return orderIsThere && buyer != member
                    ? Optional.empty()
                    : Optional.of(new Movement.Redemption(
                            Fact.redemption(id),
                            at,
                            units,
                            Optional.ofNullable(paid),
                            paid == null ? Optional.ofNullable(cancelled) : Optional.empty(),
                            timesOutAt()));
        }
    }

    private static final class Story {

        private final CreditDesk desk;
        private final Connection view;
        private final long seed;
        private final SplittableRandom random;
        private final Ends ends;
        private final List<Checkout> checkouts = new ArrayList<>();
        private final Map<Long, List<Movement>> credits = new TreeMap<>();
        private final List<String> told = new ArrayList<>();
        private Instant now = START;
        private long lastId;
        private int different;

        Story(CreditDesk desk, Connection view, long seed, Ends ends) {
            this.desk = desk;
            this.view = view;
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.ends = ends;
        }

        void play() throws SQLException {
            database.clear();
            desk.shop.store(1);
            for (long member = 1; member <= MEMBERS; member++) {
                desk.shop.member(member);
                credits.put(member, new ArrayList<>());
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    credit(member, START.minus(Duration.ofMinutes(random.nextInt(1, 7 * 1_440))));
                }
            }
            desk.run(now.toString());
            for (int moment = 0; moment < MOMENTS; moment++) {
                now = now.plus(Duration.ofMinutes(random.nextInt(1, 8 * 60)));
                for (int i = random.nextInt(1, 8); i > 0; i--) {
                    something();
                }
                compare("at " + now);
                if (random.nextInt(4) == 0) {
                    now = now.plusSeconds(1);
                    tell("a run");
                    desk.settle(now.toString());
                    compare("after the run of " + now);
                }
            }
            assertThat(different)
                    .as("moments at which books and facts differ, seed %d", seed)
                    .isPositive();
            try {
                desk.assertRight();
            } catch (AssertionError wrong) {
                throw new AssertionError(this + "\n" + wrong.getMessage(), wrong);
            }
        }

        private void something() {
            Optional<Checkout> some = checkouts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(checkouts.get(random.nextInt(checkouts.size())));
            int what = random.nextInt(10);
            if (what < 3 || some.isEmpty()) {
                redeem(1 + random.nextLong(MEMBERS));
                return;
            }
            Checkout checkout = some.get();
            boolean isUnpaid = checkout.orderIsThere && checkout.paid == null;
            if (!checkout.orderIsThere) {
                order(checkout);
            } else if (isUnpaid && what < 6) {
                pay(checkout);
            } else if (isUnpaid && what < 8 && checkout.cancelled == null) {
                checkout.cancelled = now.minusSeconds(1);
                tell("cancelled " + checkout.id);
                desk.shop.cancelled(checkout.id, checkout.cancelled.toString());
            } else if (isUnpaid && what == 8 && (checkout.buyer == checkout.member || isThere(checkout))) {
                checkout.buyer = checkout.buyer == checkout.member ? 1 + checkout.member % MEMBERS : checkout.member;
                tell("order " + checkout.id + " is of " + checkout.buyer);
                desk.write("update shop_order set member_id = " + checkout.buyer + " where order_id = " + checkout.id);
            } else if (isUnpaid) {
                checkout.units = 1 + random.nextLong(checkout.units);
                tell("only " + checkout.units + " for " + checkout.id);
                desk.write("update shop_redemption set units = " + checkout.units
                        + ", updated_at = date_add(updated_at, interval 1 second)" + " where redemption_id = "
                        + checkout.id);
            } else if (what == 9) {
                long member = 1 + random.nextLong(MEMBERS);
                credit(member, now.minusSeconds(30));
                now = now.plusSeconds(1);
                desk.run(now.toString());
            }
        }

        private void credit(long member, Instant at) {
            long id = ++lastId;
            long units = random.nextInt(5, 40);
            tell("credit " + id + " of " + units + " to " + member + " at " + at);
            desk.shop.order(id, member, at.toString()).line(1, units + ".00").insert();
            int days = ends == Ends.NONE ? 90 : 8;
            Instant end = LocalDays.endOf(LocalDays.dayOf(at, ZONE).plusDays(days), ZONE);
            credits.getOrDefault(member, new ArrayList<>())
                    .add(new Movement.Credit(
                            Fact.order(id),
                            0,
                            at,
                            units,
                            new LotTerms(at, Optional.of(end), "platform", Origin.PURCHASE, 1, new TreeMap<>())));
        }

        /** As a checkout does: of what is free. */
        private void redeem(long member) {
            long free = judged(member, now);
            if (free > 0) {
                Checkout checkout = new Checkout(
                        ++lastId, member, now.minusSeconds(random.nextInt(1, 30)), 1 + random.nextLong(free));
                checkouts.add(checkout);
                tell(member + " redeems " + checkout.units + " by " + checkout.id + " at " + checkout.at);
                desk.shop.redemption(checkout.id, checkout.id, member, 0, checkout.units, checkout.at.toString());
                if (random.nextInt(4) > 0) {
                    order(checkout);
                }
            }
        }

        private void order(Checkout checkout) {
            checkout.orderIsThere = true;
            tell("order " + checkout.id);
            desk.shop.placedOrder(checkout.id, checkout.member, 1);
            desk.shop.discountedLine(checkout.id, 1, 1_000, checkout.units, 0);
        }

        /** Long after, only where the units are still there. */
        private void pay(Checkout checkout) {
            boolean holds = checkout.cancelled == null && checkout.timesOutAt().isAfter(now);
            if (holds || isThere(checkout)) {
                if (checkout.cancelled != null) {
                    // Else it would be one that is paid back because it was cancelled before it was shipped.
                    checkout.cancelled = null;
                    desk.write("update shop_order set cancelled_at = null where order_id = " + checkout.id);
                }
                checkout.paid = now.minusSeconds(1);
                tell("paid " + checkout.id);
                desk.shop.paid(checkout.id, checkout.paid.toString());
            }
        }

        /** Nor has anybody else got units meanwhile that were this one's: docs/feeds.md says what the view does then. */
        private boolean isThere(Checkout checkout) {
            long free = judged(checkout.member, now);
            Checkout paid = new Checkout(0, checkout.member, checkout.at, checkout.units);
            paid.paid = now.minusSeconds(1);
            checkouts.add(paid);
            long left = judged(checkout.member, now);
            checkouts.remove(paid);
            return left == free - checkout.units;
        }

        private void tell(String what) {
            told.add(now + " " + what);
        }

        private void compare(String when) throws SQLException {
            Map<Long, Long> offered = offered();
            Set<Long> unknown = unknownTimeOuts();
            for (long member = 1; member <= MEMBERS; member++) {
                long who = member;
                long free = judged(member, now);
                long said = offered.getOrDefault(member, 0L);
                if (ends == Ends.NONE && !unknown.contains(member)) {
                    assertThat(said)
                            .as(() -> "member " + who + " " + when + ", " + this)
                            .isEqualTo(free);
                } else {
                    assertThat(said)
                            .as(() -> "member " + who + " " + when + ", " + this)
                            .isLessThanOrEqualTo(free);
                }
                if (when.startsWith("after")) {
                    assertThat(said)
                            .as(() -> "member " + who + " " + when + ", " + this)
                            .isEqualTo(free);
                } else if (free != inTheBooks(member)) {
                    different++;
                }
            }
        }

        /** Whose redemptions timed out before a run looked at them as they are now: docs/feeds.md says what the view does then. */
        private Set<Long> unknownTimeOuts() {
            return Set.copyOf(desk.jdbc().sql("""
                            select r.member_id
                            from shop_redemption r
                            left join spending s on s.redemption_id = r.redemption_id
                            where r.due_shard is not null and s.redemption_id is null
                            """).query(Long.class).list().stream()
                    .filter(member -> checkouts.stream()
                            .anyMatch(checkout -> checkout.member == member
                                    && !checkout.timesOutAt().isAfter(now)))
                    .toList());
        }

        /** Units of live lots that the last run left unreserved. */
        private long inTheBooks(long member) {
            return desk.jdbc().sql("""
                            select coalesce(sum(remaining), 0) - (select coalesce(sum(units), 0) from reservation where member_id = ?)
                            from lot
                            where member_id = ? and part >= 0
                            """).params(member, member).query(Long.class).single();
        }

        private long judged(long member, Instant at) {
            List<Movement> movements = new ArrayList<>(credits.getOrDefault(member, List.of()));
            checkouts.stream()
                    .filter(checkout -> checkout.member == member)
                    .forEach(checkout -> checkout.movement().ifPresent(movements::add));
            Judgement judgement = new Account(AccountKey.coins(member), Opening.EMPTY, movements, List.of()).judge(at);
            return judgement.lots().stream()
                    .filter(lot -> !lot.key().isDebt())
                    .filter(lot -> lot.effectiveEnd().filter(at::isBefore).isPresent())
                    .mapToLong(lot -> lot.remaining() - judgement.reserved().getOrDefault(lot.key(), 0L))
                    .sum();
        }

        private Map<Long, Long> offered() throws SQLException {
            Map<Long, Long> units = new TreeMap<>();
            try (Statement statement = view.createStatement()) {
                statement.execute("set timestamp = " + now.getEpochSecond());
                try (ResultSet time = statement.executeQuery("select utc_timestamp(6)")) {
                    time.next();
                    assertThat(time.getObject(1, LocalDateTime.class))
                            .isEqualTo(LocalDateTime.ofInstant(now, ZoneOffset.UTC));
                }
                try (ResultSet row = statement.executeQuery(
                        "select member_id, units from member_spendable where programme_id = 0")) {
                    while (row.next()) {
                        units.put(row.getLong(1), row.getLong(2));
                    }
                }
                statement.execute("set timestamp = default");
            }
            return units;
        }

        @Override
        public String toString() {
            return "again with -Dbursar.seed=" + seed + " -Dbursar.histories=1\n" + String.join("\n", told);
        }
    }
}
