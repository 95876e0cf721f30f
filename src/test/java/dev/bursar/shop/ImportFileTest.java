package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.batch.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFileTest {
    private static final String STORES = "store_id,name,updated_at\n1,Tea,2026-01-01T00:00:00Z\n";

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static ImportFile inspect(Path path) {
        Delivery.Found found = Delivery.at(List.of(path)).get(0);
        return Inspection.of(found.path(), found.kind(), path.resolveSibling("r"), new StopSignal());
    }

    private static void refused(Path path, String... parts) {
        assertThatThrownBy(() -> inspect(path))
                .isInstanceOf(ImportRefused.class)
                .hasMessageStartingWith(path.toString())
                .message()
                .contains(parts)
                .doesNotContain("\n");
    }

    @Test
    void a_file_is_known_by_kind_name_size_and_content() throws IOException {
        ImportFile file = inspect(file("stores-1.csv", STORES));

        assertThat(file.kind()).isEqualTo("stores");
        assertThat(file.rows()).isEqualTo(1);
        assertThat(file.columns()).containsExactly("store_id", "name", "updated_at");
        assertThat(file.parameters().getIdentifyingParameters())
                .extracting("name")
                .containsExactlyInAnyOrder("kind", "file", "size", "sha256");
        assertThat(file.parameters().getString("sha256"))
                .isNotEqualTo(inspect(file("stores-1.csv", STORES.replace("Tea", "Sea")))
                        .sha256());
    }

    @Test
    void columns_may_come_in_any_order_packed_and_with_a_byte_order_mark() throws IOException {
        String text = "\uFEFF\"updated_at\",store_id,name\r\n";
        ImportFile file = inspect(file("stores.csv.gz", gzip(text.getBytes(StandardCharsets.UTF_8))));

        assertThat(file.columns()).containsExactly("updated_at", "store_id", "name");
        assertThat(file.rows()).isZero();
    }

    @Test
    void wrong_columns_are_named() throws IOException {
        refused(
                file("stores.csv", "store_id,nme,store_id\n"),
                "unknown column \"nme\", column store_id twice, column name missing, column updated_at missing",
                "stores have the columns store_id, name, updated_at.");
    }

    @Test
    void a_header_that_cannot_be_read_is_refused() throws IOException {
        refused(file("stores.csv", "store_id,\"name,updated_at\n"), "no header row", "not closed");
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        refused(file("stores.csv", ""), "is empty; expected a header row with the columns of stores.");
        refused(file("stores-blank.csv", "\n\n"), "is empty");
        refused(file("stores.csv.gz", ""), "is empty");
        refused(file("stores-2.csv.gz", gzip(new byte[0])), "is empty");
    }

    @Test
    void other_encodings_are_refused_with_the_line() throws IOException {
        byte[] latin = (STORES + "2,Café,2026-01-01T00:00:00Z\n").getBytes(StandardCharsets.ISO_8859_1);
        refused(file("stores.csv", latin), "is not UTF-8: line 3");
        byte[] cut = (STORES + "2,é").getBytes(StandardCharsets.UTF_8);
        refused(file("stores-cut.csv", Arrays.copyOf(cut, cut.length - 1)), "is not UTF-8: line 3");
        refused(file("stores-16.csv", STORES.getBytes(StandardCharsets.UTF_16)), "is not UTF-8: line 1");
    }

    @Test
    void characters_across_the_ends_of_buffers_are_no_fault() throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            String text = "store_id,name,updated_at\n" + "x".repeat(shift) + "🍵".repeat(40_000);
            assertThat(inspect(file("stores-" + shift + ".csv", text)).rows()).isEqualTo(1);
        }
    }

    @Test
    void wrong_compression_is_refused() throws IOException {
        byte[] packed = gzip(STORES.repeat(1_000).getBytes(StandardCharsets.UTF_8));
        refused(file("stores-a.csv.gz", STORES), "is not a whole gzip file: Not in GZIP format.");
        refused(file("stores-b.csv.gz", Arrays.copyOf(packed, packed.length / 2)), "is not a whole gzip file");
        packed[packed.length - 5] ^= 1;
        refused(file("stores-c.csv.gz", packed), "is not a whole gzip file");
        refused(file("stores-d.csv", gzip(STORES.getBytes(StandardCharsets.UTF_8))), "ends in .csv.gz");
    }

    @Test
    void a_name_without_a_kind_is_refused_with_the_kinds() throws IOException {
        refused(
                file("order.csv", STORES),
                "says no kind",
                "one of members, stores, store_terms, orders, order_lines, reviews, activities, redemptions, refunds, refund_lines,"
                        + " coupons, coupon_uses, notices.");
        refused(file("orders.txt", STORES), "says no kind");
        refused(file("refund-lines.csv", STORES), "says no kind");
        refused(file("orders.csv.rejected.csv", STORES), "were set aside");
        refused(folder.resolve("nowhere.csv"), "is not there");
    }

    @Test
    void a_folder_stands_for_its_files_in_a_sensible_order() throws IOException {
        Path lines = file("order_lines.csv", "");
        Path second = file("orders-2.csv", "");
        Path first = file("orders-1.csv.gz", "");
        Path members = file("members.csv", "");
        file("orders-1.csv.gz.rejected.csv", "");
        file("orders-3.csv.part", "");
        file("README.md", "");

        assertThat(Delivery.at(List.of(second, folder)))
                .extracting(Delivery.Found::path)
                .containsExactly(members, first, second, lines);
    }

    @Test
    void a_folder_without_files_or_with_a_strange_one_is_refused() throws IOException {
        assertThatThrownBy(() -> Delivery.at(List.of(folder)))
                .isInstanceOf(ImportRefused.class)
                .hasMessageContaining("holds no file");
        Path strange = file("ordres.csv", "");
        assertThatThrownBy(() -> Delivery.at(List.of(folder)))
                .isInstanceOf(ImportRefused.class)
                .hasMessageStartingWith(strange.toString());
    }
}
