package dev.bursar.earning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.shop.AnOrder;
import dev.bursar.shop.Order;
import dev.bursar.shop.OrderLine;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random orders against arithmetic that shares no code with the rule: whole numbers of ten-thousandths of a coin. The seed
 * is printed where a test fails; {@code -Dbursar.seed=N} repeats it.
 */
class RandomOrdersTest {

    private static final int ORDERS = 3_000;
    /** Rates 0.75 and, for books, 1.25; books doubled; gold excluded. */
    private static final Policy POLICY = PolicyFiles.parse("policy.yaml", """
            version: 1
            market: Test
            time-zone: America/Los_Angeles
            coins:
              rates: [{currency: USD, rate: 0.75}, {currency: USD, category: books, rate: 1.25}]
              excluded-categories: [gold]
            promotions:
              - {id: 1, name: A, from: 2026-01-01, programme: coins, categories: [books], multiplier: 2}
            """);

    private final long seed = Long.getLong("bursar.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private BigInteger tenThousandths = BigInteger.ZERO;

    @Test
    void an_order_earns_the_floor_of_its_exact_sum_and_its_lines_add_up_to_it() {
        for (int i = 0; i < ORDERS; i++) {
            Order order = randomOrder();
            long expected = tenThousandths.divide(BigInteger.valueOf(10_000)).longValueExact();
            Award award = judge(order);

            long units = 0;
            long ofLines = 0;
            if (award instanceof Award.Earned earned) {
                units = earned.lots().get(0).units();
                ofLines = earned.lots().get(0).lineUnits().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
            }
            assertThat(units).as("seed %d: %s", seed, order).isEqualTo(expected);
            assertThat(ofLines).as("seed %d: %s", seed, order).isEqualTo(expected);
        }
    }

    @Test
    void the_order_in_which_lines_come_makes_no_difference() {
        for (int i = 0; i < ORDERS; i++) {
            Order order = randomOrder();
            List<OrderLine> shuffled = new ArrayList<>(order.lines());
            Collections.shuffle(shuffled, random);
            Order same = new Order(
                    order.orderId(),
                    order.checkoutId(),
                    order.checkoutOrderCount(),
                    order.member(),
                    order.storeId(),
                    order.currency(),
                    order.lineCount(),
                    order.event(),
                    order.status(),
                    order.completedAt(),
                    shuffled);

            assertThat(judge(same)).as("seed %d: %s", seed, order).isEqualTo(judge(order));
        }
    }

    private static Award judge(Order order) {
        return new OrderRule(POLICY).judge(ProgrammeKind.COINS, new OrderCase(order, true, true, 1, Optional.empty()));
    }

    /** An order of one to eight lines; what it earns is left in the field. */
    private Order randomOrder() {
        tenThousandths = BigInteger.ZERO;
        AnOrder order = AnOrder.anOrder();
        int lines = 1 + random.nextInt(8);
        for (int i = 0; i < lines; i++) {
            int cents = random.nextInt(3) == 0 ? random.nextInt(3) * 50 : random.nextInt(3_000);
            AnOrder.ALine line = order.line(cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100);
            long perCent = 75;
            switch (random.nextInt(5)) {
                case 0 -> {
                    line.of("books");
                    perCent = 250;
                }
                case 1 -> {
                    line.of("gold");
                    perCent = 0;
                }
                case 2 -> {
                    line.earningNothing();
                    perCent = 0;
                }
                default -> line.of("other");
            }
            tenThousandths = tenThousandths.add(BigInteger.valueOf(cents * perCent));
            order.with(line);
        }
        return order.build();
    }
}
