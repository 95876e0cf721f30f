package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseChecksIT {

    private final TestDatabase schema = TestDatabase.empty();

    @BeforeEach
    void open() {
        schema.open();
    }

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void a_migrated_schema_on_a_fit_server_is_opened() {
        try (Database database = Database.open(schema.environment(), new Properties(), line -> {})) {
            assertThat(database.migrate()).isNotEmpty();
            assertThat(database.pool(2)).isNotNull();
            assertThat(database.isEmbedded()).isFalse();
        }
    }

    @Test
    void a_port_where_nobody_listens() throws IOException {
        int port = MariaDbServer.freePort();
        assertRefused(
                with("BURSAR_DB_URL", "jdbc:mysql://127.0.0.1:" + port + "/bursar"),
                "no MySQL answers at 127.0.0.1:" + port + " (Connection refused)");
    }

    @Test
    void a_host_that_is_not_known() {
        assertRefused(
                with("BURSAR_DB_URL", "jdbc:mysql://nowhere.invalid/bursar"), "host nowhere.invalid is not known");
    }

    @Test
    void a_server_that_accepts_and_stays_silent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            int port = silent.getLocalPort();
            assertRefused(
                    with(
                            "BURSAR_DB_URL",
                            "jdbc:mysql://127.0.0.1:%d/bursar?connectTimeout=300&socketTimeout=300".formatted(port)),
                    "127.0.0.1:" + port + " does not answer");
        }
    }

    @Test
    void a_wrong_password() {
        String user = schema.schema();
        schema.jdbc()
                .sql("create user " + user + "@'127.0.0.1' identified by 'right'")
                .update();
        try {
            Map<String, String> environment = new HashMap<>(with("BURSAR_DB_USER", user));
            environment.put("BURSAR_DB_PASSWORD", "hunter2");

            assertRefused(environment, "refuses user \"" + user + "\": check BURSAR_DB_USER and BURSAR_DB_PASSWORD");
        } finally {
            schema.jdbc().sql("drop user " + user + "@'127.0.0.1'").update();
        }
    }

    @Test
    void a_user_without_rights_on_the_schema() {
        String user = schema.schema();
        schema.jdbc()
                .sql("create user " + user + "@'127.0.0.1' identified by 'right'")
                .update();
        try {
            Map<String, String> environment = new HashMap<>(with("BURSAR_DB_USER", user));
            environment.put("BURSAR_DB_PASSWORD", "right");

            assertRefused(environment, "user " + user + " may not use schema " + schema.schema());
        } finally {
            schema.jdbc().sql("drop user " + user + "@'127.0.0.1'").update();
        }
    }

    @Test
    void a_schema_that_does_not_exist() {
        assertRefused(
                with("BURSAR_DB_URL", TestServer.get().url("no_such_schema")),
                "there is no schema no_such_schema on "
                        + JdbcUrl.parse(schema.settings().url()).server()
                        + ": run \"create database no_such_schema character set utf8mb4\"");
    }

    @Test
    void a_schema_that_is_not_utf8() {
        schema.jdbc()
                .sql("alter database " + schema.schema() + " character set latin1")
                .update();
        assertRefused(schema.environment(), "has character set latin1 and not utf8mb4");
    }

    @Test
    void a_schema_that_was_never_migrated() {
        assertPoolRefused("the schema is empty: run \"bursar migrate\"");
    }

    @Test
    void a_schema_of_an_older_build() {
        new Migrations(schema.dataSource()).migrate();
        schema.jdbc()
                .sql("delete from flyway_schema_history where version = :newest")
                .param("newest", "%03d".formatted(Migrations.newest()))
                .update();
        assertPoolRefused("and this build needs version " + Migrations.newest() + ": run \"bursar migrate\"");
    }

    @Test
    void a_schema_of_a_newer_build() {
        new Migrations(schema.dataSource()).migrate();
        schema.jdbc()
                .sql("update flyway_schema_history set version = '999' where version = '001'")
                .update();
        assertPoolRefused("the schema is at version 999, but this build knows only version " + Migrations.newest());
    }

    @Test
    void a_migration_that_failed_half_way() {
        new Migrations(schema.dataSource()).migrate();
        schema.jdbc()
                .sql("update flyway_schema_history set success = 0 where version = '002'")
                .update();
        assertPoolRefused("migration V002__shedlock.sql failed half-way on this schema: run \"bursar migrate\"");
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(schema.environment());
        environment.put(name, value);
        return environment;
    }

    private void assertPoolRefused(String message) {
        try (Database database = Database.open(schema.environment(), new Properties(), line -> {})) {
            assertThatExceptionOfType(DatabaseRefusedException.class)
                    .isThrownBy(() -> database.pool(2))
                    .withMessageContaining(message);
        }
    }

    private static void assertRefused(Map<String, String> environment, String message) {
        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(() ->
                        Database.open(environment, new Properties(), line -> {}).close())
                .withMessageContaining(message)
                .withMessageNotContaining("\n")
                .withMessageNotContaining("hunter2");
    }
}
