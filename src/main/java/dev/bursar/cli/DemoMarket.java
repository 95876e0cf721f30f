package dev.bursar.cli;

import dev.bursar.market.Cadence;
import dev.bursar.market.Generator;
import dev.bursar.market.Made;
import dev.bursar.market.Market;
import dev.bursar.market.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What the demo's shop delivers: a generated market of two weeks ({@code docs/market.md}), a folder a day, and on the day of
 * the sale a folder an hour. One file comes some days late.
 */
final class DemoMarket {

    static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
    static final LocalDate SALE = LocalDate.of(2026, 11, 11);
    static final LocalDate LAST = LocalDate.of(2026, 11, 15);

    /** Its file of order lines is not there when it should be. */
    static final LocalDate GAP = LocalDate.of(2026, 11, 5);

    static final String LATE = GAP + "-late";

    private static final String MENDED = "mended";
    private static final Pattern SET_ASIDE = Pattern.compile("(?<line>\\d+),(?<reason>\"[^\"]*\"|[^,]*),");
    private static final int PRICE = 6;
    private static final int PAID = 10;

    private final Path folder;
    private final ZoneId zone;
    private final Made days;
    private final Made hours;
    private long mendedRows;

    private DemoMarket(Path folder, ZoneId zone, Made days, Made hours) {
        this.folder = folder;
        this.zone = zone;
        this.days = days;
        this.hours = hours;
    }

    /** A small market in the zone of the demo's policy. */
    static Market ofZone(ZoneId zone) {
        int days = Math.toIntExact(FIRST.until(LAST, ChronoUnit.DAYS)) + 1;
        return new Market(
                7, Volume.inAll(1_500), 750, 12, FIRST, days, zone, Optional.of(SALE), "singles-day", 0.01, 0.004);
    }

    /** @param folder made here */
    static DemoMarket write(Path folder, Market market) {
        Path aside = folder.resolveSibling("hours");
        Generator generator = new Generator(market);
        Made days = generator.files(folder, Cadence.DAILY, false, orders -> {});
        Made hours = generator.files(aside, Cadence.HOURLY, false, orders -> {});
        DemoMarket written = new DemoMarket(folder, market.zone(), days, hours);
        try {
            written.deliverSaleByTheHour(aside);
            Files.delete(folder.resolve("market.txt"));
            String gap = "order_lines-" + GAP + ".csv";
            Files.createDirectory(folder.resolve(LATE));
            Files.move(
                    folder.resolve(GAP.toString()).resolve(gap),
                    folder.resolve(LATE).resolve(gap));
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's files cannot be written to " + folder, e);
        }
        return written;
    }

    private void deliverSaleByTheHour(Path aside) throws IOException {
        FileSystemUtils.deleteRecursively(folder.resolve(SALE.toString()));
        for (String hour : hoursOfSale()) {
            Path made = aside.resolve(hour);
            if (Files.exists(made)) {
                Files.move(made, folder.resolve(hour));
            }
        }
        FileSystemUtils.deleteRecursively(aside);
    }

    /** The names of the sale day's deliveries: its hours, in UTC. */
    List<String> hoursOfSale() {
        Instant start = SALE.atStartOfDay(zone).toInstant();
        Instant end = SALE.plusDays(1).atStartOfDay(zone).toInstant();
        return Stream.iterate(start, hour -> hour.isBefore(end), hour -> hour.plus(Duration.ofHours(1)))
                .map(hour -> hour.toString().substring(0, 13) + "Z")
                .toList();
    }

    boolean delivers(String name) {
        return Files.exists(folder.resolve(name));
    }

    long orders() {
        return days.orders();
    }

    /** Rows of a kind in all deliveries. */
    long rows(String kind) {
        return files().filter(rows -> rows.kind().equals(kind))
                .mapToLong(Made.Rows::rows)
                .sum();
    }

    /** Rows that the shop has delivered or will, corrected ones among them. */
    long rows() {
        return files().mapToLong(Made.Rows::rows).sum() + mendedRows;
    }

    /** How many of the rows are made so that they cannot be read. */
    long unreadable() {
        return files().mapToLong(Made.Rows::setAside).sum();
    }

    long fileCount() {
        return files().count();
    }

    private Stream<Made.Rows> files() {
        List<String> sale = hoursOfSale();
        return Stream.concat(
                days.files().stream().filter(rows -> !rows.delivery().equals(SALE.toString())),
                hours.files().stream().filter(rows -> sale.contains(rows.delivery())));
    }

    /**
     * A line as it should have been.
     *
     * @param delivery the folder with the corrected file
     * @param wrong    what the shop said was paid
     * @param right    what the price less its discounts leaves
     */
    record Mended(String delivery, String line, String wrong, String right) {}

    /**
     * Writes the file with which the shop corrects an order: its lines whose price is not the sum of discounts and what was
     * paid.
     *
     * @param at when the shop corrected it
     */
    Mended mend(long order, Instant at) {
        List<String> corrected = new ArrayList<>();
        Mended mended = new Mended(MENDED, "", "", "");
        String columns = "";
        for (Path file : files("order_lines-[^.]+\\.csv")) {
            List<String> rows = read(file);
            for (String row : rows) {
                String[] cells = row.split(",", -1);
                if (!cells[0].equals(String.valueOf(order))) {
                    continue;
                }
                BigDecimal right = new BigDecimal(cells[PRICE]);
                for (String discount : Arrays.asList(cells).subList(PRICE + 1, PAID)) {
                    right = right.subtract(new BigDecimal(discount));
                }
                if (right.compareTo(new BigDecimal(cells[PAID])) != 0) {
                    columns = rows.get(0);
                    mended = new Mended(MENDED, cells[1], cells[PAID], right.toPlainString());
                    cells[PAID] = right.toPlainString();
                    cells[cells.length - 1] = at.toString();
                    corrected.add(String.join(",", cells));
                }
            }
        }
        write(columns, corrected);
        mendedRows += corrected.size();
        return mended;
    }

    /** A row that an import has set aside. */
    record SetAside(Path file, String line, String reason) {}

    /** @return the first one of the first file that has any; its path within the facts */
    Optional<SetAside> firstRowSetAside() {
        return files("[a-z_]+-[^.]+\\.csv\\.rejected\\.csv").stream()
                .findFirst()
                .flatMap(file -> {
                    Matcher row = SET_ASIDE.matcher(read(file).get(1));
                    return row.lookingAt()
                            ? Optional.of(new SetAside(
                                    folder.relativize(file),
                                    row.group("line"),
                                    row.group("reason").replace("\"", "")))
                            : Optional.empty();
                });
    }

    private void write(String columns, List<String> rows) {
        Path file = folder.resolve(MENDED).resolve("order_lines-mended.csv");
        try {
            Files.createDirectories(folder.resolve(MENDED));
            Files.writeString(file, columns + "\n" + String.join("\n", rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private List<Path> files(String name) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
