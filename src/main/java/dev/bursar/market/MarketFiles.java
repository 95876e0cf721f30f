package dev.bursar.market;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Writes rows into a folder for each delivery and a file for each kind. Few files are open at once: one that nobody wrote to
 * for a while is closed, and goes on where it ended when its next row comes.
 */
final class MarketFiles implements Facts, Closeable {

    private static final int MOST_OPEN = 160;
    private static final int BUFFER = 32_768;

    private final Path folder;
    private final Deliveries deliveries;
    private final boolean gzip;
    private final Set<Key> begun = new HashSet<>();
    private final Map<Key, OutputStream> open = new LinkedHashMap<>(16, 0.75f, true);
    private final CsvRow row = new CsvRow();
    private OutputStream current = OutputStream.nullOutputStream();

    MarketFiles(Path folder, Deliveries deliveries, boolean gzip) {
        this.folder = folder;
        this.deliveries = deliveries;
        this.gzip = gzip;
    }

    private record Key(Kind kind, int delivery) {}

    @Override
    public Row begin(Kind kind, int delivery, Optional<Poison> damage) throws IOException {
        Key file = new Key(kind, delivery);
        OutputStream out = open.get(file);
        current = out != null ? out : open(file);
        row.begin(damage);
        return row;
    }

    @Override
    public void end() throws IOException {
        row.endTo(current);
    }

    private OutputStream open(Key file) throws IOException {
        if (open.size() >= MOST_OPEN) {
            close(open.keySet().iterator().next());
        }
        String name = deliveries.name(file.delivery());
        Path parent = Files.createDirectories(folder.resolve(name));
        Path path = parent.resolve(file.kind().fileName() + "-" + name + ".csv" + (gzip ? ".gz" : ""));
        OutputStream plain = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        OutputStream out = new BufferedOutputStream(gzip ? new GZIPOutputStream(plain, BUFFER) : plain, BUFFER);
        open.put(file, out);
        if (begun.add(file)) {
            out.write((file.kind().header() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return out;
    }

    private void close(Key file) throws IOException {
        OutputStream out = open.remove(file);
        if (out != null) {
            out.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (Key file : List.copyOf(open.keySet())) {
            close(file);
        }
    }
}
