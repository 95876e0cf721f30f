package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static List<Records.Raw> read(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Records.Raw> all = new ArrayList<>();
        try (Records records = new Records(new Lines(new ByteArrayInputStream(bytes), 0, 0))) {
            for (Records.Raw raw = records.next(); raw != null; raw = records.next()) {
                all.add(raw);
            }
        }
        return all;
    }

    private static List<List<String>> fields(String text) throws IOException {
        return read(text).stream().map(Records.Raw::fields).toList();
    }

    @Test
    void records_are_split_by_rfc_4180() throws IOException {
        assertThat(fields("1,\"a, \"\"b\"\"\",\r\n\r\n2,é,\"\"\r3,x,y"))
                .containsExactly(List.of("1", "a, \"b\"", ""), List.of("2", "é", ""), List.of("3", "x", "y"));
    }

    @Test
    void a_record_knows_its_line_and_the_byte_where_it_ends() throws IOException {
        assertThat(read("é\r\n\nb\rc"))
                .extracting(raw -> raw.line() + "@" + raw.last().end())
                .containsExactly("1@4", "3@7", "4@8");
    }

    @Test
    void reading_goes_on_from_any_record() throws IOException {
        String text = "1,é\r\n2,\"x\ny\"\n3,\"z\r4,w\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Records.Raw> all = read(text);
        for (int i = 0; i < all.size(); i++) {
            Lines.Line last = all.get(i).last();
            byte[] rest = Arrays.copyOfRange(bytes, (int) last.end(), bytes.length);
            Records again = new Records(new Lines(new ByteArrayInputStream(rest), last.end(), last.number()));
            assertThat(again.next()).isEqualTo(i + 1 < all.size() ? all.get(i + 1) : null);
        }
    }

    @Test
    void a_value_with_line_breaks_is_one_faulty_record_so_that_its_lines_are_never_taken_for_rows() throws IOException {
        List<Records.Raw> all = read("1,\"Tea\n99,Evil,x\n\",a\n2,b,c\n");

        assertThat(all).extracting(Records.Raw::line).containsExactly(1L, 4L);
        assertThat(all.get(0).fault()).isEqualTo("line: a value holds a line break");
        assertThat(all.get(0).fields()).containsExactly("1", "Tea\n99,Evil,x\n", "a");
        assertThat(all.get(1).fault()).isNull();
    }

    @Test
    void a_quote_that_is_never_closed_costs_only_its_line() throws IOException {
        List<Records.Raw> all = read("1,\"a,b\n2,b,c\n" + "3,b,c\n".repeat(1_000));

        assertThat(all).hasSize(1_002);
        assertThat(all.get(0).fault()).isEqualTo("line: a quoted value is not closed");
        assertThat(all.get(0).fields()).containsExactly("1,\"a,b");
        assertThat(all.stream().skip(1)).allMatch(raw -> raw.fault() == null);
        assertThat(all.get(1_001).line()).isEqualTo(1_002);
    }

    @Test
    void a_quote_that_is_only_closed_by_the_next_one_elsewhere_costs_only_its_line() throws IOException {
        assertThat(read("1,\"a,b\n2,\"b\",c\n3,b,c\n"))
                .extracting(Records.Raw::fault)
                .containsExactly("line: a quoted value is not closed", null, null);
    }

    @Test
    void a_quote_at_the_very_end_costs_only_its_line() throws IOException {
        assertThat(read("1,a\n2,\"b"))
                .extracting(Records.Raw::fault)
                .containsExactly(null, "line: a quoted value is not closed");
    }

    @Test
    void a_stray_quote_costs_only_its_line() throws IOException {
        String fault = "line: a quote stands inside a value or a value goes on after its closing quote";
        assertThat(read("1,a\"b\n2,\"a\"b\n3,c\n"))
                .extracting(Records.Raw::fault)
                .containsExactly(fault, fault, null);
    }

    @Test
    void of_a_line_without_end_only_the_beginning_is_kept() throws IOException {
        List<Records.Raw> all = read("1," + "x".repeat(300_000) + "\r\n2,b\n" + "y".repeat(200_000));

        assertThat(all).extracting(Records.Raw::line).containsExactly(1L, 2L, 3L);
        assertThat(all.get(0).fault()).startsWith("line: is longer than 65536 bytes");
        assertThat(all.get(0).fields().get(0)).hasSize(Lines.LONGEST);
        assertThat(all.get(0).last().end()).isEqualTo(300_004);
        assertThat(all.get(2).fields().get(0)).hasSize(Lines.LONGEST);
        assertThat(all.get(2).last().end()).isEqualTo(500_008);
    }

    @Test
    void lines_are_whole_wherever_the_buffer_ends() throws IOException {
        for (int length = 65_530; length < 65_540; length++) {
            String text = "x".repeat(length - 65_000) + "\r\n" + "y".repeat(65_000 - 4) + "é\r\nz\n";
            assertThat(read(text))
                    .extracting(raw -> raw.line() + "@" + raw.last().end())
                    .containsExactly("1@" + (length - 64_998), "2@" + (length + 2), "3@" + (length + 4));
        }
    }
}
