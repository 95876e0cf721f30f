package dev.bursar.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.batch.StopSignal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of any size is read in bounded memory, rows that are set aside included: in a process with very little of it. */
class ImportMemoryIT {
    private static final int ROWS = 960_000;
    private static final int CHUNK = 5_000;

    @TempDir
    Path folder;

    /** Reads a file to its end, as the import does, without a database. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) throws IOException {
            Path path = Path.of(arguments[0]);
            ImportFile file =
                    Inspection.of(path, Kind.ACTIVITIES, path.resolveSibling("rejects.csv"), new StopSignal());
            RejectsFile rejects = new RejectsFile(file.rejects(), file.columns());
            long rows = 0;
            long length = 0;
            try (RowFile reader = RowFile.open(file, Kind.ACTIVITIES, Position.START)) {
                for (RowFile.Chunk chunk = reader.next(CHUNK); chunk.size() > 0; chunk = reader.next(CHUNK)) {
                    rows += chunk.rows().size();
                    length = rejects.append(length, chunk.rejected());
                }
            }
            System.out.println(rows + " rows");
        }
    }

    @Test
    void a_file_larger_than_the_heap_is_read_to_its_end() throws Exception {
        Path file = folder.resolve("activities.csv.gz");
        long characters = 0;
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            out.write(GoodRows.header(Kind.ACTIVITIES) + "\n");
            for (int id = 1; id <= ROWS; id++) {
                String row = (id % 3 == 0 ? "x" : "") + GoodRows.numbered(Kind.ACTIVITIES, id) + "\n";
                characters += row.length();
                out.write(row);
            }
        }
        assertThat(characters).isGreaterThan(3 * 20L * 1024 * 1024);
        Path said = folder.resolve("said");

        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx20m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(said)).isEqualTo(ROWS / 3 * 2 + " rows\n");
        assertThat(folder.resolve("rejects.csv.part")).isNotEmptyFile();
    }
}
