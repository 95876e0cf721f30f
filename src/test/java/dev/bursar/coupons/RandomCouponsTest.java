package dev.bursar.coupons;

import static dev.bursar.coupons.ACoupon.day;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Reason;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.CouponStatus;
import dev.bursar.shop.Instrument;
import dev.bursar.shop.RefundStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random coupons against a model that walks from day to day and shares no code with the rule: in every order in which up to
 * six facts can arrive, and cut into runs at random days, the moves that count are the model's.
 */
class RandomCouponsTest {

    private static final long SEED = Long.getLong("bursar.seed", System.nanoTime());
    private static final int HISTORIES = Boolean.getBoolean("bursar.long") ? 3_000 : 60;
    private static final int LAST_DAY = 60;
    private static final int END = 32;
    private static final Instant NO_GRACE_ENDS = Instant.EPOCH;
    private static final CouponRule RULE =
            new CouponRule(PolicyFiles.parse("p.yaml", "version: 1\nmarket: M\ntime-zone: UTC\n")
                    .coupons());

    /** Days; 0: not, of {@code decided} of an open refund too. */
    private record ARefund(long id, int opened, int decided, boolean granted, int reversed, long amount) {}

    private record AnOrder(
            long id,
            long first,
            int applied,
            int paid,
            int shipped,
            int completed,
            int cancelled,
            List<ARefund> refunds) {

        static final long PRICE = 100;

        boolean cancelledFirst() {
            return cancelled > 0 && (completed == 0 || completed > cancelled);
        }

        boolean unpaid() {
            return cancelledFirst() && (paid == 0 || paid > cancelled);
        }

        boolean unshipped() {
            return cancelledFirst() && !unpaid() && (shipped == 0 || shipped > cancelled);
        }

        int ended() {
            return cancelledFirst() ? cancelled : completed;
        }

        boolean isFullOn(int day) {
            if (unshipped()) {
                return cancelled <= day;
            }
            long sum = 0;
            for (ARefund refund : refunds) {
                boolean counts = refund.granted()
                        && refund.decided() <= day
                        && (refund.reversed() == 0 || refund.reversed() > day);
                sum += counts ? refund.amount() : 0;
            }
            return sum >= PRICE;
        }

        boolean isHeldOn(int day) {
            return !unshipped()
                    && refunds.stream()
                            .anyMatch(refund ->
                                    refund.opened() <= day && (refund.decided() == 0 || refund.decided() > day));
        }
    }

    private record AHistory(boolean returnable, List<AnOrder> orders) {

