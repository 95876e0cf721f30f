package dev.bursar.shop;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.bursar.shop.Lines.Line;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV text. No value of the contract may hold a line break, so a record over several lines is a fault
 * anyway; it is still read as one where its quotes close soon, since its lines could look like rows of their own. Where
 * they do not close, only the line that opened the quote is at fault, and reading goes on with the next.
 */
final class Records implements Closeable {
    private static final int MOST_LINES = 100;
    private static final CsvReader.CsvReaderBuilder SPLITTER =
            CsvReader.builder().skipEmptyLines(false);

    private final Lines lines;
    private final Deque<Line> ahead = new ArrayDeque<>();

    Records(Lines lines) {
        this.lines = lines;
    }

    /**
     * @param line   where it begins, 1 and up
     * @param fields its values; where it cannot be split, one: the text as it came
     * @param fault  why it cannot be a row; null: nothing found so far
     * @param last   its last line
     */
    record Raw(long line, List<String> fields, @Nullable String fault, Line last) {}

    /** @return null after the last record; blank lines are none */
    @Nullable
    Raw next() throws IOException {
        Line first = take();
        while (first != null && first.text().isEmpty()) {
            first = take();
        }
        if (first == null) {
            return null;
        }
        if (first.cut()) {
            return unsplit(first, "line: is longer than " + Lines.LONGEST + " bytes, only its beginning is kept here");
        }
        if (first.text().indexOf('"') < 0) {
            return new Raw(first.number(), split(first.text()), null, first);
        }
        Quoting quoting = new Quoting();
        return switch (quoting.feed(first.text())) {
            case WHOLE -> new Raw(first.number(), split(first.text()), null, first);
            case BROKEN ->
                unsplit(first, "line: a quote stands inside a value or a value goes on after its closing quote");
            case OPEN -> overSeveralLines(first, quoting);
        };
    }

    private Raw overSeveralLines(Line first, Quoting quoting) throws IOException {
        StringBuilder text = new StringBuilder(first.text());
        Iterator<Line> known = List.copyOf(ahead).iterator();
        for (int count = 1; count < MOST_LINES && text.length() < Lines.LONGEST; count++) {
            Line next = known.hasNext() ? known.next() : readAhead();
            if (next == null || next.cut()) {
                break;
            }
            text.append('\n').append(next.text());
            Quoting.State state = quoting.feed(next.text());
            if (state == Quoting.State.BROKEN) {
                break;
            }
            if (state == Quoting.State.WHOLE) {
                for (int taken = 0; taken < count; taken++) {
                    ahead.removeFirst();
                }
                return new Raw(first.number(), split(text.toString()), "line: a value holds a line break", next);
            }
        }
        return unsplit(first, "line: a quoted value is not closed");
    }

    private static Raw unsplit(Line line, String fault) {
        return new Raw(line.number(), List.of(line.text()), fault, line);
    }

    private static List<String> split(String text) {
        return SPLITTER.ofSingleCsvRecord(text).getFields();
    }

    private @Nullable Line take() throws IOException {
        Line known = ahead.pollFirst();
        return known != null ? known : lines.next();
    }

    private @Nullable Line readAhead() throws IOException {
        Line line = lines.next();
        if (line != null) {
            ahead.addLast(line);
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
