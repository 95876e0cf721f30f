package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsIT {

    private final TestDatabase database = TestDatabase.empty();

    @BeforeEach
    void open() {
        database.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_empty_schema_gets_every_migration_and_the_second_time_none() {
        assertThat(migrations().migrate()).isEqualTo(Migrations.known());
        assertThat(migrations().migrate()).isEmpty();
    }

    @Test
    void of_several_that_migrate_at_once_one_does_the_work_and_none_fails() {
        List<CompletableFuture<List<Integer>>> racers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> migrations().migrate()))
                .limit(4)
                .toList();

        assertThat(racers.stream().map(CompletableFuture::join).flatMap(List::stream))
                .containsExactlyElementsOf(Migrations.known());
    }

    @Test
    void a_migration_that_failed_half_way_is_run_again_once_the_cause_is_gone() {
        Migrations migrations = new Migrations(database.dataSource(), "half-way-migrations");

        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(migrations::migrate)
                .withMessageContaining("V002__second.sql")
                .withMessageContaining("missing' doesn't exist; mend the cause, then run \"bursar migrate\" again")
                .withMessageNotContaining("\n");

        execute("create table missing (id int primary key)");
        assertThat(migrations.migrate()).containsExactly(2);
    }

    @Test
    void a_schema_of_a_newer_build_is_left_alone() {
        migrations().migrate();
        execute(
                "insert into flyway_schema_history select 999, '999', 'later', type, 'V999__later.sql', checksum, installed_by, "
                        + "installed_on, execution_time, 1 from flyway_schema_history where version = '001'");

        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(() -> migrations().migrate())
                .withMessageContaining(
                        "the schema is at version 999, but this build knows only version " + Migrations.newest());
    }

    @Test
    void a_schema_with_somebody_elses_tables_is_left_alone() {
        execute("create table theirs (id int primary key)");

        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(() -> migrations().migrate())
                .withMessageContaining("holds tables that are not Bursar's: give Bursar a schema of its own");
    }

    @Test
    void a_failing_statement_is_told_in_one_line() {
        execute("create view shedlock as select 1");
        execute("create table flyway_schema_history (installed_rank int)");

        assertThatExceptionOfType(DatabaseRefusedException.class)
                .isThrownBy(() -> migrations().migrate())
                .withMessageNotContaining("\n");
    }

    private Migrations migrations() {
        return new Migrations(database.dataSource());
    }

    private void execute(String sql) {
        if (sql.startsWith("select")) {
            database.jdbc().sql(sql).query().listOfRows();
        } else {
            database.jdbc().sql(sql).update();
        }
    }
}
