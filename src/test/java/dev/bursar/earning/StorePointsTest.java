package dev.bursar.earning;

import static dev.bursar.earning.OrderCases.earned;
import static dev.bursar.earning.OrderCases.points;
import static dev.bursar.earning.OrderCases.terms;
import static dev.bursar.earning.OrderCases.units;
import static dev.bursar.shop.AnOrder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.Reason;
import dev.bursar.shop.AnOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The row "order" of docs/rules.md §2 for points of the store. */
class StorePointsTest {

    @Test
    void points_follow_the_stores_terms() {
        Award.Earned award = earned(points(terms("USD", true), anOrder().paying("12.34")));

        assertThat(award.lots())
                .containsExactly(new Award.Lot(
                        0,
                        24,
                        Instant.parse("2026-11-19T20:00:00Z"),
                        Optional.of(Instant.parse("2026-12-20T08:00:00Z")),
                        "store:5",
                        new TreeMap<>(Map.of(1, 24L))));
    }

    @Test
    void a_products_coin_reward_is_none_of_the_stores() {
        AnOrder order = anOrder();
        order.with(order.line("2.00").pieces(3).rewarding(50));

        assertThat(units(points(terms("USD", true), order))).isEqualTo(4);
    }

    @Test
    void a_store_without_terms_or_that_takes_no_part_gives_no_points() {
        assertThat(points(Optional.empty(), anOrder().paying("5.00")).reason()).isEqualTo(Reason.STORE_NOT_TAKING_PART);
        assertThat(points(terms("USD", false), anOrder().paying("5.00")).reason())
                .isEqualTo(Reason.STORE_NOT_TAKING_PART);
    }

    @Test
    void terms_in_another_currency_are_no_rate() {
        assertThat(points(terms("EUR", true), anOrder().paying("5.00")))
                .isEqualTo(new Award.Exceptional(
                        Reason.NO_RATE, "terms of store 5 from 2026-01-01: points for EUR, but the order is in USD"));
    }
}
