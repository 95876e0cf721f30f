package dev.bursar.shop;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The physical lines of a UTF-8 text with the byte at which each ends, so that reading can be taken up again there.
 * Lines end with LF, CR LF or CR. Of a line longer than {@link #LONGEST} only the beginning is kept.
 */
final class Lines implements Closeable {
    /** In bytes. No honest row comes near, and a file without line ends must not fill the memory. */
    static final int LONGEST = 65_536;

    private static final int BUFFER = 65_536;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;
    private long end;
    private long number;

    /**
     * @param in     stands at byte {@code end} of the text
     * @param number of the lines before it
     */
    Lines(InputStream in, long end, long number) {
        this.in = in;
        this.end = end;
        this.number = number;
    }

    /**
     * @param number 1 and up
     * @param end    bytes of the text up to and with the line's end
     */
    record Line(String text, long number, long end, boolean cut) {}

    /** @return null after the last line */
    @Nullable
    Line next() throws IOException {
        byte[] held = {};
        int length = 0;
        while (position < filled || fill()) {
            int from = position;
            while (position < filled && buffer[position] != '\n' && buffer[position] != '\r') {
                position++;
            }
            int room = Math.min(position - from, LONGEST - Math.min(length, LONGEST));
            if (position < filled && length == 0) {
                return ended(new String(buffer, from, room, StandardCharsets.UTF_8), position - from);
            }
            held = Arrays.copyOf(held, Math.min(length, LONGEST) + room);
            System.arraycopy(buffer, from, held, held.length - room, room);
            length += position - from;
            if (position < filled) {
                return ended(new String(held, StandardCharsets.UTF_8), length);
            }
        }
        if (length == 0) {
            return null;
        }
        end += length;
        return new Line(new String(held, StandardCharsets.UTF_8), ++number, end, length > LONGEST);
    }

    private Line ended(String text, int length) throws IOException {
        boolean carriageReturn = buffer[position++] == '\r';
        end += length + 1;
        if (carriageReturn && (position < filled || fill()) && buffer[position] == '\n') {
            position++;
            end++;
        }
        return new Line(text, ++number, end, length > LONGEST);
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
