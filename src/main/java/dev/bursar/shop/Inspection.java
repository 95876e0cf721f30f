package dev.bursar.shop;

import dev.bursar.batch.StopSignal;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Looks a file through before anything of it is written: identity, compression, encoding, header, length. */
final class Inspection {
    private static final int BUFFER = 65_536;
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Path path;
    private final Kind kind;
    private final StopSignal stop;
    private final Utf8Check text = new Utf8Check(BUFFER);
    private byte[] beginning = {};

    private Inspection(Path path, Kind kind, StopSignal stop) {
        this.path = path;
        this.kind = kind;
        this.stop = stop;
    }

    /**
     * @throws ImportRefused where the file as a whole cannot be taken in
     * @throws dev.bursar.batch.StoppedException if it is asked to stop before the file's end
     */
    static ImportFile of(Path path, Kind kind, Path rejects, StopSignal stop) {
        return new Inspection(path, kind, stop).file(rejects);
    }

    /** The text of a file that stands at its beginning, unpacked where its name says that it is packed. */
    static InputStream text(Path path, InputStream file) throws IOException {
        return path.toString().endsWith(".gz") ? new GZIPInputStream(file, BUFFER) : file;
    }

    private ImportFile file(Path rejects) {
        try (InputStream file = Files.newInputStream(path)) {
            long size = Files.size(path);
            DigestInputStream digest = new DigestInputStream(file, sha256());
            if (size > 0) {
                readThrough(text(path, digest));
                digest.transferTo(OutputStream.nullOutputStream()); // what may follow packed data
            }
            List<String> header = header();
            Header.check(path.toString(), kind, header);
            String sha256 = HexFormat.of().formatHex(digest.getMessageDigest().digest());
            return new ImportFile(path, kind.fileName(), size, sha256, text.lines(), header, rejects);
        } catch (EOFException | ZipException broken) {
            throw new ImportRefused(path + " is not a whole gzip file: " + broken.getMessage() + ".", broken);
        } catch (IOException unreadable) {
            throw new ImportRefused(path + " cannot be read: " + unreadable.getMessage() + ".", unreadable);
        }
    }

    private void readThrough(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.readNBytes(buffer, 0, BUFFER); read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
            stop.throwIfRequested();
            if (beginning.length == 0) {
                beginning = Arrays.copyOf(buffer, read);
                refuseHiddenGzip();
            }
            if (!text.accept(buffer, read)) {
                throw notUtf8();
            }
        }
        if (!text.end()) {
            throw notUtf8();
        }
    }

    private void refuseHiddenGzip() {
        if (beginning.length > 1 && beginning[0] == GZIP_MAGIC[0] && beginning[1] == GZIP_MAGIC[1]) {
            throw new ImportRefused(
                    path + " is packed with gzip (once more); give it a name that ends in .csv.gz, packed once.");
        }
    }

    private ImportRefused notUtf8() {
        return new ImportRefused(path + " is not UTF-8: line " + (text.lineEnds() + 1) + " holds other bytes.");
    }

    private List<String> header() throws IOException {
        int start = Arrays.mismatch(beginning, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length ? BYTE_ORDER_MARK.length : 0;
        InputStream head = new ByteArrayInputStream(beginning, start, beginning.length - start);
        Records.Raw header = new Records(new Lines(head, 0, 0)).next();
        if (header == null) {
            throw new ImportRefused(
                    path + " is empty; expected a header row with the columns of " + kind.fileName() + ".");
        }
        if (header.fault() != null) {
            throw new ImportRefused(path + " has no header row that can be read: " + header.fault() + ".");
        }
        return header.fields();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
