package dev.bursar.shop;

import dev.bursar.shop.Records.Raw;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file's rows in chunks, from any position that an earlier chunk ended at. */
final class RowFile implements Closeable {
    /** A chunk also ends after this many bytes, so that long rows do not fill the memory. */
    private static final long LONGEST_CHUNK = 8L * 1024 * 1024;

    private final Records records;
    private final RowParser parser;
    private long offset;
    private long lines;

    private RowFile(Records records, RowParser parser, Position from) {
        this.records = records;
        this.parser = parser;
        this.offset = from.offset();
        this.lines = from.lines();
    }

    /** A row that could not be read. */
    record Rejected(long line, String reason, List<String> fields) {}

    /**
     * What one transaction takes in.
     *
     * @param offset where it ends, and so with lines
     */
    record Chunk(List<@Nullable Object[]> rows, List<Rejected> rejected, long offset, long lines) {
        int size() {
            return rows.size() + rejected.size();
        }
    }

    /** @throws ImportRefused where the file is no longer the one that was looked through */
    static RowFile open(ImportFile file, Kind kind, Position from) throws IOException {
        if (Files.size(file.path()) != file.size()) {
            throw new ImportRefused(file.path() + " has changed since the import began; import it again.");
        }
        InputStream in = Files.newInputStream(file.path());
        try {
            InputStream text = Inspection.text(file.path(), in);
            text.skipNBytes(from.offset());
            Records records = new Records(new Lines(text, from.offset(), from.lines()));
            RowFile rows = new RowFile(records, new RowParser(kind, file.columns()), from);
            if (from.offset() == 0) {
                rows.skipHeader();
            }
            return rows;
        } catch (IOException | RuntimeException | Error failed) {
            in.close();
            throw failed;
        }
    }

    private void skipHeader() throws IOException {
        Raw header = records.next();
        if (header != null) {
            passed(header);
        }
    }

    boolean standsAt(Position position) {
        return offset == position.offset();
    }

    /** @return empty at the end of the file */
    Chunk next(int most) throws IOException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        long start = offset;
        for (int count = 0; count < most && offset - start < LONGEST_CHUNK; count++) {
            Raw raw = records.next();
            if (raw == null) {
                break;
            }
            passed(raw);
            RowParser.Read read =
                    raw.fault() == null ? parser.read(raw.fields()) : new RowParser.Unreadable(raw.fault());
            if (read instanceof RowParser.Row row) {
                rows.add(row.values());
            } else if (read instanceof RowParser.Unreadable unreadable) {
                rejected.add(new Rejected(raw.line(), unreadable.reason(), raw.fields()));
            }
        }
        return new Chunk(rows, rejected, offset, lines);
    }

    private void passed(Raw raw) {
        offset = raw.last().end();
        lines = raw.last().number();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
