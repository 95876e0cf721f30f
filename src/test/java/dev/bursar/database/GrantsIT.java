package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.jobs.Bursary;
import dev.bursar.jobs.RunResult;
import dev.bursar.shop.CouponTables;
import dev.bursar.shop.ShopTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The users of {@code sql/grants} can do their work and no more. */
class GrantsIT {

    private static final Path FILE = Path.of("sql", "grants", "users.sql");
    private static final Pattern STATEMENT = Pattern.compile("^grant[^;]*", Pattern.MULTILINE);
    private static final Pattern GRANTED_TO_RUN = Pattern.compile("`bursar`\\.(\\w+) to 'bursar_batch'");
    private static final List<String> USERS = List.of("migrate", "batch", "shop", "report", "operate");
    private static final String PASSWORD = "Not-4-real";
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @BeforeAll
    static void grant() throws Exception {
        String grants = Files.readString(FILE).replace("`bursar`", "`" + database.schema() + "`");
        for (String user : USERS) {
            asAdministrator("create user '" + name(user) + "'@'%' identified by '" + PASSWORD + "'");
            grants = grants.replace("'bursar_" + user + "'", "'" + name(user) + "'");
        }
        for (MatchResult statement : STATEMENT.matcher(grants).results().toList()) {
            asAdministrator(statement.group());
        }
    }

    @AfterAll
    static void drop() throws Exception {
        for (String user : USERS) {
            asAdministrator("drop user '" + name(user) + "'@'%'");
        }
    }

    @BeforeEach
    void empty() {
        database.clear();
    }

