package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.database.DatabaseSettings;
import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docs/shop-engineers.md} shows works as it stands there. */
class ExamplesIT {
    private static final Path FOLDER = Path.of("docs", "examples");
    private static final Pattern SQL_BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    Path rejects;

    private final Importer importer = new Importer(database.dataSource(), 5_000);

    @BeforeEach
    void empty() {
        database.clear();
    }

    private List<ImportFile> files() {
        return importer.jobs().inspect(List.of(FOLDER), Optional.of(rejects));
    }

    private void importAll() throws Exception {
        for (ImportFile file : files()) {
            assertThat(importer.run(file, ImportProgress.SILENT).map(importer.jobs()::result))
                    .as(file.name())
                    .contains(new ImportResult(file.rows(), 0, Optional.empty()));
        }
    }

    private static List<Map<String, Object>> table(Kind kind) {
        return Objects.requireNonNull(tables().get(kind));
    }

    /** Every row of every kind, with its mark in the work list as present or not. */
    private static Map<Kind, List<Map<String, Object>>> tables() {
        Map<Kind, List<Map<String, Object>>> tables = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            List<Map<String, Object>> rows = database.jdbc()
                    .sql("select * from " + kind.table() + " order by 1, 2")
                    .query()
                    .listOfRows();
            for (String mark : List.of("changed_at", "coupons_changed_at")) {
                rows.forEach(row -> row.computeIfPresent(mark, (column, since) -> "marked"));
            }
            tables.put(kind, rows);
        }
        return tables;
    }

    private static List<String> statements(String sql) {
        return Arrays.stream(COMMENT.matcher(sql).replaceAll("").split(";\n", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static List<String> upserts() throws IOException {
        return statements(Files.readString(FOLDER.resolve("upserts.sql")));
    }

    @Test
    void there_is_a_file_of_each_kind_and_all_their_rows_go_in() throws Exception {
        assertThat(files())
                .extracting(ImportFile::kind)
                .containsExactlyElementsOf(
                        Arrays.stream(Kind.values()).map(Kind::fileName).toList());
        assertThat(files()).allSatisfy(file -> assertThat(file.rows()).isPositive());

        importAll();

        assertThat(tables().values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void each_column_has_a_value_in_some_row(Kind kind) throws Exception {
        importAll();

        List<Map<String, Object>> rows = table(kind);
        assertThat(GoodRows.columns(kind))
                .allSatisfy(column -> assertThat(rows)
                        .anySatisfy(row -> assertThat(row.get(column)).isNotNull()));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_page_names_bursars_own_columns_of_each_table(Kind kind) throws IOException {
        String row = Files.readString(Path.of("docs", "intake.md"))
                .lines()
                .filter(line -> line.startsWith("| " + kind.fileName() + " | `" + kind.table() + "` | "))
                .findFirst()
                .orElseThrow();
        String own = row.split("\\|")[3].strip();
        List<String> columns = new ArrayList<>(GoodRows.columns(kind));
        if (!own.isEmpty()) {
            columns.addAll(List.of(own.split(", ")));
        }

        assertThat(database.jdbc()
                        .sql("select column_name from information_schema.columns where table_schema = database()"
                                + " and table_name = ? order by ordinal_position")
                        .param(kind.table())
                        .query(String.class)
                        .list())
                .containsExactlyElementsOf(columns);
    }

    @Test
    void the_statements_write_what_the_files_say() throws Exception {
        importAll();
        Map<Kind, List<Map<String, Object>>> imported = tables();
        database.clear();

        upserts().forEach(statement -> database.jdbc().sql(statement).update());

        assertThat(tables()).isEqualTo(imported);
    }

    @Test
    void the_statements_again_change_nothing_not_even_the_work_list() throws Exception {
        importAll();
        for (Kind kind : Kind.values()) {
            if (table(kind).get(0).containsKey("changed_at")) {
                database.jdbc()
                        .sql("update " + kind.table() + " set changed_at = null")
                        .update();
            }
        }
        Map<Kind, List<Map<String, Object>>> before = tables();

        upserts().forEach(statement -> database.jdbc().sql(statement).update());

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void a_user_who_may_name_only_the_shops_columns_can_execute_them() throws Exception {
        String user = "'" + database.schema() + "'@'%'";
        execute("create user " + user + " identified by 'Shop-4711'");
        try {
            for (Kind kind : Kind.values()) {
                String columns = "(" + GoodRows.header(kind) + ")";
                execute("grant select " + columns + ", insert " + columns + ", update " + columns + " on "
                        + database.schema() + "." + kind.table() + " to " + user);
            }
            DatabaseSettings settings = database.settings();
            try (Connection shop = DriverManager.getConnection(settings.url(), database.schema(), "Shop-4711");
                    Statement statement = shop.createStatement()) {
                for (String upsert : upserts()) {
                    statement.executeUpdate(upsert);
                }
                assertThatThrownBy(() -> statement.executeUpdate("update shop_order set changed_at = null"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("denied");
            }
        } finally {
            execute("drop user " + user);
        }
        assertThat(database.jdbc()
                        .sql("select count(*) from shop_refund where due_order_id is not null")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    private static void execute(String sql) {
        database.jdbc().sql(sql).update();
    }

    @Test
    void the_statements_on_the_pages_can_be_executed() throws Exception {
        List<String> statements = new ArrayList<>();
        try (Stream<Path> pages = Files.list(Path.of("docs"))) {
            for (Path page :
                    pages.filter(path -> path.toString().endsWith(".md")).toList()) {
                SQL_BLOCK
                        .matcher(Files.readString(page))
                        .results()
                        .map(MatchResult::group)
                        .map(block -> block.replace("```sql\n", "").replace("```", ""))
                        .forEach(block -> statements.addAll(statements(block)));
            }
        }
        assertThat(statements).isNotEmpty();
        importAll();

        for (String statement : statements) {
            if (statement.startsWith("select")) {
                // Nothing was posted yet, so that a view may well be empty.
                assertThatCode(() -> database.jdbc().sql(statement).query().listOfRows())
                        .as(statement)
                        .doesNotThrowAnyException();
            } else {
                assertThat(database.jdbc().sql(statement).update())
                        .as(statement)
                        .isPositive();
            }
        }
    }
}
