package dev.bursar.refunds;

import static dev.bursar.refunds.ARefundedOrder.COINS;
import static dev.bursar.refunds.ARefundedOrder.anOrder;
import static dev.bursar.refunds.ARefundedOrder.at;
import static dev.bursar.refunds.ARefundedOrder.bonus;
import static dev.bursar.refunds.ARefundedOrder.earned;
import static dev.bursar.refunds.ARefundedOrder.event;
import static dev.bursar.refunds.ARefundedOrder.spent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Decision;
import dev.bursar.ledger.Fact;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** docs/rules.md §5, cases 10, 12, 14 and 15. */
class SharesTest {

    private static final String MARKET = """
            version: 3
            market: test
            time-zone: UTC
            """;

    private static final Edges NOTHING_FROZEN = new Edges(account -> Instant.MIN);

    private static Policy policy(String refunds) {
        return PolicyFiles.parse("p.yaml", MARKET + refunds);
    }

    private static List<Decision> decisions(RefundedOrder order, Subject subject, String refunds, Event... events) {
        return new Shares(order, policy(refunds).refunds(), 3)
                .of(subject, List.of(events), Map.of(), NOTHING_FROZEN).stream()
                        .map(Shares.Share::decision)
                        .toList();
    }

    private static List<Long> units(RefundedOrder order, Subject subject, String refunds, Event... events) {
        return decisions(order, subject, refunds, events).stream()
                .map(Decision::units)
                .toList();
    }

    @Test
    void case_14_a_line_s_units_in_proportion_to_its_price() {
        RefundedOrder order = anOrder().line(8000).line(2000).build();
        assertThat(units(order, spent(600, 400), "", event(8, 2, 2, 2000), event(9, 3, 1, 2000), event(10, 4, 1, 2000)))
                .containsExactly(400L, 150L, 150L);
    }

    @Test
    void case_15_rounds_down_what_came_so_far_and_not_each_part() {
        RefundedOrder order = anOrder().line(1000).build();
        assertThat(units(order, earned(10), "", event(8, 2, 1, 150), event(9, 3, 1, 150), event(10, 4, 1, 700)))
                .containsExactly(1L, 2L, 7L);
    }

    @Test
    void what_moves_nothing_is_decided_too() {
        RefundedOrder order = anOrder().line(1000).build();
        assertThat(decisions(order, earned(10), "", event(8, 2, 1, 50)))
                .containsExactly(
                        new Decision(COINS, Fact.refund(8), earned(10).key(), 0, 0, 10, "[[1,50,1000,10]]", at(2), 3));
    }

    @Test
    void case_12_more_than_the_price_counts_as_the_price() {
        RefundedOrder order = anOrder().line(10000).build();
        assertThat(units(order, earned(100), "", event(8, 2, 1, 4000), event(9, 3, 1, 3000), event(10, 4, 1, 5000)))
                .containsExactly(40L, 30L, 30L);
    }

    @Test
    void the_order_of_time_counts_and_not_that_of_arrival() {
        RefundedOrder order = anOrder().line(1000).build();
        assertThat(units(order, earned(10), "", event(9, 3, 1, 150), event(8, 2, 1, 150)))
                .containsExactly(1L, 2L);
    }

    @Test
    void a_bonus_is_taken_back_with_the_last_of_the_price() {
        RefundedOrder order = anOrder().line(1000).line(0).build();
        assertThat(units(order, bonus(50), "", event(8, 2, 1, 999), event(9, 3, 1, 1)))
                .containsExactly(0L, 50L);
    }

    @Test
    void units_that_belong_to_no_line_follow_the_order_as_a_whole() {
        RefundedOrder order = anOrder().line(600).line(400).build();
        Subject whole = new Subject(COINS, spent().key(), 50, at(1), new TreeMap<>());
        assertThat(units(order, whole, "", event(8, 2, 2, 400), event(9, 3, 1, 300)))
                .containsExactly(20L, 15L);
    }

    @Test
    void setting_none_gives_nothing_back_and_takes_back_all_the_same() {
        RefundedOrder order = anOrder().line(1000).build();
        String none = "refunds: {spent-units: none}\n";
        assertThat(units(order, spent(10), none, event(8, 2, 1, 1000))).containsExactly(0L);
        assertThat(units(order, earned(10), none, event(8, 2, 1, 1000))).containsExactly(10L);
    }

    @Test
    void setting_full_only_gives_all_back_once_all_is_refunded() {
        RefundedOrder order = anOrder().line(1000).build();
        assertThat(units(
                        order,
                        spent(10),
                        "refunds: {spent-units: full-only}\n",
                        event(8, 2, 1, 400),
                        event(9, 3, 1, 600)))
                .containsExactly(0L, 10L);
    }

    @Test
    void the_setting_in_force_when_the_refund_was_decided_counts() {
        RefundedOrder order = anOrder().line(1000).build();
        String changes = """
                refunds:
                  spent-units:
                    - {to: 2026-12-03, value: none}
                    - {from: 2026-12-03, value: proportional}
                """;
        assertThat(units(order, spent(10), changes, event(8, 2, 1, 400), event(9, 3, 1, 100)))
                .containsExactly(0L, 5L);
    }

    @Test
    void what_is_frozen_stands_and_the_rest_makes_up_for_it() {
        RefundedOrder order = anOrder().line(1000).build();
        Subject subject = earned(10);
        Shares shares = new Shares(order, policy("").refunds(), 3);
        Map<Fact, Decision> before = new HashMap<>();
        before.put(
                Fact.refund(8),
                new Decision(COINS, Fact.refund(8), subject.key(), 4, 4, 10, "[[1,400,1000,10]]", at(2), 1));
        List<Shares.Share> found =
                shares.of(subject, List.of(event(9, 5, 1, 600)), before, new Edges(account -> at(4)));
        assertThat(found).extracting(share -> share.decision().units()).containsExactly(4L, 2L);
        assertThat(found).extracting(Shares.Share::stands).containsExactly(true, false);
    }

    @Test
    void what_comes_after_the_grace_counts_as_of_its_edge() {
        RefundedOrder order = anOrder().line(1000).build();
        List<Shares.Share> found = new Shares(order, policy("").refunds(), 3)
                .of(earned(10), List.of(event(9, 2, 1, 600)), Map.of(), new Edges(account -> at(4)));
        assertThat(found).extracting(share -> share.decision().at()).containsExactly(at(4));
    }

    @Test
    void never_more_in_all_than_there_was_and_all_of_it_in_the_end() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            long price = 1L + random.nextInt(5_000);
            long units = 1L + random.nextInt(3_000);
            RefundedOrder order = anOrder().line(price).build();
            List<Event> events = new ArrayList<>();
            long left = price;
            for (int refund = 1; left > 0; refund++) {
                long amount = refund > 8 ? left : Math.min(left, 1 + random.nextInt((int) price));
                events.add(event(refund, refund, 1, amount));
                left -= amount;
            }
            Collections.shuffle(events, random);
            List<Shares.Share> found =
                    new Shares(order, policy("").refunds(), 3).of(spent(units), events, Map.of(), NOTHING_FROZEN);
            assertThat(found.stream()
                            .mapToLong(share -> share.decision().units())
                            .sum())
                    .as("seed %d", seed)
                    .isEqualTo(units);
        }
    }
}
