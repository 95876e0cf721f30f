package dev.bursar.shop;

import dev.bursar.database.TestDatabase;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How fast order lines (or what else is named) are taken in, and within which heap. By hand, on the server that
 * BURSAR_TEST_URL names:
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test
 * java -Xmx256m -cp target/test-classes:target/classes:$(cat target/classpath) dev.bursar.shop.ImportSpeed 1000000 activities
 * </pre>
 */
final class ImportSpeed {
    private static final int LINES_PER_ORDER = 2;

    private ImportSpeed() {}

    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[0]);
        Kind kind =
                Kind.named(arguments.length > 1 ? arguments[1] : "order_lines").orElseThrow();
        Path file = Path.of("target", "speed", kind.fileName() + ".csv");
        Files.createDirectories(file.getParent());
        if (kind == Kind.ORDER_LINES) {
            write(file, rows);
        } else {
            write(file, kind, rows);
        }
        try (TestDatabase database = TestDatabase.migrated().open()) {
            Importer importer = new Importer(database.dataSource(), 5_000);
            Instant start = Instant.now();
            ImportFile inspected = importer.inspect(file).get(0);
            Instant looked = Instant.now();
            importer.run(inspected, ImportProgress.SILENT);
            Instant done = Instant.now();
            ImportResult result = importer.result(inspected);
            say("looked through", rows, Duration.between(start, looked));
            say("imported", result.rows() - result.rejected(), Duration.between(looked, done));
            Instant again = Instant.now();
            boolean nothing = importer.run(file).isEmpty();
            say(nothing ? "again, nothing done" : "AGAIN?", rows, Duration.between(again, Instant.now()));
            Path renamed = Files.move(
                    file, file.resolveSibling(kind.fileName() + "-again.csv"), StandardCopyOption.REPLACE_EXISTING);
            Instant same = Instant.now();
            importer.run(renamed);
            say("the same rows under another name", rows, Duration.between(same, Instant.now()));
            System.out.printf(
                    "in the table: %,d; heap: %d MB at most%n",
                    database.jdbc()
                            .sql("select count(*) from " + kind.table())
                            .query(Long.class)
                            .single(),
                    Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    private static void say(String what, long rows, Duration time) {
        System.out.printf(
                "%s: %,d rows in %.1f s, %,.0f rows/s%n",
                what, rows, time.toMillis() / 1e3, rows * 1e3 / time.toMillis());
    }

    private static void write(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("order_id,line_no,product_id,category,currency,quantity,price,coupon_discount,coin_discount,"
                    + "point_discount,paid,coin_reward,accepts_coins,earns_points,regular_price,updated_at\n");
            for (int row = 0; row < rows; row++) {
                long paid = 1 + row * 7919L % 90_000;
                out.write((1 + row / LINES_PER_ORDER) + "," + (1 + row % LINES_PER_ORDER) + ","
                        + (1 + row * 31L % 50_000)
                        + ",category-" + row % 40 + ",USD,1," + (paid + 100) / 100 + "." + (10 + paid % 90)
                        + ",1.00,0.00,0.00,"
                        + paid / 100 + "." + (10 + paid % 90) + ",,true,true,true,2026-11-19T10:15:30.123456Z\n");
            }
        }
    }

    /** Rows by ascending id, of members and orders that lie all over. */
    private static void write(Path file, Kind kind, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(GoodRows.header(kind) + "\n");
            for (int row = 1; row <= rows; row++) {
                List<String> fields = GoodRows.with(GoodRows.numbered(kind, row), kind);
                spread(fields, kind, "member_id", 1 + row * 7919L % 100_000);
                spread(fields, kind, "order_id", 1 + row * 104_729L % rows);
                spread(fields, kind, "coupon_id", 1 + row * 31L % rows);
                out.write(String.join(",", fields) + "\n");
            }
        }
    }

    private static void spread(List<String> fields, Kind kind, String column, long value) {
        int index = GoodRows.columns(kind).indexOf(column);
        if (index > 0) {
            fields.set(index, String.valueOf(value));
        }
    }
}
