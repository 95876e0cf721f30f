package dev.bursar.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.batch.Progress;
import dev.bursar.batch.StopSignal;
import dev.bursar.database.TestDatabase;
import dev.bursar.market.AMarket;
import dev.bursar.market.Cadence;
import dev.bursar.market.Made;
import dev.bursar.market.MarketRefusedException;
import dev.bursar.policy.Policy;
import dev.bursar.policy.PolicyFiles;
import dev.bursar.shop.ImportFile;
import dev.bursar.shop.ImportJobs;
import dev.bursar.shop.ImportProgress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** A generated market is imported, credited by the default policy and proved. */
class MarketIT {

    /** The kinds with their tables. */
    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("members", "shop_member"),
            Map.entry("stores", "shop_store"),
            Map.entry("store_terms", "shop_store_terms"),
            Map.entry("orders", "shop_order"),
            Map.entry("order_lines", "shop_order_line"),
            Map.entry("reviews", "shop_review"),
            Map.entry("activities", "shop_activity"),
            Map.entry("redemptions", "shop_redemption"),
            Map.entry("refunds", "shop_refund"),
            Map.entry("refund_lines", "shop_refund_line"),
            Map.entry("coupons", "shop_coupon"),
            Map.entry("coupon_uses", "shop_coupon_use"),
            Map.entry("notices", "shop_notice"));

    private static final LocalDate FIRST = LocalDate.of(2026, 10, 30);
    private static final int DAYS = 16;
    private static final AMarket MARKET =
            AMarket.ofOrders(3_000).days(FIRST, DAYS).late(0.02).poison(0.01);

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path folder;

    private final Policy policy = PolicyFiles.read(Path.of("jobs", "policy"));

    @SuppressWarnings("NullAway.Init")
    private Bursary bursary;

    @BeforeEach
    void open() {
        database.clear();
        Instant now = FIRST.plusDays(DAYS).atStartOfDay(AMarket.ZONE).toInstant();
        bursary = Bursary.on(database.dataSource(), policy, Clock.fixed(now, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        bursary.close();
    }

    @Test
    void exactly_the_rows_that_are_told_are_set_aside_night_by_night() throws Exception {
        Made made = MARKET.write(folder.resolve("market"), Cadence.DAILY);
        assertThat(made.files())
                .filteredOn(file -> takenIn().contains(file.kind()))
                .anyMatch(file -> file.setAside() > 0);
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = FIRST.plusDays(day);
            importDay(folder.resolve("market"), made, date);
            assertThat(bursary.step("credit-orders", date)).isInstanceOf(RunResult.Finished.class);
            assertThat(bursary.step("settle-accounts", date)).isInstanceOf(RunResult.Finished.class);
        }

        assertThat(found()).isEmpty();
        assertThat(number("select count(*) from lot")).isGreaterThan(1_000);
        assertThat(number("select count(*) from entry where kind = 'SPENT'")).isGreaterThan(100);
    }

    @Test
    void each_wrong_redemption_is_settled_and_told_and_no_other() throws Exception {
        importAtOnce(MARKET.late(0).poison(0.2));
        settle();

        assertThat(found()).isEmpty();
        assertThat(ids("select fact_id from exception_item where reason = 321 and closed_at is null"))
                .isEqualTo(ids("""
                        select redemption_id
                        from shop_redemption
                        join outcome on fact_kind = 'REDEMPTION' and fact_id = redemption_id and spending = 20
                        join shop_order o using (order_id)
                        where units <> discount
                          and line_count = (select count(*) from shop_order_line l where l.order_id = o.order_id)
                        """))
                .isNotEmpty();
        assertThat(
                        number(
                                "select -sum(earned) from lot where part = -1 and source_kind = 'REDEMPTION' and remaining < 0"))
                .isEqualTo(number("""
                        select sum(r.units + coalesce(taken, 0))
                        from shop_redemption r
                        join exception_item on fact_id = redemption_id and reason = 402 and closed_at is null
                        left join (
                          select fact_id, sum(units) as taken
                          from entry
                          where fact_kind = 'REDEMPTION' and kind = 'SPENT'
                          group by fact_id
                        ) e on e.fact_id = redemption_id
                        """))
                .isPositive();
    }

    @Test
    void each_wrong_order_becomes_an_exception_and_no_other() throws Exception {
        importAtOnce(MARKET);

        assertThat(reasons()).containsExactlyInAnyOrder("300", "302", "303");
        assertThat(number("select count(*) from outcome where coins = 300"))
                .isEqualTo(
                        number(
                                "select count(*) from outcome join shop_order on order_id = fact_id where store_id = 999999999 and coins >= 300"))
                .isPositive();
        assertThat(number("select count(*) from outcome where coins = 302"))
                .isEqualTo(
                        number(
                                "select count(*) from outcome join shop_order on order_id = fact_id where currency = 'NOK' and coins >= 300"))
                .isPositive();
    }

    @Test
    void nothing_is_wrong_in_a_market_without_late_and_poisoned_facts() throws Exception {
        importAtOnce(MARKET.late(0).poison(0));
        settle();

        assertThat(texts("""
                        select concat(fact_kind, '/', fact_id)
                        from outcome
                        left join shop_refund on fact_kind = 'REFUND' and refund_id = fact_id
                        where (coins >= 200 or points >= 200) and not (fact_kind = 'REFUND' and status = 'OPEN')
                        """)).isEmpty();
        assertThat(number("select count(*) from exception_item")).isZero();
        assertThat(ids("select fact_id from outcome where spending = 20"))
                .isEqualTo(ids("""
                        select redemption_id
                        from shop_redemption
                        join shop_order using (order_id)
                        where paid_at is not null
                        """))
                .hasSizeGreaterThan(100);
        assertThat(number("select count(*) from outcome where coins = 1")).isGreaterThan(1_000);
        assertThat(number("select count(*) from outcome where points = 1")).isGreaterThan(500);
    }

    @Test
    void the_same_facts_are_there_whether_delivered_by_the_day_or_once_or_written_into_the_tables() throws Exception {
        Made daily = MARKET.write(folder.resolve("daily"), Cadence.DAILY);
        for (int day = DAYS - 1; day >= 0; day--) {
            importDay(folder.resolve("daily"), daily, FIRST.plusDays(day));
        }
        List<String> byTheDay = facts();
        database.clear();
        importAtOnce(MARKET);
        List<String> once = facts();
        database.clear();
        MARKET.generator().tables(new JdbcTemplate(database.dataSource()), orders -> {});

        assertThat(once).isEqualTo(byTheDay);
        assertThat(facts()).isEqualTo(byTheDay);
    }

    @Test
    void a_market_is_not_mixed_with_other_facts() {
        database.jdbc()
                .sql("insert into shop_store (store_id, name, updated_at) values (1, 'Mine', '2026-01-01')")
                .update();

        assertThatThrownBy(() -> MARKET.generator().tables(new JdbcTemplate(database.dataSource()), orders -> {}))
                .isInstanceOf(MarketRefusedException.class)
                .hasMessageContaining("not empty");
    }

    private void importDay(Path market, Made made, LocalDate day) throws Exception {
        for (Made.Rows told : made.files()) {
            if (told.delivery().equals(day.toString()) && takenIn().contains(told.kind())) {
                importFile(market, told);
            }
        }
    }

    private void importAtOnce(AMarket market) throws Exception {
        Made made = market.write(folder.resolve("once"), Cadence.ONCE);
        for (Made.Rows told : made.files()) {
            if (takenIn().contains(told.kind())) {
                importFile(folder.resolve("once"), told);
            }
        }
        assertThat(bursary.step("credit-orders", FIRST.plusDays(DAYS - 1L))).isInstanceOf(RunResult.Finished.class);
    }

    private void settle() {
        assertThat(bursary.step("settle-accounts", FIRST.plusDays(DAYS - 1L))).isInstanceOf(RunResult.Finished.class);
    }

    private void importFile(Path market, Made.Rows told) throws Exception {
        Path path = market.resolve(told.delivery()).resolve(told.kind() + "-" + told.delivery() + ".csv");
        ImportJobs imports = new ImportJobs(
                bursary.bean(JobRepository.class),
                bursary.bean(PlatformTransactionManager.class),
                bursary.bean(DataSource.class),
                bursary.bean(StopSignal.class));
        ImportFile file = imports.inspect(List.of(path), Optional.empty()).get(0);
        RunResult result = bursary.bean(JobRunner.class)
                .run(imports.job(file, ImportProgress.SILENT), file.parameters(), Optional.empty(), Progress.SILENT);
        assertThat(result).isInstanceOf(RunResult.Finished.class);
        if (result instanceof RunResult.Finished finished) {
            assertThat(imports.result(finished.execution()).rows())
                    .as(told.toString())
                    .isEqualTo(told.rows());
            assertThat(imports.result(finished.execution()).rejected())
                    .as(told.toString())
                    .isEqualTo(told.setAside());
        }
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        bursary.bean(Verification.class)
                .run(new Verification.Scope.All(), deviation -> found.add(deviation.toString()), Progress.SILENT);
        return found;
    }

    private static List<String> reasons() {
        return database.jdbc()
                .sql("select distinct coins from outcome where coins >= 300")
                .query(String.class)
                .list();
    }

    /** The kinds that this version has tables for; files of the others it refuses. */
    private static List<String> takenIn() {
        Set<String> tables = Set.copyOf(database.jdbc()
                .sql("select table_name from information_schema.tables where table_schema = database()")
                .query(String.class)
                .list());
        List<String> kinds = TABLES.keySet().stream()
                .filter(kind -> tables.contains(TABLES.get(kind)))
                .sorted()
                .toList();
        assertThat(kinds).contains("members", "stores", "store_terms", "orders", "order_lines");
        return kinds;
    }

    /** Number and checksum of the rows of each of the shop's tables, without Bursar's own columns. */
    private static List<String> facts() {
        List<String> facts = new ArrayList<>();
        for (String kind : takenIn()) {
            String table = Objects.requireNonNull(TABLES.get(kind));
            String columns = database.jdbc().sql("""
                            select column_name
                            from information_schema.columns
                            where table_schema = database() and table_name = ? and column_name not in ('changed_at', 'coupons_changed_at', 'judged')
                              and extra not like '%GENERATED%'
                            order by column_name
                            """).param(table).query(String.class).list().stream()
                    .map(column -> "coalesce(" + column + ", '-')")
                    .collect(Collectors.joining(", "));
            facts.add(kind + " "
                    + database.jdbc()
                            .sql("select concat(count(*), ' ', sum(crc32(concat_ws('|', " + columns + ")))) from "
                                    + table)
                            .query(String.class)
                            .single());
        }
        return facts;
    }

    private static List<String> texts(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }

    private static Set<Long> ids(String sql) {
        return Set.copyOf(database.jdbc().sql(sql).query(Long.class).list());
    }

    private static long number(String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }
}
