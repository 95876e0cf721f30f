package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/intake.md} lists the columns that are taken in. */
class IntakePageTest {

    /** A column of a kind's table on the page; {@code *} after the names of a row says that they must not be empty. */
    private record Listed(String name, boolean required) {}

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_page_lists_the_columns_of_each_kind_and_which_must_not_be_empty(Kind kind) throws IOException {
        String page = Files.readString(Path.of("docs", "intake.md"));
        String section = page.substring(page.indexOf("\n### " + kind.fileName() + "\n") + 1);
        int end = section.indexOf("\n##", 1);

        List<Listed> listed = section.substring(0, end)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| column ") && !line.startsWith("| ---"))
                .map(line -> line.substring(2, line.indexOf(" | ")))
                .flatMap(IntakePageTest::listed)
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(kind.columns().stream()
                        .map(column -> new Listed(column.name(), column.required()))
                        .toList());
    }

    private static Stream<Listed> listed(String cell) {
        boolean required = cell.endsWith(" *");
        return Arrays.stream(cell.replace(" *", "").split(", ")).map(name -> new Listed(name, required));
    }
}
