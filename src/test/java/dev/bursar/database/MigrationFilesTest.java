package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the habits of {@code sql/README.md}. */
class MigrationFilesTest {

    private static final Path FOLDER = Path.of("sql", "migrations");
    private static final Pattern REPEATABLE = Pattern.compile(
            "create table if not exists .*|create or replace view .*|insert ignore .*|insert .* where not exists.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern STRING_OR_COMMENT = Pattern.compile("'(?:[^']|'')*'|--[^\n]*");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void each_file_has_a_number_of_its_own() throws IOException {
        assertThat(files().stream()
                        .map(file -> MigrationName.versionOf(file.getFileName().toString())))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_build_brings_every_file_along() throws IOException {
        assertThat(Migrations.known()).hasSameSizeAs(files());
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_one_statement_or_can_be_run_again(Path file) throws IOException {
        List<String> statements = statements(Files.readString(file));

        assertThat(statements.size() == 1 || statements.stream().allMatch(MigrationFilesTest::isRepeatable))
                .as("%s: repeatable statements only, or a single one", file)
                .isTrue();
    }

    @Test
    void a_create_without_if_not_exists_beside_another_statement_is_found_out() {
        assertThat(statements("create table a (b int comment 'one; only'); -- c; d\nalter table a add d int;"))
                .hasSize(2)
                .noneMatch(MigrationFilesTest::isRepeatable);
    }

    private static boolean isRepeatable(String statement) {
        return REPEATABLE.matcher(statement).matches();
    }

    private static List<String> statements(String sql) {
        // Whichever begins first, a string or a comment, hides the other's signs.
        String bare =
                STRING_OR_COMMENT.matcher(sql).replaceAll(found -> found.group().startsWith("'") ? "''" : "");
        return Arrays.stream(bare.split(";", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
