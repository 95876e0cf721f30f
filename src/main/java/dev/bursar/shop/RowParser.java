package dev.bursar.shop;

import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a record the values of a row, or says everything that stands in the way. */
final class RowParser {
    private static final String CURRENCY = "currency";

    private final List<Column> columns;
    private final List<BoundCheck> checks;
    private final List<String> header;
    private final int[] positions;
    private final int currencyPosition;

    /** @param header of the file, holding each of the kind's columns once */
    RowParser(Kind kind, List<String> header) {
        this.columns = kind.columns();
        List<String> names = columns.stream().map(Column::name).toList();
        this.checks = kind.checks().stream()
                .map(check -> new BoundCheck(check, names.indexOf(check.column()), names.indexOf(check.other())))
                .toList();
        this.header = header;
        this.positions = columns.stream()
                .mapToInt(column -> header.indexOf(column.name()))
                .toArray();
        this.currencyPosition = header.indexOf(CURRENCY);
    }

    /** A check with the places of its cells in a row. */
    private record BoundCheck(Check check, int column, int other) {}

    /** What became of a record. */
    sealed interface Read permits Row, Unreadable {}

    /** @param values in the order of the kind's columns, as the upsert's placeholders take them */
    @SuppressWarnings("ArrayRecordComponent") // handed from the parser to the writer, never compared
    record Row(@Nullable Object[] values) implements Read {}

    /** @param reason names each column at fault, what is wrong and what was expected */
    record Unreadable(String reason) implements Read {}

    Read read(List<String> fields) {
        if (fields.size() != header.size()) {
            return new Unreadable("line: has " + fields.size() + " values, expected " + header.size());
        }
        Currency currency = currency(fields);
        @Nullable Object[] values = new @Nullable Object[positions.length];
        List<String> faults = new ArrayList<>(0);
        for (int i = 0; i < positions.length; i++) {
            Column column = columns.get(i);
            try {
                values[i] = value(column, fields.get(positions[i]), currency);
            } catch (UnreadableCell unreadable) {
                faults.add(column.name() + ": " + unreadable.reason());
            }
        }
        if (faults.isEmpty()) {
            for (BoundCheck bound : checks) {
                bound.check()
                        .fault(values[bound.column()], values[bound.other()])
                        .ifPresent(faults::add);
            }
        }
        return faults.isEmpty() ? new Row(values) : new Unreadable(String.join("; ", faults));
    }

    private static @Nullable Object value(Column column, String text, @Nullable Currency currency) {
        if (!text.isEmpty()) {
            return column.cell().read(text, currency);
        }
        if (column.required()) {
            throw new UnreadableCell("is empty");
        }
        return null;
    }

    private @Nullable Currency currency(List<String> fields) {
        try {
            return currencyPosition < 0 ? null : TextCells.currencyOf(fields.get(currencyPosition));
        } catch (UnreadableCell saidByItsColumn) {
            return null;
        }
    }
}
