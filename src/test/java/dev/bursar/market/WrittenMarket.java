package dev.bursar.market;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The files of a market without torn quotes, read back. */
final class WrittenMarket {

    private final Path folder;

    WrittenMarket(Path folder) {
        this.folder = folder;
    }

    /** A row with the delivery it came with. */
    record Fact(String delivery, NamedCsvRecord row) {

        String text(String column) {
            return row.getField(column);
        }

        boolean has(String column) {
            return !text(column).isEmpty();
        }

        long number(String column) {
            return Long.parseLong(text(column));
        }

        BigDecimal money(String column) {
            return new BigDecimal(text(column));
        }

        Instant time(String column) {
            return Instant.parse(text(column));
        }
    }

    /** In the order of deliveries and of their rows. */
    List<Fact> all(String kind) {
        List<Fact> facts = new ArrayList<>();
        for (Path file : files()) {
            if (file.getFileName().toString().startsWith(kind + "-")) {
                String delivery = delivery(file);
                try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
                    reader.forEach(row -> facts.add(new Fact(delivery, row)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return facts;
    }

    /** The newest row of each fact, by the first columns of its kind. */
    Map<String, Fact> newest(String kind, String... key) {
        Map<String, Fact> newest = new LinkedHashMap<>();
        for (Fact fact : all(kind)) {
            String id = String.join("/", Stream.of(key).map(fact::text).toList());
            newest.merge(
                    id, fact, (one, other) -> other.time("updated_at").isAfter(one.time("updated_at")) ? other : one);
        }
        return newest;
    }

    List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("market.txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of names and contents, decompressed, in their order: of some deliveries, or where none is named, of all. */
    String digest(String... deliveries) {
        MessageDigest digest = sha256();
        for (Path file : files()) {
            String delivery = delivery(file);
            if (deliveries.length == 0 || List.of(deliveries).contains(delivery)) {
                String name = folder.relativize(file).toString();
                digest.update(name.replace(".gz", "").getBytes(StandardCharsets.UTF_8));
                digest.update(content(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String delivery(Path file) {
        return String.valueOf(Objects.requireNonNull(file.getParent()).getFileName());
    }

    private static byte[] content(Path file) {
        try (InputStream plain = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            return text.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