        static AHistory random(Random random) {
            List<AnOrder> orders = new ArrayList<>();
            boolean together = random.nextInt(3) == 0;
            int applied = 2 + random.nextInt(25);
            int refundId = 1;
            for (int id = 42; id <= 42 + random.nextInt(2); id++) {
                int start = together && id > 42 ? applied : 2 + random.nextInt(40);
                applied = id == 42 ? start : applied;
                int paid = random.nextInt(4) == 0 ? 0 : start + random.nextInt(3);
                int shipped = paid == 0 || random.nextInt(3) == 0 ? 0 : paid + random.nextInt(4);
                boolean cancels = random.nextInt(3) == 0;
                int completed = paid == 0 || cancels && random.nextBoolean() || random.nextInt(6) == 0
                        ? 0
                        : start + random.nextInt(9);
                int cancelled = cancels ? start + random.nextInt(9) : 0;
                List<ARefund> refunds = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    int opened = start + random.nextInt(12);
                    int decided = random.nextInt(6) == 0 ? 0 : opened + random.nextInt(6);
                    boolean granted = decided > 0 && random.nextInt(5) > 0;
                    int reversed = granted && random.nextInt(3) == 0 ? decided + random.nextInt(9) : 0;
                    refunds.add(new ARefund(
                            refundId++,
                            opened,
                            decided,
                            granted,
                            reversed,
                            List.of(40L, 60L, 100L).get(random.nextInt(3))));
                }
                orders.add(new AnOrder(id, together ? 42 : id, start, paid, shipped, completed, cancelled, refunds));
            }
            return new AHistory(random.nextInt(4) > 0, orders);
        }
    }

    /** Walks from day to day. */
    private static final class Model {

        private final AHistory history;
        private final List<String> moves = new ArrayList<>();
        private String status = "VALID";
        private List<AnOrder> holder = List.of();
        private boolean returned;

        Model(AHistory history) {
            this.history = history;
        }

        List<String> moves() {
            Map<Long, List<AnOrder>> usages = new TreeMap<>();
            history.orders()
                    .forEach(order -> usages.computeIfAbsent(order.first(), key -> new ArrayList<>())
                            .add(order));
            for (int today = 1; today <= LAST_DAY; today++) {
                if (status.equals("VALID") && today >= END) {
                    go(END, "EXPIRED");
                }
                follow(today);
                for (List<AnOrder> usage : usages.values()) {
                    int applied =
                            usage.stream().mapToInt(AnOrder::applied).min().orElseThrow();
                    if (applied == today && (status.equals("VALID") || status.equals("EXPIRED"))) {
                        go(today, "INACTIVE");
                        holder = usage;
                        returned = false;
                        follow(today);
                    }
                }
            }
            return moves;
        }

        private void follow(int today) {
            if (holder.isEmpty()) {
                return;
            }
            boolean ended = holder.stream().allMatch(order -> order.ended() > 0 && order.ended() <= today);
            List<AnOrder> counted =
                    holder.stream().filter(order -> !order.unpaid()).toList();
            if (status.equals("INACTIVE") && ended && counted.isEmpty()) {
                go(today, back(today));
                holder = List.of();
                return;
            }
            if (status.equals("INACTIVE") && ended && counted.stream().noneMatch(order -> order.isHeldOn(today))) {
                go(today, "USED");
            }
            boolean full = history.returnable() && counted.stream().allMatch(order -> order.isFullOn(today));
            if (status.equals("USED") && full && !returned) {
                go(today, back(today));
                returned = true;
            } else if (returned && !full) {
                go(today, "USED");
                returned = false;
            }
        }

        private static String back(int today) {
            return today >= END ? "EXPIRED" : "VALID";
        }

        private void go(int today, String to) {
            moves.add(status + " " + to + " " + today);
            status = to;
        }
    }

    /** What has arrived: the coupon, each order with its uses apart, each refund. */
    private static List<String> facts(AHistory history) {
        List<String> facts = new ArrayList<>(List.of("coupon"));
        for (AnOrder order : history.orders()) {
            facts.add("use " + order.id());
            facts.add("order " + order.id());
            order.refunds().forEach(refund -> facts.add("refund " + refund.id()));
        }
        return facts;
    }

    private static CouponCase told(AHistory history, Set<String> arrived) {
        Map<Long, List<Usage.InOrder>> usages = new TreeMap<>();
        Map<CouponUse, Reason> waiting = new HashMap<>();
        for (AnOrder order : history.orders()) {
            if (arrived.contains("use " + order.id())) {
                CouponUse use = new CouponUse(order.id(), order.id(), 1, day(order.applied()));
                boolean whole = history.orders().stream()
                        .filter(other -> other.first() == order.first())
                        .allMatch(other -> arrived.contains("order " + other.id()));
                if (whole) {
                    usages.computeIfAbsent(order.first(), key -> new ArrayList<>())
                            .add(new Usage.InOrder(used(order, arrived), List.of(use)));
                } else {
                    waiting.put(use, Reason.ORDER_USED_ON);
                }
            }
        }
        return new CouponCase(
                new Coupon(
                        8,
                        OptionalLong.of(7),
                        history.returnable() ? OptionalLong.empty() : OptionalLong.of(1),
                        Instrument.WALLET,
                        "USD",
                        0,
                        day(1),
                        Instant.parse("2027-01-01T00:00:00Z"),
                        CouponStatus.VALID),
                CouponStatus.VALID,
                usages.entrySet().stream()
                        .map(entry -> new Usage(entry.getKey(), entry.getValue()))
                        .toList(),
                waiting);
    }

    private static UsedOrder used(AnOrder order, Set<String> arrived) {
        return new UsedOrder(
                order.id(),
                OptionalLong.of(7),
                1,
                "USD",
                1,
                OptionalLong.of(order.first()),
                order.first(),
                0,
                0,
                on(order.paid()),
                on(order.shipped()),
                on(order.completed()),
                on(order.cancelled()),
                false,
                List.of(new UsedOrder.Line(1, AnOrder.PRICE, true)),
                order.refunds().stream()
                        .filter(refund -> arrived.contains("refund " + refund.id()))
                        .map(refund -> new CouponRefund(
                                refund.id(),
                                refund.decided() == 0
                                        ? RefundStatus.OPEN
                                        : !refund.granted()
                                                ? RefundStatus.REJECTED
                                                : refund.reversed() > 0 ? RefundStatus.REVERSED : RefundStatus.GRANTED,
                                day(refund.opened()),
                                on(refund.decided()),
                                on(refund.reversed()),
                                "USD",
                                1,
                                0,
                                List.of(new CouponRefund.Line(1, refund.amount()))))
                        .toList());
    }

    private static Optional<Instant> on(int day) {
        return day == 0 ? Optional.empty() : Optional.of(day(day));
    }

    /** The log goes on from what is posted. */
    private static void post(List<CouponEvent> log, CouponCase facts, Instant asOf) {
        CouponLife life = RULE.judge(facts, asOf);
        List<PostedMove> counting = EventLog.counting(log);
        Correction correction =
                Correction.of(life, counting.stream().map(PostedMove::move).toList(), NO_GRACE_ENDS);
        log.addAll(EventLog.next(CouponKey.ofTheCoupon(8), counting, log.size(), correction));
        assertThat(correction.status()).isEqualTo(life.status());
        for (int i = 1; i < log.size(); i++) {
            assertThat(log.get(i).move().from()).isEqualTo(log.get(i - 1).move().to());
        }
    }

    private static List<String> counting(List<CouponEvent> log) {
        return EventLog.counting(log).stream()
                .map(PostedMove::move)
                .map(move -> move.from() + " " + move.to() + " " + dayOf(move.at()))
                .toList();
    }

    private static int dayOf(Instant at) {
        for (int i = 1; i <= LAST_DAY; i++) {
            if (!day(i).isBefore(at)) {
                return i;
            }
        }
        throw new AssertionError(at);
    }

    @Test
    void whatever_arrives_first_the_moves_are_the_models() {
        Random random = new Random(SEED);
        int permuted = 0;
        for (int i = 0; i < HISTORIES; i++) {
            AHistory history = AHistory.random(random);
            List<String> expected = new Model(history).moves();
            List<String> facts = facts(history);
            List<List<String>> orders = facts.size() <= 6 ? permutations(facts) : shuffles(facts, random);
            permuted += facts.size() <= 6 ? 1 : 0;
            for (List<String> order : orders) {
                List<CouponEvent> log = new ArrayList<>();
                Set<String> arrived = new HashSet<>();
                for (String fact : order) {
                    arrived.add(fact);
                    if (arrived.contains("coupon")) {
                        post(log, told(history, arrived), day(LAST_DAY));
                    }
                }
                assertThat(counting(log))
                        .as("-Dbursar.seed=%d, history %d: %s, arriving %s", SEED, i, history, order)
                        .isEqualTo(expected);
            }
        }
        assertThat(permuted).isPositive();
    }

    @Test
    void whenever_runs_look_the_moves_are_the_models() {
        Random random = new Random(SEED);
        for (int i = 0; i < HISTORIES * 10; i++) {
            AHistory history = AHistory.random(random);
            List<CouponEvent> log = new ArrayList<>();
            CouponCase facts = told(history, Set.copyOf(facts(history)));
            for (int today = 1 + random.nextInt(20); today < LAST_DAY; today += 1 + random.nextInt(20)) {
                post(log, facts, day(today).plusSeconds(1));
            }
            post(log, facts, day(LAST_DAY).plusSeconds(1));
            assertThat(counting(log))
                    .as("-Dbursar.seed=%d, history %d: %s", SEED, i, history)
                    .isEqualTo(new Model(history).moves());
            assertThat(log)
                    .as("-Dbursar.seed=%d, history %d: what was ahead of its time is not taken back", SEED, i)
                    .allMatch(event -> event.withdraws().isEmpty());
        }
    }

    private static List<List<String>> shuffles(List<String> facts, Random random) {
        List<List<String>> shuffles = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<String> some = new ArrayList<>(facts);
            Collections.shuffle(some, random);
            shuffles.add(some);
        }
        return shuffles;
    }

    private static List<List<String>> permutations(List<String> facts) {
        if (facts.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : facts) {
            List<String> rest = new ArrayList<>(facts);
            rest.remove(first);
            for (List<String> others : permutations(rest)) {
                List<String> one = new ArrayList<>(List.of(first));
                one.addAll(others);
                all.add(one);
            }
        }
        return all;
    }
}
