package dev.bursar.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A schema that Flyway has migrated once in this JVM. Others are made from its definitions, and those that a test class is done with are
 * emptied and used again: tables are what is dear.
 */
final class TestTemplate {

    private static final class Holder {
        private static final TestTemplate TEMPLATE = make();
    }

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Queue<String> made = new ConcurrentLinkedQueue<>();
    private final Queue<String> returned = new ConcurrentLinkedQueue<>();
    private final String schema;
    private final Map<String, String> tables;
    private final Map<String, String> views;
    private final List<String> filled;

    private TestTemplate(String schema, Map<String, String> tables, Map<String, String> views, List<String> filled) {
        this.schema = schema;
        this.tables = tables;
        this.views = views;
        this.filled = filled;
    }

    static TestTemplate get() {
        return Holder.TEMPLATE;
    }

    /** An emptied schema of an earlier test class, or a new one. */
    String take() {
        String used = returned.poll();
        if (used != null) {
            return used;
        }
        String fresh = "bursar_test_%d_%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
        inSchema("", statement -> statement.execute("create database " + fresh + " character set utf8mb4"));
        made.add(fresh);
        copyTo(fresh);
        return fresh;
    }

    void giveBack(String used) {
        restore(used);
        returned.add(used);
    }

    private void copyTo(String target) {
        inSchema(target, statement -> {
            for (String definition : tables.values()) {
                statement.execute(definition);
            }
            for (String table : filled) {
                statement.execute(copy(target, table));
            }
            for (String definition : views.values()) {
                statement.execute(definition.replace("`" + schema + "`", "`" + target + "`"));
            }
        });
    }

    void restore(String target) {
        inSchema(target, statement -> {
            // One transaction: a durable server takes longer to commit than to take the rows out.
            statement.execute("set autocommit = 0");
            for (String table : tables.keySet()) {
                // Not truncate: on a durable server that costs fifty times as much as taking out a few rows.
                statement.execute("delete from `" + table + "`");
            }
            for (String table : filled) {
                statement.execute(copy(target, table));
            }
            statement.execute("commit");
        });
    }

    private String copy(String target, String table) {
        return "insert into `%s`.`%s` select * from `%s`.`%s`".formatted(target, table, schema, table);
    }

    private static TestTemplate make() {
        String schema =
                "bursar_test_%d_template".formatted(ProcessHandle.current().pid());
        Map<String, String> tables = new LinkedHashMap<>();
        Map<String, String> views = new LinkedHashMap<>();
        List<String> filled = new ArrayList<>();
        inSchema("", statement -> statement.execute("create database " + schema + " character set utf8mb4"));
        TestServer server = TestServer.get();
        try (ConnectionPool pool =
                ConnectionPool.open(new DatabaseSettings(server.url(schema), server.user(), server.password()), 3)) {
            new Migrations(pool.dataSource()).migrate();
        }
        inSchema(schema, statement -> {
            for (String table : names(statement, "BASE TABLE")) {
                tables.put(table, definition(statement, "show create table `" + table + "`"));
                if (hasRows(statement, table)) {
                    filled.add(table);
                }
            }
            for (String view : names(statement, "VIEW")) {
                views.put(view, definition(statement, "show create view `" + view + "`"));
            }
        });
        TestTemplate template = new TestTemplate(schema, tables, views, filled);
        template.made.add(schema);
        if (!server.embedded()) {
            Runtime.getRuntime().addShutdownHook(new Thread(template::dropAll, "drop-test-schemas"));
        }
        return template;
    }

    private void dropAll() {
        made.forEach(name -> inSchema("", statement -> statement.execute("drop database if exists " + name)));
    }

    private static List<String> names(Statement statement, String kind) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("show full tables where table_type = '" + kind + "'")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static String definition(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(2);
        }
    }

    private static boolean hasRows(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery("select 1 from `" + table + "` limit 1")) {
            return row.next();
        }
    }

    private interface Work {
        void on(Statement statement) throws SQLException;
    }

    private static void inSchema(String schema, Work work) {
        try (Connection connection = TestServer.get().connect(schema);
                Statement statement = connection.createStatement()) {
            if (!schema.isEmpty()) {
                statement.execute("set foreign_key_checks = 0");
            }
            work.on(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("schema " + schema + " of the tests", e);
        }
    }
}
