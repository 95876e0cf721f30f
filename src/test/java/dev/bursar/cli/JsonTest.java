package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonTest {

    record Row(long id, String name, Optional<Instant> at, OptionalLong count, LocalDate day, List<String> tags) {}

    @Test
    void a_record_is_written_by_the_names_of_its_components() {
        Row row = new Row(
                7,
                "a \"name\"\n\u0001",
                Optional.of(Instant.parse("2026-11-21T08:00:00Z")),
                OptionalLong.empty(),
                LocalDate.parse("2026-11-21"),
                List.of());

        assertThat(Json.of(row)).isEqualTo("""
                {
                  "id": 7,
                  "name": "a \\"name\\"\\n\\u0001",
                  "at": "2026-11-21T08:00:00Z",
                  "count": null,
                  "day": "2026-11-21",
                  "tags": []
                }""");
    }

    @Test
    void lists_and_maps_are_indented() {
        assertThat(Json.of(Map.of("list", List.of(1, true)))).isEqualTo("""
                {
                  "list": [
                    1,
                    true
                  ]
                }""");
    }
}
