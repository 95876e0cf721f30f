package dev.bursar.market;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row as bytes of CSV, without a string for each cell: that is what lets millions of them be made in seconds. */
final class CsvRow implements Row {

    private static final int SECONDS_A_DAY = 86_400;

    private byte[] bytes = new byte[512];
    private int length;
    private int cells;
    private Optional<Poison> damage = Optional.empty();
    private long day = Long.MIN_VALUE;
    private byte[] date = {};

    void begin(Optional<Poison> spoiltBy) {
        damage = spoiltBy;
        length = 0;
        cells = 0;
    }

    void endTo(OutputStream out) throws IOException {
        put('\n');
        out.write(bytes, 0, length);
    }

    @Override
    public Row id(long value) {
        return value == NONE ? text(null) : number(value);
    }

    @Override
    public Row number(long value) {
        int start = beginCell();
        digits(value, 1);
        return endCell(start);
    }

    @Override
    public Row text(@Nullable String value) {
        int start = beginCell();
        if (value != null) {
            boolean quoted = value.indexOf(',') >= 0 || value.indexOf('"') >= 0;
            put((quoted ? '"' + value.replace("\"", "\"\"") + '"' : value).getBytes(StandardCharsets.UTF_8));
        }
        return endCell(start);
    }

    @Override
    public Row flag(boolean value) {
        return text(value ? "true" : "false");
    }

    @Override
    public Row money(long minor, Tender tender) {
        int start = beginCell();
        long power = 1;
        for (int i = 0; i < tender.digits(); i++) {
            power *= 10;
        }
        digits(minor / power, 1);
        if (tender.digits() > 0) {
            put('.');
            digits(minor % power, tender.digits());
        }
        return endCell(start);
    }

    @Override
    public Row time(long value) {
        int start = beginCell();
        if (value != NONE) {
            long since = Math.floorDiv(value, SECONDS_A_DAY);
            if (since != day) {
                day = since;
                date = LocalDate.ofEpochDay(since).toString().getBytes(StandardCharsets.US_ASCII);
            }
            int second = Math.floorMod(value, SECONDS_A_DAY);
            put(date);
            put('T');
            digits(second / 3_600, 2);
            put(':');
            digits(second / 60 % 60, 2);
            put(':');
            digits(second % 60, 2);
            put('Z');
        }
        return endCell(start);
    }

    @Override
    public Row plain(String value) {
        return text(value);
    }

    private int beginCell() {
        if (cells > 0) {
            put(',');
        }
        return length;
    }

    private Row endCell(int start) {
        if (damage.isPresent() && damage.get().cell() == cells) {
            String cell = new String(bytes, start, length - start, StandardCharsets.UTF_8);
            length = start;
            put(damage.get().damaged(cell).getBytes(StandardCharsets.UTF_8));
        }
        cells++;
        return this;
    }

    /** @param value 0 or more, with zeros before it up to {@code least} digits */
    private void digits(long value, int least) {
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            count++;
        }
        count = Math.max(count, least);
        room(count);
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private void put(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    private void put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }
}
