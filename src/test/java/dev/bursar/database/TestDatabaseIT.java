package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseIT {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @Test
    void a_test_class_gets_a_schema_at_the_newest_version() {
        assertThat(version()).isEqualTo(Migrations.newest());
    }

    @Test
    void clearing_takes_out_what_a_test_put_in_and_keeps_what_the_migrations_did() {
        database.jdbc()
                .sql("insert into shedlock values ('a', utc_timestamp(), utc_timestamp(), 'me')")
                .update();
        database.jdbc().sql("update BATCH_JOB_INSTANCE_SEQ set id = 17").update();

        database.clear();

        assertThat(database.jdbc()
                        .sql("select count(*) from shedlock")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(database.jdbc()
                        .sql("select id from BATCH_JOB_INSTANCE_SEQ")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(version()).isEqualTo(Migrations.newest());
    }

    @Test
    void two_open_databases_share_nothing_and_a_closed_one_is_used_again_empty() {
        TestDatabase second = TestDatabase.migrated().open();
        String schema = second.schema();
        second.jdbc()
                .sql("insert into shedlock values ('b', utc_timestamp(), utc_timestamp(), 'me')")
                .update();
        second.close();

        try (TestDatabase third = TestDatabase.migrated().open()) {
            assertThat(schema).isNotEqualTo(database.schema());
            assertThat(third.schema()).isEqualTo(schema);
            assertThat(third.jdbc()
                            .sql("select count(*) from shedlock")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    private int version() {
        return database.jdbc()
                .sql("select max(version) from flyway_schema_history where success = 1")
                .query(Integer.class)
                .single();
    }
}
