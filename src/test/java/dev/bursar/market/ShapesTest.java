package dev.bursar.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.market.WrittenMarket.Fact;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The market looks like one. The seed is fixed, so that no bound is met by luck. */
class ShapesTest {

    @TempDir
    static Path folder;

    private static Collection<Fact> orders = List.of();
    private static WrittenMarket market = new WrittenMarket(Path.of("."));

    @BeforeAll
    static void write() {
        AMarket.ofOrders(8_000).late(0.03).write(folder.resolve("market"), Cadence.DAILY);
        market = new WrittenMarket(folder.resolve("market"));
        orders = market.newest("orders", "order_id").values();
    }

    private static <K> Map<K, Long> count(Collection<Fact> facts, Function<Fact, K> key) {
        return facts.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    }

    private static LocalDate day(Fact order) {
        return order.time("placed_at").atZone(AMarket.ZONE).toLocalDate();
    }

    private static double share(long some, long all) {
        return (double) some / all;
    }

    @Test
    void most_buyers_have_one_order_and_few_have_very_many() {
        Map<String, Long> byMember = count(orders, order -> order.text("member_id"));
        long guests = byMember.getOrDefault("", 0L);
        byMember.remove("");
        long single = byMember.values().stream().filter(count -> count == 1).count();
        List<Long> most =
                byMember.values().stream().sorted(Comparator.reverseOrder()).toList();

        assertThat(share(single, byMember.size())).isBetween(0.5, 0.9);
        assertThat(most.get(0)).isBetween(150L, 600L);
        assertThat(most.get(9)).isGreaterThan(40L);
        assertThat(share(guests, orders.size())).isBetween(0.06, 0.12);
    }

    @Test
    void the_first_store_sells_most_and_the_last_little() {
        List<Long> sold = count(orders, order -> order.text("store_id")).values().stream()
                .sorted(Comparator.reverseOrder())
                .toList();

        assertThat(sold).hasSize(12);
        assertThat(share(sold.get(0), orders.size())).isBetween(0.2, 0.4);
        assertThat(sold.get(0)).isGreaterThan(5 * sold.get(11));
        assertThat(count(orders, order -> order.text("store_id")).get("900001")).isEqualTo(sold.get(0));
    }

    @Test
    void the_sale_day_has_twenty_times_the_orders_and_names_its_event() {
        Map<LocalDate, Long> byDay = count(orders, ShapesTest::day);
        long sale = byDay.getOrDefault(AMarket.SALE_DAY, 0L);
        byDay.remove(AMarket.SALE_DAY);
        double ordinary =
                share(byDay.values().stream().mapToLong(count -> count).sum(), byDay.size());

        assertThat(sale / ordinary).isBetween(16.0, 22.0);
        assertThat(orders)
                .allMatch(
                        order -> order.text("event").equals(day(order).equals(AMarket.SALE_DAY) ? "singles-day" : ""));
    }

    @Test
    void people_buy_in_the_evening_and_at_weekends() {
        Map<Integer, Long> byHour = count(
                orders, order -> order.time("placed_at").atZone(AMarket.ZONE).getHour());
        List<Fact> ordinary = orders.stream()
                .filter(order -> !day(order).equals(AMarket.SALE_DAY))
                .toList();
        Map<Integer, Long> byWeekday =
                count(ordinary, order -> day(order).getDayOfWeek().getValue());

        assertThat(byHour.getOrDefault(20, 0L)).isGreaterThan(5 * byHour.getOrDefault(3, 0L));
        assertThat(byWeekday.get(6)).isGreaterThan(byWeekday.get(2));
    }

    @Test
    void some_checkouts_buy_from_several_stores() {
        long combined = orders.stream()
                .filter(order -> order.number("checkout_order_count") > 1)
                .count();

        assertThat(share(combined, orders.size())).isBetween(0.1, 0.25);
        assertThat(orders).anyMatch(order -> order.number("checkout_order_count") == 4);
    }

    @Test
    void orders_become_of_all_sorts() {
        Map<String, Long> byStatus = count(orders, order -> order.text("status"));

        assertThat(share(byStatus.getOrDefault("COMPLETED", 0L), orders.size())).isBetween(0.8, 0.95);
        assertThat(share(byStatus.getOrDefault("CANCELLED", 0L), orders.size())).isBetween(0.03, 0.07);
        assertThat(orders).anyMatch(order -> order.has("cancelled_at") && order.has("paid_at"));
        assertThat(orders).anyMatch(order -> order.has("cancelled_at") && !order.has("paid_at"));
        assertThat(byStatus).containsKeys("PLACED", "PAID", "SHIPPED");
    }

    @Test
    void members_check_in_for_days_on_end_and_pause() {
        List<Fact> checkIns = market.all("activities").stream()
                .filter(activity -> activity.text("kind").equals("CHECK_IN"))
                .toList();
        Map<String, List<LocalDate>> days = checkIns.stream()
                .collect(Collectors.groupingBy(
                        activity -> activity.text("member_id"),
                        Collectors.mapping(
                                activity -> activity.time("occurred_at")
                                        .atZone(AMarket.ZONE)
                                        .toLocalDate(),
                                Collectors.toList())));
        long followed = days.values().stream()
                .mapToLong(all -> all.stream()
                        .filter(day -> all.contains(day.plusDays(1)))
                        .count())
                .sum();

        assertThat(share(followed, checkIns.size())).isBetween(0.6, 0.9);
        assertThat(days.values())
                .allSatisfy(all -> assertThat(all).doesNotHaveDuplicates().hasSizeLessThan(60));
        assertThat(count(market.all("activities"), activity -> activity.text("kind")))
                .containsOnlyKeys("CHECK_IN", "TASK", "SHARE", "GAME", "COLLECTION_EVENT", "REFERRAL");
    }

    @Test
    void a_set_share_of_rows_comes_days_late() {
        List<Fact> lines = market.all("order_lines");
        List<Long> days = lines.stream()
                .map(line -> Duration.between(
                                line.time("updated_at"),
                                LocalDate.parse(line.delivery())
                                        .plusDays(1)
                                        .atStartOfDay(AMarket.ZONE)
                                        .toInstant())
                        .toDays())
                .filter(late -> late > 0)
                .toList();

        assertThat(share(days.size(), lines.size())).isBetween(0.02, 0.04);
        assertThat(days).anyMatch(late -> late > 14).allMatch(late -> late <= 46);
    }

    @Test
    void an_older_row_may_come_after_a_newer_one() {
        Map<String, Instant> seen = new HashMap<>();
        long older = market.all("orders").stream()
                .filter(row -> {
                    Instant before = seen.put(row.text("order_id"), row.time("updated_at"));
                    return before != null && before.isAfter(row.time("updated_at"));
                })
                .count();

        assertThat(older).isPositive();
    }

    @Test
    void an_order_is_told_of_again_as_it_goes_on() {
        Map<String, Long> rows = count(market.all("orders"), order -> order.text("order_id"));

        assertThat(share(market.all("orders").size(), rows.size())).isBetween(2.0, 3.5);
    }

    @Test
    void an_hourly_market_tells_of_an_hour_in_its_folder() {
        AMarket.ofOrders(400)
                .late(0)
                .days(LocalDate.of(2026, 10, 30), 5)
                .write(folder.resolve("hourly"), Cadence.HOURLY);

        List<Fact> rows = new WrittenMarket(folder.resolve("hourly")).all("orders");
        assertThat(rows)
                .isNotEmpty()
                .allMatch(order ->
                        order.text("updated_at").startsWith(order.delivery().replace("Z", ":")));
    }
}
