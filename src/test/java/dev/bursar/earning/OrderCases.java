package dev.bursar.earning;

import static dev.bursar.shop.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.policy.PolicyFiles;
import dev.bursar.policy.ProgrammeKind;
import dev.bursar.shop.AnOrder;
import dev.bursar.shop.StoreTerms;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges an order under a policy of a few lines, for the tests of what orders earn. */
final class OrderCases {

    static final String ONE_PER_DOLLAR = "coins: {rates: [{currency: USD, rate: 1}]}\n";
    static final String DOUBLE_BOOKS = "{id: 1, name: A, categories: [books], multiplier: 2";
    static final String TRIPLE_ALL = "{id: 2, name: B, multiplier: 3";
    static final String BONUS_50 = "{id: 3, name: C, bonus: 50";
    static final String MARKET = "version: 4\nmarket: Test\ntime-zone: America/Los_Angeles\n";

    private OrderCases() {}

    static String promotions(String... blocks) {
        StringBuilder yaml = new StringBuilder("promotions:\n");
        for (String block : blocks) {
            yaml.append("  - ").append(block).append(", from: 2026-11-19, to: 2026-11-20, programme: coins}\n");
        }
        return yaml.toString();
    }

    static AnOrder booksAndMore() {
        AnOrder order = anOrder();
        return order.with(order.line("12.34").of("books")).paying("0.99");
    }

    static Award coins(String policy, AnOrder order) {
        return judge(policy, new OrderCase(order.build(), true, true, 1, Optional.empty()));
    }

    static Award judge(String policy, OrderCase facts) {
        return new OrderRule(PolicyFiles.parse("policy.yaml", MARKET + policy)).judge(ProgrammeKind.COINS, facts);
    }

    static Award points(Optional<StoreTerms> terms, AnOrder order) {
        return new OrderRule(PolicyFiles.parse("policy.yaml", MARKET))
                .judge(ProgrammeKind.POINTS, new OrderCase(order.build(), true, true, 1, terms));
    }

    static Optional<StoreTerms> terms(String currency, boolean takesPart) {
        return Optional.of(new StoreTerms(
                5,
                LocalDate.parse("2026-01-01"),
                takesPart,
                currency,
                new BigDecimal("2"),
                new BigDecimal("0.01"),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(Period.ofDays(30))));
    }

    static Award.Earned earned(Award award) {
        assertThat(award).isInstanceOf(Award.Earned.class);
        return (Award.Earned) award;
    }

    static Award.Lot base(Award award) {
        Award.Lot lot = earned(award).lots().get(0);
        assertThat(lot.part()).isZero();
        return lot;
    }

    static long units(Award award) {
        return base(award).units();
    }
}
