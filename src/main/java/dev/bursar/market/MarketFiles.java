package dev.bursar.market;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Writes rows into a folder for each delivery and a file for each kind. Rows come for thousands of files at once, so none is
 * kept open: what is to be added to each waits in memory until it is worth while, or until all of it is too much.
 */
final class MarketFiles implements Facts, Closeable {

    private static final int WORTH_WHILE = 256 * 1_024;
    private static final int TOO_MUCH = 24 * 1_024 * 1_024;

    private final Path folder;
    private final Deliveries deliveries;
    private final boolean gzip;
    private final Set<Key> begun = new HashSet<>();
    private final Map<Key, ByteArrayOutputStream> waiting = new LinkedHashMap<>();
    private final CsvRow row = new CsvRow();
    private Key current = new Key(Kind.MEMBERS, 0);
    private long size;

    MarketFiles(Path folder, Deliveries deliveries, boolean gzip) {
        this.folder = folder;
        this.deliveries = deliveries;
        this.gzip = gzip;
    }

    private record Key(Kind kind, int delivery) {}

    @Override
    public Row begin(Kind kind, int delivery, Optional<Poison> damage) {
        current = new Key(kind, delivery);
        row.begin(damage);
        return row;
    }

    @Override
    public void end() throws IOException {
        ByteArrayOutputStream rows = waiting.computeIfAbsent(current, this::first);
        int before = rows.size();
        row.endTo(rows);
        size += rows.size() - before;
        if (rows.size() >= WORTH_WHILE) {
            waiting.remove(current);
            append(current, rows);
        } else if (size >= TOO_MUCH) {
            close();
        }
    }

    /** A file's first rows follow its header. */
    private ByteArrayOutputStream first(Key file) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream(1_024);
        if (begun.add(file)) {
            byte[] header = (file.kind().header() + "\n").getBytes(StandardCharsets.US_ASCII);
            rows.writeBytes(header);
            size += header.length;
        }
        return rows;
    }

    private void append(Key file, ByteArrayOutputStream rows) throws IOException {
        String name = deliveries.name(file.delivery());
        Path parent = Files.createDirectories(folder.resolve(name));
        Path path = parent.resolve(file.kind().fileName() + "-" + name + ".csv" + (gzip ? ".gz" : ""));
        try (OutputStream plain = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                OutputStream out = gzip ? new GZIPOutputStream(plain) : plain) {
            rows.writeTo(out);
        }
        size -= rows.size();
    }

    @Override
    public void close() throws IOException {
        for (Map.Entry<Key, ByteArrayOutputStream> file : waiting.entrySet()) {
            append(file.getKey(), file.getValue());
        }
        waiting.clear();
    }
}
