package dev.bursar.spending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.StepRun;
import dev.bursar.database.TestDatabase;
import dev.bursar.ledger.Poster;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.ShopTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is over is not read: rows are counted by the server, {@code Handler_read…}. */
class SettlingReadsIT {

    private static final int MANY = 20_000;
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
    private static final List<Integer> ALL_SHARDS =
            IntStream.range(0, 64).boxed().toList();

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    private final ShopTables shop = new ShopTables(database.dataSource());

    @BeforeEach
    void a_member_with_one_lot_and_a_redemption() {
        database.clear();
        shop.store(1);
        shop.member(7);
        lots(1, 30, 1, "2026-11-18");
        jdbc.update("insert into account (member_id, programme_id) values (7, 0)");
        shop.placedOrder(5, 7, 1);
        shop.discountedLine(5, 1, 120, 12, 0);
        shop.paid(5, "2026-11-19T10:01:00Z");
        shop.redemption(5, 5, 7, 0, 12, "2026-11-19T10:00:00Z");
    }

    @Test
    void settling_reads_no_more_rows_of_a_member_with_many_lots_that_are_over() {
        long few = settledAndTakenBack();
        lots(1_000, 9, MANY, "2025-05-05");
        spendings(1_000, 9, MANY, "2025-06-06");
        analyze();
        long many = settledAndTakenBack();
        assertThat(many).isLessThan(few + 10).isLessThan(200);
    }

    @Test
    void asking_what_a_member_may_spend_reads_no_more_rows_either() {
        long few = rowsRead(this::spendable);
        lots(1_000, 9, MANY, "2025-05-05");
        spendings(1_000, 9, MANY, "2025-06-06");
        analyze();
        long many = rowsRead(this::spendable);
        assertThat(many).isLessThan(few + 10).isLessThan(50);
    }

    @Test
    void the_plan_of_asking_what_a_member_may_spend_uses_an_index_for_every_table() {
        lots(1_000, 9, MANY, "2025-05-05");
        spendings(1_000, 9, MANY, "2025-06-06");
        analyze();
        String version = Objects.requireNonNull(jdbc.queryForObject("select version()", String.class));
        String explain = version.contains("MariaDB") ? "explain " : "explain format=traditional ";
        List<Map<String, Object>> plan =
                jdbc.queryForList(explain + "select programme_id, units from member_spendable where member_id = 7");
        assertThat(plan)
                .filteredOn(step -> step.get("table") != null
                        && !String.valueOf(step.get("table")).startsWith("<"))
                .hasSizeGreaterThan(15)
                .allSatisfy(step -> assertThat(step.get("type")).isIn("ref", "eq_ref", "const", "range"))
                .allSatisfy(step -> assertThat(step.get("key")).isNotNull());
    }

    private long settledAndTakenBack() {
        return rowsRead(() -> {
            settle();
            assertThat(jdbc.queryForObject(
                            "select remaining from lot where member_id = 7 and programme_id = 0 and source_kind = 'ORDER' and source_id = 1",
                            Long.class))
                    .isEqualTo(18);
        });
    }

    private void settle() {
        var policy = PolicyFiles.parse("market.yaml", """
                version: 1
                market: test
                time-zone: America/Los_Angeles
                grace: P35D
                coins:
                  rates: [{currency: USD, rate: 1}]
                spending:
                  coin-values: [{currency: USD, value: 0.01}]
                """);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        SettleAccountsStep step =
                new SettleAccountsStep(jdbc, new Poster(jdbc, List.of(new SpendingStore(jdbc))), policy, clock, 5_000);
        assertThat(step.open(new StepRun(1, NOW, ALL_SHARDS)).next()).isPresent();
    }

    private void spendable() {
        assertThat(jdbc.queryForList("select programme_id, units from member_spendable where member_id = 7"))
                .hasSize(1);
    }

    /** Of the second of two times, each of them rolled back: the first has the server open its tables. */
    private long rowsRead(Runnable work) {
        long rows = 0;
        for (int i = 0; i < 2; i++) {
            rows = Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                long before = rowsRead();
                work.run();
                return rowsRead() - before;
            }));
        }
        return rows;
    }

    private long rowsRead() {
        return jdbc
                .query("show session status like 'Handler\\_read\\_%'", (row, number) -> row.getLong("Value"))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Lots of orders with their entries. */
    private void lots(int first, long units, int count, String day) {
        for (String statement : List.of("""
                insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at,
                  available_at, ends_at, funder, origin, policy_version, line_units)
                select 7, 0, 'ORDER', ? + n, 0, ?, ?, ?, ?, null, 'platform', 'PURCHASE', 1, null
                from %s
                where n < ?
                """, """
                insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth,
                  units, effective_at, business_date, run_id, policy_version)
                select 7, 0, 'ORDER', ? + n, 0, 'ORDER', ? + n, 'EARNED', 0, ?, ?, ?, 1, 1
                from %s
                where n < ?
                """)) {
            Object[] values = statement.contains("into lot")
                    ? new Object[] {first, units, units, day, day, count}
                    : new Object[] {first, first, units, day, day, count};
            jdbc.update(statement.formatted(NUMBERS), values);
        }
    }

    /** Each takes all of a lot. */
    private void spendings(int first, long units, int count, String day) {
        jdbc.update("""
                insert into shop_redemption (redemption_id, order_id, member_id, units, currency, discount, redeemed_at,
                  updated_at, changed_at)
                select ? + n, ? + n, 7, ?, 'USD', ?, ?, ?, null
                from %s
                where n < ?
                """.formatted(NUMBERS), first, first, units, units, day, day, count);
        jdbc.update("""
                insert into spending (redemption_id, member_id, programme_id, units, effective_at, paid_at, times_out_at)
                select redemption_id, 7, 0, units, redeemed_at, redeemed_at, date_add(redeemed_at, interval 1 day)
                from shop_redemption
                where changed_at is null
                """);
        jdbc.update("""
                insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth,
                  units, effective_at, business_date, run_id, policy_version)
                select 7, 0, 'ORDER', redemption_id, 0, 'REDEMPTION', redemption_id, 'SPENT', 0, -units, redeemed_at,
                  date(redeemed_at), 1, 1
                from shop_redemption
                where changed_at is null
                """);
        jdbc.update("update lot set remaining = 0 where source_id >= ?", first);
    }

    private void analyze() {
        jdbc.execute("analyze table lot, entry, spending, shop_redemption");
    }

    private static final String DIGITS =
            "(select 0 d union all select 1 union all select 2 union all select 3 union all select 4"
                    + " union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)";

    private static final String NUMBERS =
            "(select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n from %1$s a, %1$s b, %1$s c, %1$s e, %1$s f) x"
                    .formatted(DIGITS);
}
