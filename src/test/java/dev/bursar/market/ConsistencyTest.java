package dev.bursar.market;

import static java.math.BigDecimal.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.market.WrittenMarket.Fact;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of one thing agrees with what is told of another, unless it is wrong on purpose: here nothing is. */
class ConsistencyTest {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    @TempDir
    static Path folder;

    private static Map<String, Fact> orders = Map.of();
    private static Map<String, List<Fact>> linesByOrder = Map.of();
    private static WrittenMarket market = new WrittenMarket(Path.of("."));

    @BeforeAll
    static void write() {
        AMarket.ofOrders(6_000).late(0).write(folder.resolve("market"), Cadence.DAILY);
        market = new WrittenMarket(folder.resolve("market"));
        orders = market.newest("orders", "order_id");
        linesByOrder = by(market.all("order_lines"), "order_id");
    }

    private static Map<String, List<Fact>> by(Collection<Fact> facts, String column) {
        return facts.stream().collect(Collectors.groupingBy(fact -> fact.text(column)));
    }

    private static Fact orderOf(Fact fact) {
        return Objects.requireNonNull(orders.get(fact.text("order_id")), "order " + fact.text("order_id"));
    }

    private static List<Fact> linesOf(String order) {
        return linesByOrder.getOrDefault(order, List.of());
    }

    private static BigDecimal sum(List<Fact> facts, String column) {
        return facts.stream().map(fact -> fact.money(column)).reduce(ZERO, BigDecimal::add);
    }

    @Test
    void there_are_as_many_orders_as_asked_for_each_with_all_its_lines() {
        assertThat(orders).hasSize(6_000);
        assertThat(orders.values())
                .allSatisfy(
                        order -> assertThat(linesOf(order.text("order_id"))).hasSize((int) order.number("line_count")));
    }

    @Test
    void checkouts_have_as_many_orders_as_they_say_each_of_another_store() {
        by(orders.values(), "checkout_id").values().forEach(checkout -> {
            assertThat(checkout).allMatch(order -> order.number("checkout_order_count") == checkout.size());
            assertThat(checkout).extracting(order -> order.text("store_id")).doesNotHaveDuplicates();
            assertThat(checkout)
                    .extracting(order -> order.text("member_id"))
                    .containsOnly(checkout.get(0).text("member_id"));
        });
    }

