package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import dev.bursar.policy.PolicyFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * All orders of arrival of six facts about one order: each order of arrival happens to a member of its own, and a run
 * follows each arrival ({@code docs/rules.md} §0).
 */
class RefundArrivalIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static CreditDesk desk;

    @BeforeAll
    static void start() {
        desk = new CreditDesk(database, PolicyFiles.parse("market.yaml", """
                version: 1
                market: test
                time-zone: America/Los_Angeles
                grace: P35D
                coins:
                  life: P20D
                  rates:
                    - {currency: USD, rate: 1}
                spending:
                  coin-values: [{currency: USD, value: 0.01}]
                """));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void open() {
        desk.open();
    }

    /** A fact of a member, whose ids begin at a base. */
    private interface Fact {
        void arrive(long member, long base);
    }

    @Test
    void part_refunds_a_reversed_one_and_one_before_the_credit() {
        List<Fact> facts = List.of(
                (member, base) -> desk.shop
                        .order(base + 1, member, "2026-11-01T20:00:00Z")
                        .line(1, "30.00")
                        .insert(),
                (member, base) -> {
                    desk.shop.placedOrder(base + 42, member, 2);
                    desk.shop.discountedLine(base + 42, 1, 8000, 30, 0);
                    desk.shop.discountedLine(base + 42, 2, 2000, 10, 0);
                    desk.write("update shop_order_line set earns_points = true where order_id = " + (base + 42));
                    desk.shop.paid(base + 42, "2026-11-10T20:00:00Z");
                    desk.shop.completed(base + 42, "2026-11-14T20:00:00Z");
                },
                (member, base) -> desk.shop.redemption(base + 5, base + 42, member, 0, 40, "2026-11-10T20:00:00Z"),
                (member, base) -> refund(base + 8, base + 42, 1, 2000, "GRANTED", "2026-11-12T20:00:00Z", null),
                (member, base) -> refund(
                        base + 9, base + 42, 1, 3000, "REVERSED", "2026-11-15T20:00:00Z", "2026-11-18T20:00:00Z"),
                (member, base) -> refund(base + 10, base + 42, 2, 2000, "GRANTED", "2026-11-23T20:00:00Z", null));
        assertThat(booksAfterAllOrdersOf(facts)).hasSize(1);
    }

    @Test
    void a_cancellation_beside_refunds_and_another_redemption() {
        List<Fact> facts = List.of(
                (member, base) -> desk.shop
                        .order(base + 1, member, "2026-11-01T20:00:00Z")
                        .line(1, "30.00")
                        .insert(),
                (member, base) -> {
                    desk.shop.placedOrder(base + 42, member, 1);
                    desk.shop.discountedLine(base + 42, 1, 8000, 40, 0);
                    desk.shop.paid(base + 42, "2026-11-10T20:00:00Z");
                    desk.shop.cancelled(base + 42, "2026-11-16T20:00:00Z");
                },
                (member, base) -> desk.shop.redemption(base + 5, base + 42, member, 0, 25, "2026-11-10T20:00:00Z"),
                (member, base) -> desk.shop.redemption(base + 6, base + 42, member, 0, 15, "2026-11-10T20:00:00Z"),
                (member, base) -> refund(base + 8, base + 42, 1, 2000, "GRANTED", "2026-11-12T20:00:00Z", null),
                (member, base) -> desk.shop
                        .order(base + 2, member, "2026-11-11T20:00:00Z")
                        .line(1, "7.00")
                        .insert());
        assertThat(booksAfterAllOrdersOf(facts)).hasSize(1);
    }

    private static void refund(
            long refund, long order, int line, long amount, String status, String at, @Nullable String reversed) {
        desk.shop.refund(refund, order, 1, status, at, at, reversed);
        desk.shop.refundLine(refund, line, amount);
    }

    /** @return the different books that they lead to, each with a member to whom it happened */
    private static Map<List<String>, Long> booksAfterAllOrdersOf(List<Fact> facts) {
        List<List<Fact>> orders = new ArrayList<>();
        permute(facts, new ArrayList<>(), orders);
        for (int i = 0; i < orders.size(); i++) {
            desk.shop.member(member(i));
        }
        for (int nth = 0; nth < facts.size(); nth++) {
            for (int i = 0; i < orders.size(); i++) {
                orders.get(i).get(nth).arrive(member(i), base(i));
            }
            desk.settle("2026-11-25T0" + nth + ":00:00Z");
        }
        desk.assertRight();
        Map<List<String>, Long> books = new HashMap<>();
        Map<Long, List<String>> byMember = books();
        for (int i = 0; i < orders.size(); i++) {
            books.putIfAbsent(byMember.getOrDefault(member(i), List.of()), member(i));
        }
        assertThat(books.keySet()).noneMatch(List::isEmpty);
        return books;
    }

    private static void permute(List<Fact> left, List<Fact> taken, List<List<Fact>> orders) {
        if (left.isEmpty()) {
            orders.add(List.copyOf(taken));
        }
        for (Fact fact : left) {
            List<Fact> rest = new ArrayList<>(left);
            rest.remove(fact);
            taken.add(fact);
            permute(rest, taken, orders);
            taken.remove(taken.size() - 1);
        }
    }

    private static long member(int order) {
        return 1_000L + order;
    }

    private static long base(int order) {
        return 1_000_000L + order * 1_000L;
    }

    /** Lots, net entries, decisions and outcomes of each member, with ids as if there were no other. */
    private static Map<Long, List<String>> books() {
        Map<Long, List<String>> books = new TreeMap<>();
        desk.jdbc().sql("""
                        select member_id, concat_ws(' ', 'lot', source_kind, source_id % 1000, part, earned, remaining, earned_at) as line
                        from lot
                        where earned <> 0
                        union all
                        select member_id, concat_ws(' ', 'net', source_kind, source_id % 1000, part, fact_kind, fact_id % 1000, kind,
                          effective_at, sum(units))
                        from entry
                        group by member_id, source_kind, source_id, part, fact_kind, fact_id, kind, effective_at
                        having sum(units) <> 0 and kind not in ('LAPSED', 'LAPSE_REVERSED')
                        union all
                        select member_id, concat_ws(' ', 'decision', fact_kind, fact_id % 1000, subject_kind, subject_id % 1000,
                          subject_part, units, so_far, replace(lines_read, ' ', ''), effective_at)
                        from decision
                        union all
                        select o.member_id, concat_ws(' ', 'outcome', x.fact_kind, x.fact_id % 1000, c.name, p.name, s.name)
                        from outcome x
                        left join shop_refund r on x.fact_kind = 'REFUND' and r.refund_id = x.fact_id
                        left join shop_redemption d on x.fact_kind = 'REDEMPTION' and d.redemption_id = x.fact_id
                        join shop_order o
                          on o.order_id = case x.fact_kind
                            when 'ORDER' then x.fact_id when 'REFUND' then r.order_id else d.order_id end
                        left join reason c on c.code = x.coins
                        left join reason p on p.code = x.points
                        left join reason s on s.code = x.spending
                        order by member_id, line
                        """).query(row -> {
            books.computeIfAbsent(row.getLong("member_id"), member -> new ArrayList<>())
                    .add(row.getString("line"));
        });
        return books;
    }
}
