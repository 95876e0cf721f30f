package dev.bursar.jobs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Real purchases as the files of {@code docs/intake.md}: one store, one line per order, in USD. The purchases are not part of
 * the project; they lie in the folder that BURSAR_SHARED names, or in {@code ../shared/data}.
 */
final class CdnowFiles {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final String UPDATED = "2026-01-01T00:00:00Z";

    private final List<Purchase> purchases;

    private record Purchase(long order, long member, LocalDate day, String amount) {

        /** Some hour of the day; each order of a member has another. */
        Instant completedAt() {
            return day.atTime((int) (order % 24), 30).atZone(ZONE).toInstant();
        }

        long coins() {
            return new BigDecimal(amount).setScale(0, RoundingMode.FLOOR).longValueExact();
        }
    }

    private CdnowFiles(List<Purchase> purchases) {
        this.purchases = purchases;
    }

    /** @return where the purchases are; empty if they are not here */
    static Optional<Path> source() {
        String folder = System.getenv().getOrDefault("BURSAR_SHARED", "../shared/data");
        return Optional.of(Path.of(folder).resolve("cdnow-orders.csv").toAbsolutePath())
                .filter(Files::isRegularFile);
    }

    static CdnowFiles read(Path source) throws IOException {
        return new CdnowFiles(Files.readAllLines(source).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> new Purchase(
                        Long.parseLong(cells[0]), Long.parseLong(cells[1]), LocalDate.parse(cells[2]), cells[4]))
                .toList());
    }

    int orders() {
        return purchases.size();
    }

    /** One for each full dollar of each order. */
    long coins() {
        return purchases.stream().mapToLong(Purchase::coins).sum();
    }

    long ordersThatEarnNothing() {
        return purchases.stream().filter(purchase -> purchase.coins() == 0).count();
    }

    SortedSet<Long> members() {
        TreeSet<Long> members = new TreeSet<>();
        purchases.forEach(purchase -> members.add(purchase.member()));
        return members;
    }

    /** Every n-th purchase, the first among them. */
    CdnowFiles every(int n) {
        return new CdnowFiles(IntStream.range(0, purchases.size())
                .filter(index -> index % n == 0)
                .mapToObj(purchases::get)
                .toList());
    }

    /** @param suffix tells one delivery of the same facts from another */
    void writeTo(Path folder, String suffix) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("stores" + suffix + ".csv"), "store_id,name,updated_at", List.of("1,CDNOW," + UPDATED));
        write(
                folder.resolve("members" + suffix + ".csv"),
                "member_id,email,language,time_zone,jurisdiction,registered_at,closed_at,mail_opt_out,updated_at",
                members().stream()
                        .map(member -> member + ",,en-US,,US-CA,2020-01-01T00:00:00Z,,false," + UPDATED)
                        .toList());
        write(
                folder.resolve("orders" + suffix + ".csv"),
                "order_id,checkout_id,checkout_order_count,member_id,store_id,currency,line_count,event,status,placed_at,paid_at,"
                        + "shipped_at,completed_at,cancelled_at,shipping,updated_at",
                purchases.stream()
                        .map(one -> "%d,,1,%d,1,USD,1,,COMPLETED,%s,,,%s,,0.00,%s"
                                .formatted(one.order(), one.member(), one.completedAt(), one.completedAt(), UPDATED))
                        .toList());
        write(
                folder.resolve("order_lines" + suffix + ".csv"),
                "order_id,line_no,product_id,category,currency,quantity,price,coupon_discount,coin_discount,point_discount,paid,"
                        + "coin_reward,accepts_coins,earns_points,regular_price,updated_at",
                purchases.stream()
                        .map(one -> "%d,1,1,music,USD,1,%s,0.00,0.00,0.00,%s,,true,true,true,%s"
                                .formatted(one.order(), one.amount(), one.amount(), UPDATED))
                        .toList());
    }

    private static void write(Path file, String header, List<String> rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(header + "\n");
            for (String row : rows) {
                out.write(row + "\n");
            }
        }
    }
}
