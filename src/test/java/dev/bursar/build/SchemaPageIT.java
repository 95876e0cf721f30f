package dev.bursar.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bursar.database.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code docs/schema.md} says what the migrations make. {@code -Dbursar.write-docs} writes it anew. */
class SchemaPageIT {

    private static final Path PAGE = Path.of("docs", "schema.md");

    private static final String HEAD = """
            # The schema

            Every table and view that `bursar migrate` makes, with what each column means. This page is written from the migrations by `SchemaPageIT`, which also fails when the two differ.

            Money is in minor units of the row's currency, units are whole coins or points, times are UTC. Programme 0 is the platform's coins; any other programme is the store whose points these are.
            Tables of Spring Batch (`BATCH_…`), ShedLock and Flyway are described by those projects.

            """;

    private static final String FOREIGN =
            "table_name not like 'BATCH%' and table_name not in ('shedlock'," + " 'flyway_schema_history')";

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private record Table(String name, String kind, String comment) {}

    private record Column(String name, String type, String comment) {}

    @Test
    void the_page_says_what_the_migrations_make() throws Exception {
        JdbcClient jdbc = database.jdbc();
        String version = jdbc.sql("select version()").query(String.class).single();
        assumeTrue(version.contains("MariaDB"), "types are spelt as the embedded database spells them");
        String page = page(jdbc);
        if (Boolean.getBoolean("bursar.write-docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/schema.md; \"mvn verify -Dit.test=SchemaPageIT -Dbursar.write-docs=true\" writes it anew")
                .isEqualTo(page);
    }

    private static String page(JdbcClient jdbc) {
        StringBuilder page = new StringBuilder(HEAD);
        for (Table table : tables(jdbc)) {
            boolean view = table.kind().equals("VIEW");
            page.append("## ")
                    .append(table.name())
                    .append(view ? " (view)" : "")
                    .append("\n\n");
            page.append(view ? "See [feeds.md](feeds.md)." : table.comment() + ".")
                    .append("\n\n");
            page.append("| column | type | |\n| --- | --- | --- |\n");
            for (Column column : columns(jdbc, table.name())) {
                page.append("| %s | %s | %s |\n".formatted(column.name(), column.type(), column.comment()));
            }
            page.append('\n');
            List<String> keys = keys(jdbc, table.name());
            if (!keys.isEmpty()) {
                page.append("Keys: ").append(String.join("; ", keys)).append(".\n\n");
            }
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static List<Table> tables(JdbcClient jdbc) {
        return jdbc.sql("""
                        select table_name as name, table_type as kind, table_comment as comment
                        from information_schema.tables
                        where table_schema = database() and %s
                        order by table_type, table_name
                        """.formatted(FOREIGN)).query(Table.class).list();
    }

    private static List<Column> columns(JdbcClient jdbc, String table) {
        return jdbc.sql("""
                        select column_name as name,
                          concat(regexp_replace(column_type, '^(tinyint|smallint|int|bigint)\\\\([0-9]+\\\\)', '\\\\1'),
                            if(is_nullable = 'YES', ', may be null', ''),
                            if(extra like '%GENERATED%', ', generated', ''),
                            if(extra like '%auto_increment%', ', counts up', '')) as type,
                          column_comment as comment
                        from information_schema.columns
                        where table_schema = database() and table_name = ?
                        order by ordinal_position
                        """).param(table).query(Column.class).list();
    }

    private static List<String> keys(JdbcClient jdbc, String table) {
        return jdbc.sql("""
                        select concat(if(index_name = 'PRIMARY', 'primary', index_name), ' (',
                          group_concat(column_name order by seq_in_index separator ', '), ')',
                          if(non_unique = 0 and index_name <> 'PRIMARY', ' unique', ''))
                        from information_schema.statistics
                        where table_schema = database() and table_name = ?
                        group by index_name, non_unique
                        order by index_name <> 'PRIMARY', index_name
                        """).param(table).query(String.class).list();
    }
}
