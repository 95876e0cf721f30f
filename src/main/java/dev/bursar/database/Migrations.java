package dev.bursar.database;

import static java.util.Comparator.naturalOrder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Brings a schema to what this build needs, with the files of {@code sql/migrations} (see {@code sql/README.md}). */
public final class Migrations {

    private static final String FOLDER = "sql/migrations";

    private final DataSource database;
    private final String folder;

    /** @param database connections without a socket timeout: a change to a large table may take hours */
    Migrations(DataSource database) {
        this(database, FOLDER);
    }

    /** @param folder on the class path */
    Migrations(DataSource database, String folder) {
        this.database = database;
        this.folder = folder;
    }

    /**
     * Applies what is missing, in order. Two processes may do so at once: the second waits and finds nothing left to do. A migration
     * that failed half-way before is run again.
     *
     * @return the versions that were applied, empty if there was nothing to do
     * @throws DatabaseRefusedException if a migration fails, or the schema belongs to a newer build
     */
    public List<Integer> migrate() {
        try (Connection connection = database.getConnection();
                MigrationLock lock = MigrationLock.take(connection)) {
            SchemaHistory history = SchemaHistory.read(connection);
            history.refuseIfNewerThan(newest(folder));
            history.forgetFailures(connection);
            return migrateAlone();
        } catch (SQLException e) {
            throw new DatabaseRefusedException("the schema cannot be migrated: " + e.getMessage(), e);
        }
    }

    private List<Integer> migrateAlone() {
        QuietFlyway.hush();
        try {
            MigrateResult result = Flyway.configure(Migrations.class.getClassLoader())
                    .loggers(QuietFlyway.class.getName())
                    .dataSource(database)
                    .locations("classpath:" + folder)
                    .validateMigrationNaming(true)
                    .failOnMissingLocations(true)
                    .placeholderReplacement(false)
                    .load()
                    .migrate();
            return result.migrations.stream()
                    .map(step -> Integer.valueOf(step.version))
                    .toList();
        } catch (FlywayException e) {
            throw new DatabaseRefusedException(MigrationRefused.sentence(e), e);
        }
    }

    /** The versions that this build brings along, ascending. */
    static List<Integer> known() {
        return known(FOLDER);
    }

    private static List<Integer> known(String folder) {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver(Migrations.class.getClassLoader())
                            .getResources("classpath*:" + folder + "/V*.sql"))
                    .map(resource -> Objects.requireNonNull(resource.getFilename()))
                    .map(MigrationName::versionOf)
                    .sorted(naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the migrations cannot be listed", e);
        }
    }

    static int newest() {
        return newest(FOLDER);
    }

    private static int newest(String folder) {
        List<Integer> known = known(folder);
        return known.get(known.size() - 1);
    }
}
