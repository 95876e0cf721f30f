package dev.bursar.earning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.policy.InForce;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.policy.Promotion;
import dev.bursar.shop.AnOrder;
import dev.bursar.shop.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is told of a judgement adds up to what is credited, over random orders of many kinds. The seed is printed where a
 * test fails; {@code -Dbursar.seed=N} repeats it.
 */
class RandomExplanationsTest {

    private static final int ORDERS = 3_000;

    private static final Policy POLICY = PolicyFiles.parse("policy.yaml", """
            version: 1
            market: Test
            time-zone: America/Los_Angeles
            coins:
              life: [{to: 2026-11-19, value: P90D}, {from: 2026-11-19, value: {end-of: month, after-months: 2}}]
              pending: P3D
              excluded-categories: [{category: gold, from: 2026-11-01}]
              rates:
                - {currency: USD, to: 2026-11-19, rate: 0.75}
                - {currency: USD, from: 2026-11-19, rate: 0.8}
                - {currency: USD, category: books, rate: 1.25}
                - {currency: USD, store: 5, event: fair, rate: 3}
            points: {pending: P14D, excluded-categories: [books]}
            promotions:
              - {id: 1, name: A, from: 2026-01-01, programme: both, categories: [books], multiplier: 2}
              - {id: 2, name: B, from: 2026-11-19, to: 2026-11-20, programme: coins, multiplier: 1.5}
              - {id: 3, name: C, from: 2026-01-01, programme: both, events: [fair], bonus: 7}
              - {id: 4, name: D, from: 2026-01-01, programme: coins, products: [101], bonus: 5, life: P30D, funder: marketing}
            """);

    private final long seed = Long.getLong("bursar.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void the_parts_that_are_told_add_up_to_what_is_credited_and_listening_changes_nothing() {
        Set<String> met = new HashSet<>();
        for (int i = 0; i < ORDERS; i++) {
            OrderCase facts = randomCase();
            for (ProgrammeKind programme : ProgrammeKind.values()) {
                OrderRecorder recorder = new OrderRecorder(POLICY, programme, facts);
                Award award = new OrderRule(POLICY).judge(programme, facts, recorder);
                AwardExplanation told = recorder.explain(award);
                String as = "seed " + seed + ", " + programme + ": " + facts;

                assertThat(award).as(as).isEqualTo(new OrderRule(POLICY).judge(programme, facts));
                assertAddsUp(told, facts, as);
                met.add(award.reason().name());
                told.lines().forEach(line -> met.add(line.ground().name()));
            }
        }
        assertThat(met)
                .as("seed %d: all kinds of orders and lines were met", seed)
                .contains(
                        "CREDITED",
                        "BELOW_ONE_UNIT",
                        "NO_EARNING_LINES",
                        "NO_RATE",
                        "LINES",
                        "STORE_NOT_TAKING_PART",
                        "RATE",
                        "REWARD",
                        "NOTHING_PAID",
                        "EXCLUDED",
                        "EARNS_NOTHING");
    }

    private static void assertAddsUp(AwardExplanation told, OrderCase facts, String as) {
        BigDecimal exact = BigDecimal.ZERO;
        for (LineExplanation line : told.lines()) {
            BigDecimal factor = line.multiplier()
                    .map(promotion -> ((Promotion.Multiplier) promotion.effect()).factor())
                    .orElse(BigDecimal.ONE);
            if (line.ground() == LineExplanation.Ground.RATE) {
                BigDecimal product = line.paid()
                        .orElseThrow()
                        .multiply(line.rate().map(InForce::value).orElseThrow());
                assertThat(line.plain().orElseThrow()).as(as).isEqualByComparingTo(product);
            }
            if (line.exact().isPresent()) {
                assertThat(line.exact().get())
                        .as(as)
                        .isEqualByComparingTo(line.plain().orElseThrow().multiply(factor));
                exact = exact.add(line.exact().get());
            }
        }
        long own = 0;
        long ofLines = 0;
        long bonuses = told.bonuses().stream()
                .mapToLong(bonus -> ((Promotion.Bonus) bonus.promotion().effect()).units())
                .sum();
        long credited = 0;
        if (told.award() instanceof Award.Earned earned) {
            assertThat(told.lines()).as(as).hasSize(facts.order().lines().size());
            for (Award.Lot lot : earned.lots()) {
                credited += lot.units();
                own += lot.part() == 0 ? lot.units() : 0;
                ofLines += lot.lineUnits().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
            }
            assertThat(told.sum().orElseThrow()).as(as).isEqualByComparingTo(exact);
        } else {
            assertThat(told.bonuses()).as(as).isEmpty();
        }
        if (told.sum().isPresent()) {
            assertThat(exact.setScale(0, RoundingMode.FLOOR).longValueExact())
                    .as(as)
                    .isEqualTo(told.units())
                    .isEqualTo(own)
                    .isEqualTo(ofLines);
        }
        assertThat(told.units() + bonuses).as(as).isEqualTo(credited);
    }

    /** An order of one to six lines on one of three days, in a store that mostly takes part. */
    private OrderCase randomCase() {
        AnOrder order = AnOrder.anOrder()
                .completedAt("2026-11-" + (18 + random.nextInt(3)) + "T20:00:00Z")
                .in(random.nextInt(8) == 0 ? "EUR" : "USD", 2);
        if (random.nextInt(4) == 0) {
            order.onPromotionDay("fair");
        }
        if (random.nextInt(20) == 0) {
            order.missingLines(1);
        }
        int lines = 1 + random.nextInt(6);
        for (int i = 0; i < lines; i++) {
            order.with(randomLine(order));
        }
        Order built = order.build();
        return new OrderCase(built, true, true, 1, OrderCases.terms(built.currency(), random.nextInt(4) > 0));
    }

    private AnOrder.ALine randomLine(AnOrder order) {
        int cents = random.nextInt(3) == 0 ? random.nextInt(3) * 50 : random.nextInt(3_000);
        AnOrder.ALine line = order.line(BigDecimal.valueOf(cents, 2).toPlainString());
        switch (random.nextInt(6)) {
            case 0, 1 -> line.of("books");
            case 2 -> line.of("gold");
            case 3 -> line.earningNothing();
            case 4 -> line.pieces(1 + random.nextInt(3)).rewarding(random.nextInt(6));
            default -> line.of("other");
        }
        return line;
    }
}
