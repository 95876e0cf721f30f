package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    @ParameterizedTest
    @EnumSource
    void a_reason_is_found_by_its_code(Reason reason) {
        assertThat(Reason.of(reason.code())).contains(reason);
        assertThat(reason.code()).isBetween(1, (int) Short.MAX_VALUE);
    }

    @ParameterizedTest
    @EnumSource
    void a_reason_says_in_one_sentence_what_to_do(Reason reason) {
        assertThat(reason.explanation()).hasSizeLessThanOrEqualTo(300).matches("[A-Z].*[,;] .*\\.");
    }

    @Test
    void the_database_tells_the_same_of_each_reason() throws IOException {
        String rows = Stream.of(Reason.values())
                .sorted(Comparator.comparingInt(Reason::code))
                .map(reason -> "  (%d, '%s', '%s', '%s')"
                        .formatted(
                                reason.code(),
                                reason.name(),
                                reason.status(),
                                reason.explanation().replace("'", "''")))
                .collect(Collectors.joining(
                        ",\n", "insert ignore into reason (code, name, status, explanation) values\n", ";\n"));

        assertThat(Files.readString(Path.of("sql", "migrations", "V028__reasons.sql")))
                .isEqualTo(rows);
    }

    @Test
    void an_unknown_code_is_none() {
        assertThat(Reason.of(9_999)).isEmpty();
    }
}