    @Test
    void every_table_is_granted_to_whoever_runs_jobs() throws Exception {
        Set<String> granted = GRANTED_TO_RUN
                .matcher(Files.readString(FILE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>(database.jdbc()
                .sql("select table_name from information_schema.tables where table_schema = database()")
                .query(String.class)
                .list());
        assertThat(granted).isEqualTo(there);
    }

    @Test
    void orders_are_credited_and_proved_with_the_rights_of_whoever_runs_jobs() {
        try (ConnectionPool shop = pool("shop");
                ConnectionPool batch = pool("batch")) {
            ShopTables facts = new ShopTables(shop.dataSource());
            facts.store(1);
            facts.member(7);
            facts.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
            try (Bursary bursary =
                    Bursary.on(batch.dataSource(), Bursary.plainMarket(), Clock.fixed(NOW, ZoneOffset.UTC))) {
                assertThat(bursary.step("credit-orders", NOW)).isInstanceOf(RunResult.Finished.class);
            }
            JdbcClient seen = JdbcClient.create(shop.dataSource());
            assertThat(seen.sql("select units from member_feed")
                            .query(Long.class)
                            .list())
                    .containsExactly(5L);
            assertThat(spendable(seen)).containsExactly(5L);
        }
    }

    @Test
    void what_is_spent_is_reserved_and_let_go_with_the_rights_of_whoever_runs_jobs() {
        try (ConnectionPool shop = pool("shop");
                ConnectionPool batch = pool("batch");
                Bursary bursary =
                        Bursary.on(batch.dataSource(), Bursary.plainMarket(), Clock.fixed(NOW, ZoneOffset.UTC))) {
            ShopTables facts = new ShopTables(shop.dataSource());
            facts.store(1);
            facts.member(7);
            facts.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
            facts.placedOrder(43, 7, 1);
            facts.redemption(5, 43, 7, 0, 2, "2026-11-19T11:00:00Z");
            assertThat(bursary.step("credit-orders", NOW)).isInstanceOf(RunResult.Finished.class);
            assertThat(bursary.step("settle-accounts", NOW)).isInstanceOf(RunResult.Finished.class);
            JdbcClient seen = JdbcClient.create(shop.dataSource());
            assertThat(spendable(seen)).containsExactly(3L);
            seen.sql("update shop_order set member_id = 8 where order_id = 43").update();
            assertThat(bursary.step("settle-accounts", NOW.plusSeconds(60))).isInstanceOf(RunResult.Finished.class);
            assertThat(spendable(seen)).containsExactly(5L);
        }
    }

    @Test
    void coupons_are_followed_with_the_rights_of_whoever_runs_jobs() {
        try (ConnectionPool shop = pool("shop");
                ConnectionPool batch = pool("batch");
                Bursary bursary =
                        Bursary.on(batch.dataSource(), Bursary.plainMarket(), Clock.fixed(NOW, ZoneOffset.UTC))) {
            CouponTables facts = new CouponTables(shop.dataSource());
            facts.coupon(8, 7, 0, "WALLET");
            facts.use(1, 8, 45, 1, "2026-11-19T11:00:00Z");
            facts.order(45, 7, 10_000);
            facts.refund(5, 45, "2026-11-19T12:00:00Z", 10_000);
            assertThat(bursary.step("follow-coupons", NOW)).isInstanceOf(RunResult.Finished.class);
        }
        assertThat(database.jdbc()
                        .sql("select status from coupon where coupon_id = 8")
                        .query(String.class)
                        .list())
                .containsExactly("INACTIVE");
    }

    private static List<Long> spendable(JdbcClient seen) {
        return seen.sql("select units from member_spendable where member_id = 7")
                .query(Long.class)
                .list();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update entry set units = 1",
                "delete from entry",
                "update coupon_event set nth = 1",
                "delete from coupon_event",
                "truncate table entry",
                "delete from lot",
                "delete from outcome",
                "drop table lot",
                "alter table lot add column note int",
                "delete from shop_order",
                "update reason set name = 'X'"
            })
    void whoever_runs_jobs_cannot(String sql) {
        refused("batch", sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1 from lot", "insert into account (member_id, programme_id) values (1, 0)"})
    void the_shop_cannot(String sql) {
        refused("shop", sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select email from shop_member", "update lot set remaining = 1", "delete from entry"})
    void finance_cannot(String sql) {
        refused("report", sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select email from shop_member",
                "update entry set units = 1",
                "insert into outcome (fact_id) values (1)",
                "update BATCH_JOB_EXECUTION set STATUS = 'COMPLETED'",
                "delete from stop_request"
            })
    void operators_cannot(String sql) {
        refused("operate", sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "jobs",
                "history",
                "exceptions",
                "exceptions --waiting",
                "member 7",
                "policy explain --order 42",
                "stop 1"
            })
    void operators_look_and_stop_with_rights_of_their_own(String command) throws Exception {
        try (ConnectionPool shop = pool("shop");
                ConnectionPool batch = pool("batch")) {
            ShopTables facts = new ShopTables(shop.dataSource());
            facts.store(1);
            facts.member(7);
            facts.order(42, 7, "2026-11-19T10:00:00Z").line(1, "5.00").insert();
            try (Bursary bursary =
                    Bursary.on(batch.dataSource(), Bursary.plainMarket(), Clock.fixed(NOW, ZoneOffset.UTC))) {
                assertThat(bursary.step("credit-orders", NOW)).isInstanceOf(RunResult.Finished.class);
            }
        }
        assertThat(typedAsOperator(command)).as(command).startsWith("0: ").doesNotContain("denied");
    }

    /** @return the exit code and all that it said */
    private static String typedAsOperator(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bursar.cli.Main"));
        words.addAll(List.of(command.replace("stop 1", "stop " + lastRun()).split(" ")));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("BURSAR_"));
        builder.environment()
                .putAll(Map.of(
                        "BURSAR_DB_URL", TestServer.get().url(database.schema()),
                        "BURSAR_DB_USER", name("operate"),
                        "BURSAR_DB_PASSWORD", PASSWORD));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + ": " + said;
    }

    private static long lastRun() {
        return database.jdbc()
                .sql("select max(JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION")
                .query(Long.class)
                .single();
    }

    @Test
    void the_tables_are_made_by_the_user_that_may() {
        try (ConnectionPool migrate = pool("migrate")) {
            JdbcTemplate jdbc = new JdbcTemplate(migrate.dataSource());
            jdbc.execute("create table of_migrate (id int)");
            jdbc.execute("drop table of_migrate");
        }
    }

    private static void refused(String user, String sql) {
        try (ConnectionPool pool = pool(user)) {
            assertThatThrownBy(() -> new JdbcTemplate(pool.dataSource()).execute(sql))
                    .isInstanceOf(BadSqlGrammarException.class)
                    .rootCause()
                    .hasMessageContaining("denied");
        }
    }

    private static ConnectionPool pool(String user) {
        return ConnectionPool.open(
                new DatabaseSettings(TestServer.get().url(database.schema()), name(user), PASSWORD), 6);
    }

    private static String name(String user) {
        return database.schema() + "_" + user;
    }

    private static void asAdministrator(String sql) throws SQLException {
        try (Connection connection = TestServer.get().connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
