package dev.bursar.shop;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows set aside: line, reason, and the row as it came. Written beside its final name ({@code .part}) and renamed when
 * the import is through; what was written after the last commit is cut off and written again.
 */
final class RejectsFile {
    private final Path path;
    private final Path part;
    private final List<String> header;

    /** @param columns of the delivered file */
    RejectsFile(Path path, List<String> columns) {
        this.path = path;
        this.part = path.resolveSibling(path.getFileName() + ".part");
        header = new ArrayList<>(List.of("line", "reason"));
        header.addAll(columns);
    }

    /** Makes ready to go on after {@code length} bytes. @return false: what was written is gone, begin anew */
    boolean resume(long length) throws IOException {
        if (length == 0) {
            Files.deleteIfExists(part);
            Files.deleteIfExists(path);
            return true;
        }
        if (!Files.exists(part) && Files.exists(path) && Files.size(path) == length) {
            Files.move(path, part, StandardCopyOption.ATOMIC_MOVE); // it had just been published
        }
        return Files.exists(part) && Files.size(part) >= length;
    }

    /** @return the length with them */
    long append(long length, List<RowFile.Rejected> rows) throws IOException {
        if (rows.isEmpty()) {
            return length;
        }
        ByteBuffer bytes = ByteBuffer.wrap(text(length == 0, rows).getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(part, CREATE, WRITE)) {
            channel.truncate(length).position(length);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            return channel.position();
        }
    }

    private String text(boolean fromTheStart, List<RowFile.Rejected> rows) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            if (fromTheStart) {
                csv.writeRecord(header);
            }
            for (RowFile.Rejected row : rows) {
                List<String> record = new ArrayList<>(List.of(Long.toString(row.line()), row.reason()));
                record.addAll(row.fields());
                csv.writeRecord(record);
            }
        }
        return text.toString();
    }

    /** Gives the file its final name. */
    void publish(long length) throws IOException {
        if (length == 0) {
            return;
        }
        try (FileChannel channel = FileChannel.open(part, WRITE)) {
            channel.truncate(length).force(true);
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
