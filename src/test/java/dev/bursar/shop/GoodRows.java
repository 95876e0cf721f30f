package dev.bursar.shop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of each kind that can be read: one in which any optional column may be emptied, and a newer one of the same key with
 * another value in every column that may change.
 */
final class GoodRows {
    private static final Map<Kind, String> ONE = new EnumMap<>(Kind.class);
    private static final Map<Kind, String> OTHER = new EnumMap<>(Kind.class);

    static {
        add(
                Kind.MEMBERS,
                "7,ann@example.com,en-US,America/Los_Angeles,US-CA,2020-01-02T03:04:05Z,,false,2026-01-01T00:00:00Z",
                "7,eve@example.com,fr-CA,America/Toronto,CA-QC,2020-01-03T00:00:00Z,2026-02-01T00:00:00Z,true,2026-02-01T00:00:00Z");
        add(Kind.STORES, "3,Tea & Co,2026-01-01T00:00:00Z", "3,Coffee & Co,2026-01-02T00:00:00Z");
        add(
                Kind.STORE_TERMS,
                "3,2026-01-01,true,USD,1.5,0.005,100,5000,P1Y,P18M,2026-01-01T00:00:00Z",
                "3,2026-01-01,false,EUR,2,0.01,200,,P6M,P90D,2026-01-02T00:00:00Z");
        add(
                Kind.ORDERS,
                "42,9,2,7,3,USD,1,Singles Day,COMPLETED,2026-11-18T23:00:00.000001Z,,,2026-11-19T10:15:30+01:00,,4.90,"
                        + "2026-11-19T10:15:30Z",
                "42,10,1,,4,EUR,2,,CANCELLED,2026-11-18T22:00:00Z,2026-11-18T23:00:00Z,2026-11-18T23:30:00Z,"
                        + "2026-11-18T23:40:00Z,2026-11-18T23:50:00Z,5.90,2026-11-20T10:15:30Z");
        add(
                Kind.ORDER_LINES,
                "42,1,5,books,USD,2,12.34,1,0.3,0.04,11.00,,true,false,true,2026-11-19T10:15:30Z",
                "42,1,6,,EUR,1,12.35,2,0.4,0.05,9.90,15,false,true,false,2026-11-19T10:15:31Z");
        add(
                Kind.REVIEWS,
                "8,42,1,7,2026-11-19T10:15:30Z,,2026-11-19T10:15:30Z",
                "8,43,2,9,2026-11-19T10:15:31Z,2026-11-20T10:15:30.5+01:00,2026-11-20T10:15:30Z");
        add(
                Kind.ACTIVITIES,
                "8,7,CHECK_IN,daily,3,,2026-11-19T10:15:30Z,2026-11-19T10:15:30Z",
                "8,9,REFERRAL,,,7,2026-11-19T10:15:30.000001Z,2026-11-20T10:15:30Z");
        add(
                Kind.REDEMPTIONS,
                "8,42,7,3,500,USD,5.00,2026-11-19T10:15:30Z,2026-11-19T10:15:30Z",
                "8,43,9,,1,JPY,5,2026-11-19T10:15:29Z,2026-11-19T10:15:31Z");
        add(
                Kind.REFUNDS,
                "8,42,0,OPEN,2026-11-19T10:15:30Z,,,USD,4.90,2026-11-19T10:15:30Z",
                "8,43,2,REVERSED,2026-11-19T10:15:31Z,2026-11-19T10:15:31Z,2026-11-19T10:15:32Z,EUR,0,2026-11-19T10:15:32Z");
        add(Kind.REFUND_LINES, "8,1,USD,12.34,11.00,2026-11-19T10:15:30Z", "8,1,EUR,-12.34,11.01,2026-11-19T10:15:31Z");
        add(
                Kind.COUPONS,
                "8,7,3,WALLET,USD,5.00,49.99,2026-11-01T00:00:00-08:00,2026-12-01T00:00:00-08:00,VALID,"
                        + "2026-11-19T10:15:30Z",
                "8,,,CODE,EUR,5.01,0,2026-11-02T00:00:00Z,2026-12-02T00:00:00Z,PENDING,2026-11-20T10:15:30Z");
        add(
                Kind.COUPON_USES,
                "8,4,42,1,USD,5.00,2026-11-19T10:15:30Z,2026-11-19T10:15:30Z",
                "8,5,43,2,EUR,5.01,2026-11-19T10:15:31Z,2026-11-19T10:15:31Z");
        add(
                Kind.NOTICES,
                "8,7,3,2027-01-01,2026-11-19T10:15:30Z,letter 4711",
                "8,9,,2027-01-02,2026-11-19T10:15:31Z,letter 4712");
    }

    private GoodRows() {}

    private static void add(Kind kind, String one, String other) {
        ONE.put(kind, one);
        OTHER.put(kind, other);
    }

    static String header(Kind kind) {
        return columns(kind).stream().collect(Collectors.joining(","));
    }

    static String one(Kind kind) {
        return Objects.requireNonNull(ONE.get(kind));
    }

    /** Of the same key, newer, and otherwise different in every column. */
    static String other(Kind kind) {
        return Objects.requireNonNull(OTHER.get(kind));
    }

    /** Like {@link #one}, with an id of its own. */
    static String numbered(Kind kind, int id) {
        return id + one(kind).substring(one(kind).indexOf(','));
    }

    static List<String> columns(Kind kind) {
        return kind.columns().stream().map(Column::name).toList();
    }

    /** The row with some cells replaced: column, text, column, text … */
    static List<String> with(String row, Kind kind, String... cells) {
        List<String> fields = new ArrayList<>(Arrays.asList(row.split(",", -1)));
        for (int i = 0; i < cells.length; i += 2) {
            fields.set(columns(kind).indexOf(cells[i]), cells[i + 1]);
        }
        return fields;
    }

    /** What the database is given for a row, in the order of the columns; a cell that cannot be read as it is. */
    static List<@Nullable Object> values(Kind kind, List<String> fields) {
        String currency =
                columns(kind).contains("currency") ? fields.get(columns(kind).indexOf("currency")) : "USD";
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String text = fields.get(i);
            try {
                values.add(
                        text.isEmpty()
                                ? null
                                : kind.columns().get(i).cell().read(text, TextCells.currencyOf(currency)));
            } catch (UnreadableCell unreadable) {
                values.add(text);
            }
        }
        return values;
    }

    static Path file(Path folder, Kind kind, String suffix, List<String> rows) throws Exception {
        Path file = folder.resolve(kind.fileName() + suffix + ".csv");
        return Files.writeString(file, header(kind) + "\n" + String.join("\n", rows) + "\n");
    }
}
