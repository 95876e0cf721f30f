package dev.bursar.database;

import java.util.stream.Collectors;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorCode;
import org.flywaydb.core.api.FlywayException;

/** Why Flyway stopped, in one sentence: its own messages are paragraphs with rulers and advertisements. */
final class MigrationRefused {

    private static final String AGAIN = "; mend the cause, then run \"bursar migrate\" again";

    private MigrationRefused() {}

    static String sentence(FlywayException failure) {
        ErrorCode code = failure.getErrorCode();
        if (code == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return "the schema holds tables that are not Bursar's: give Bursar a schema of its own, and name it in BURSAR_DB_URL";
        }
        if (code == CoreErrorCode.VALIDATE_ERROR) {
            return "the schema was migrated with other files than this build's (%s): use the build that migrated it, or a newer one"
                    .formatted(firstLines(failure, 2));
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String cause = root == failure ? "" : ": " + root.getMessage();
        return firstLines(failure, 1) + cause + AGAIN;
    }

    private static String firstLines(FlywayException failure, int count) {
        return String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("---"))
                .limit(count)
                .collect(Collectors.joining(": "));
    }
}