    @Test
    void parts_of_a_price_add_up_in_the_digits_of_the_currency() {
        Map<String, Integer> digits = Map.of("USD", 2, "EUR", 2, "CAD", 2, "JPY", 0, "KWD", 3);
        Set<String> seen = new HashSet<>();
        linesByOrder.values().stream().flatMap(List::stream).forEach(line -> {
            BigDecimal parts = line.money("coupon_discount")
                    .add(line.money("coin_discount"))
                    .add(line.money("point_discount"))
                    .add(line.money("paid"));
            assertThat(parts).isEqualByComparingTo(line.money("price"));
            assertThat(line.money("price").scale()).isEqualTo(digits.get(line.text("currency")));
            assertThat(line.money("paid")).isPositive();
            assertThat(line.text("currency")).isEqualTo(orderOf(line).text("currency"));
            seen.add(line.text("currency"));
        });
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void times_and_status_of_an_order_are_in_order() {
        List<String> times = List.of("placed_at", "paid_at", "shipped_at", "completed_at");
        for (Fact order : market.all("orders")) {
            List<String> come = times.stream().filter(order::has).toList();
            assertThat(come).isEqualTo(times.subList(0, come.size()));
            assertThat(come).extracting(order::time).isSorted();
            boolean cancelled = order.has("cancelled_at");
            String expected = cancelled
                    ? "CANCELLED"
                    : List.of("PLACED", "PAID", "SHIPPED", "COMPLETED").get(come.size() - 1);
            assertThat(order.text("status")).isEqualTo(expected);
            assertThat(order.time("updated_at"))
                    .isEqualTo(cancelled ? order.time("cancelled_at") : order.time(come.get(come.size() - 1)));
        }
    }

    @Test
    void redemptions_tell_the_discounts_of_their_order() {
        Map<String, BigDecimal> told = new HashMap<>();
        for (Fact redemption : market.all("redemptions")) {
            Fact order = orderOf(redemption);
            assertThat(redemption.text("member_id")).isEqualTo(order.text("member_id"));
            assertThat(CENT.multiply(BigDecimal.valueOf(redemption.number("units"))))
                    .isEqualByComparingTo(redemption.money("discount"));
            boolean points = redemption.has("store_id");
            if (points) {
                assertThat(redemption.text("store_id")).isEqualTo(order.text("store_id"));
            }
            told.put(order.text("order_id") + points, redemption.money("discount"));
        }
        orders.keySet().forEach(order -> {
            assertThat(sum(linesOf(order), "coin_discount"))
                    .isEqualByComparingTo(told.getOrDefault(order + false, ZERO));
            assertThat(sum(linesOf(order), "point_discount"))
                    .isEqualByComparingTo(told.getOrDefault(order + true, ZERO));
        });
        assertThat(told).hasSizeGreaterThan(100);
    }

    @Test
    void coins_pay_at_most_half_and_only_where_they_are_accepted() {
        linesByOrder.values().stream().flatMap(List::stream).forEach(line -> {
            BigDecimal base = line.money("price").subtract(line.money("coupon_discount"));
            assertThat(line.money("coin_discount").add(line.money("coin_discount")))
                    .isLessThanOrEqualTo(base);
            if (line.text("accepts_coins").equals("false")) {
                assertThat(line.money("coin_discount")).isZero();
            }
        });
    }

    /** At the ordinary rates of the default policy, promotions apart; a coin per USD, half of one on electronics. */
    @Test
    void nobody_spends_coins_before_they_were_earned() {
        Map<String, List<Fact>> ordersOf = by(orders.values(), "member_id");
        for (Fact redemption : market.all("redemptions")) {
            List<Fact> earlier = ordersOf.getOrDefault(redemption.text("member_id"), List.of()).stream()
                    .filter(order -> order.has("completed_at")
                            && order.time("completed_at").isBefore(redemption.time("redeemed_at")))
                    .toList();
            assertThat(earlier).isNotEmpty();
        }
        Map<String, BigDecimal> spent = by(market.all("redemptions"), "member_id").entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .filter(redemption -> !redemption.has("store_id"))
                                .map(redemption -> redemption.money("units"))
                                .reduce(ZERO, BigDecimal::add)));
        spent.forEach((member, units) -> {
            BigDecimal earned = ordersOf.getOrDefault(member, List.of()).stream()
                    .filter(order -> order.text("status").equals("COMPLETED"))
                    .flatMap(order -> linesOf(order.text("order_id")).stream())
                    .map(line -> line.has("coin_reward")
                            ? line.money("coin_reward").multiply(line.money("quantity"))
                            : line.money("paid"))
                    .reduce(ZERO, BigDecimal::add);
            assertThat(units).isLessThanOrEqualTo(earned);
        });
    }

    @Test
    void a_lines_coupon_discount_is_what_was_used_on_it() {
        Map<String, Fact> uses = market.newest("coupon_uses", "order_id", "line_no");
        linesByOrder.values().stream().flatMap(List::stream).forEach(line -> {
            Fact use = uses.get(line.text("order_id") + "/" + line.text("line_no"));
            assertThat(line.money("coupon_discount")).isEqualByComparingTo(use == null ? ZERO : use.money("discount"));
        });
    }

    @Test
    void coupons_are_used_by_their_owner_in_time_above_their_minimum_on_regular_prices() {
        Map<String, Fact> coupons = market.newest("coupons", "coupon_id");
        Set<String> kinds = new HashSet<>();
        by(market.all("coupon_uses"), "coupon_id").forEach((id, uses) -> {
            Fact coupon = Objects.requireNonNull(coupons.get(id), id);
            Map<String, BigDecimal> prices = new HashMap<>();
            for (Fact use : uses) {
                Fact order = orderOf(use);
                if (coupon.has("member_id")) {
                    assertThat(coupon.text("member_id")).isEqualTo(order.text("member_id"));
                }
                if (coupon.has("store_id")) {
                    assertThat(coupon.text("store_id")).isEqualTo(order.text("store_id"));
                }
                assertThat(use.time("applied_at")).isBetween(coupon.time("valid_from"), coupon.time("valid_to"));
                Fact line = linesOf(use.text("order_id")).get((int) use.number("line_no") - 1);
                assertThat(line.text("regular_price")).isEqualTo("true");
                prices.merge(order.text("checkout_id"), line.money("price"), BigDecimal::add);
            }
            assertThat(prices.values()).allMatch(price -> price.compareTo(coupon.money("minimum")) > 0);
            kinds.add(coupon.text("instrument") + coupon.has("store_id") + coupon.has("member_id"));
        });
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "WALLETfalsetrue",
                        "WALLETtruetrue",
                        "CODEfalsetrue",
                        "CODEtruetrue",
                        "CODEfalsefalse",
                        "CODEtruefalse");
    }

    @Test
    void refunds_stay_within_the_price_and_the_cash_within_what_was_paid() {
        Map<String, Fact> refunds = market.newest("refunds", "refund_id");
        Map<String, List<Fact>> parts = by(market.all("refund_lines"), "refund_id");
        Map<String, BigDecimal> refunded = new HashMap<>();
        refunds.forEach((id, refund) -> {
            assertThat(parts.getOrDefault(id, List.of())).hasSize((int) refund.number("line_count"));
            for (Fact part : parts.getOrDefault(id, List.of())) {
                Fact line = linesOf(refund.text("order_id")).get((int) part.number("line_no") - 1);
                BigDecimal sum = refunded.merge(
                        refund.text("order_id") + "/" + part.text("line_no"), part.money("amount"), BigDecimal::add);
                assertThat(sum).isLessThanOrEqualTo(line.money("price"));
                assertThat(part.money("amount")).isPositive();
                assertThat(part.money("cash")).isLessThanOrEqualTo(line.money("paid"));
            }
            assertThat(refund.time("opened_at")).isAfter(orderOf(refund).time("completed_at"));
        });
        assertThat(refunds.values())
                .extracting(refund -> refund.text("status"))
                .contains("OPEN", "GRANTED", "REJECTED", "REVERSED");
    }

    @Test
    void what_is_told_of_is_there() {
        Set<String> members = market.newest("members", "member_id").keySet();
        Set<String> stores = market.newest("stores", "store_id").keySet();
        Map<String, Function<Fact, Boolean>> told = Map.of(
                "orders", fact -> !fact.has("member_id") || members.contains(fact.text("member_id")),
                "activities",
                        fact -> members.contains(fact.text("member_id"))
                                && (!fact.has("friend_id") || members.contains(fact.text("friend_id"))),
                "reviews", fact -> fact.text("member_id").equals(orderOf(fact).text("member_id")),
                "notices", fact -> members.contains(fact.text("member_id")) && stores.contains(fact.text("store_id")),
                "store_terms", fact -> stores.contains(fact.text("store_id")));
        List<String> dangling = new ArrayList<>();
        told.forEach((kind, isThere) -> market.all(kind).stream()
                .filter(fact -> !isThere.apply(fact))
                .forEach(fact -> dangling.add(kind + " " + fact.row())));
        assertThat(dangling).isEmpty();
        assertThat(orders.values()).allMatch(order -> stores.contains(order.text("store_id")));
    }

    @Test
    void no_two_facts_share_an_id() {
        for (String kind : List.of("activities", "redemptions", "coupon_uses", "notices", "coupons")) {
            String id = market.all(kind).get(0).row().getHeader().get(0);
            assertThat(market.all(kind)).extracting(fact -> fact.text(id)).doesNotHaveDuplicates();
        }
    }
}
