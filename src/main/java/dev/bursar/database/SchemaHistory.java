package dev.bursar.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Flyway noted in a schema. Read without Flyway, which takes most of a second to come up: every command asks.
 *
 * @param steps in the order in which they were applied; empty if the schema was never migrated
 */
record SchemaHistory(List<Step> steps) {

    /** One migration, applied or failed. */
    record Step(int version, String file, boolean success) {}

    private static final int ER_NO_SUCH_TABLE = 1146;
    private static final String READ = """
            select version, script, success
              from flyway_schema_history
             where version is not null
             order by installed_rank
            """;
    private static final String FORGET_FAILURES = "delete from flyway_schema_history where success = 0";

    SchemaHistory {
        steps = List.copyOf(steps);
    }

    static SchemaHistory read(Connection connection) throws SQLException {
        List<Step> steps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            while (row.next()) {
                steps.add(new Step(row.getInt("version"), row.getString("script"), row.getBoolean("success")));
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != ER_NO_SUCH_TABLE) {
                throw e;
            }
        }
        return new SchemaHistory(steps);
    }

    /** Each of our migrations may be run again after a half-way failure, see {@code sql/README.md}. */
    void forgetFailures(Connection connection) throws SQLException {
        if (failed().isPresent()) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(FORGET_FAILURES);
            }
        }
    }

    /** @throws DatabaseRefusedException unless the schema is exactly what a build with these migrations needs */
    void refuseUnlessAt(List<Integer> known) {
        int newest = known.get(known.size() - 1);
        refuseIfNewerThan(newest);
        failed().ifPresent(step -> {
            throw new DatabaseRefusedException(
                    "migration %s failed half-way on this schema: run \"bursar migrate\" to see why and to go on"
                            .formatted(step.file()));
        });
        List<Integer> applied = steps.stream().map(Step::version).toList();
        List<Integer> missing =
                known.stream().filter(version -> !applied.contains(version)).toList();
        if (applied.isEmpty()) {
            throw new DatabaseRefusedException("the schema is empty: run \"bursar migrate\"");
        }
        if (!missing.isEmpty()) {
            throw new DatabaseRefusedException(
                    "the schema is at version %d and this build needs version %d: run \"bursar migrate\""
                            .formatted(version(), newest));
        }
    }

    void refuseIfNewerThan(int newest) {
        if (version() > newest) {
            throw new DatabaseRefusedException(
                    "the schema is at version %d, but this build knows only version %d: use the build that migrated it, or a newer one"
                            .formatted(version(), newest));
        }
    }

    private int version() {
        return steps.stream()
                .filter(Step::success)
                .mapToInt(Step::version)
                .max()
                .orElse(0);
    }

    private Optional<Step> failed() {
        return steps.stream().filter(step -> !step.success()).findFirst();
    }
}
