package dev.bursar.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Three days of a small shop, as the files that it would deliver ({@code docs/intake.md}): the same every time, small enough
 * to be read, and with one of each thing that goes wrong in real deliveries.
 */
final class DemoShop {

    static final LocalDate TUESDAY = LocalDate.of(2026, 11, 10);

    /** Whom the story looks at. */
    static final long MEMBER = 1007;

    /** Its second line comes a day late. */
    static final long LATE_LINE = 5020;

    /** Its row has a time that is none; the shop delivers it again a day later. */
    static final long UNREADABLE = 5033;

    /** The figures of its line do not add up. */
    static final long WRONG = 5041;

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final long FIRST_MEMBER = 1001;
    private static final int MEMBERS = 24;
    private static final int ORDERS_A_DAY = 66;
    private static final String SINGLES_DAY = "singles-day";
    private static final List<String> CATEGORIES =
            List.of("books", "books", "kitchen", "music", "electronics", "gift-cards");

    private static final String MEMBER_COLUMNS =
            "member_id,email,language,time_zone,jurisdiction,registered_at,closed_at,mail_opt_out,updated_at";
    private static final String STORE_COLUMNS = "store_id,name,updated_at";
    private static final String TERMS_COLUMNS =
            "store_id,valid_from,takes_part,currency,units_per_unit,point_value,minimum,maximum,inactive_after,lot_life,updated_at";
    private static final String ORDER_COLUMNS =
            "order_id,checkout_id,checkout_order_count,member_id,store_id,currency,line_count,event,status,placed_at,paid_at,"
                    + "shipped_at,completed_at,cancelled_at,shipping,updated_at";
    private static final String LINE_COLUMNS =
            "order_id,line_no,product_id,category,currency,quantity,price,coupon_discount,coin_discount,point_discount,paid,"
                    + "coin_reward,accepts_coins,earns_points,regular_price,updated_at";

    private final Path folder;
    private final SplittableRandom random = new SplittableRandom(20_261_110);

    private DemoShop(Path folder) {
        this.folder = folder;
    }

    /** @param line cents by line */
    private record Order(
            long id, Optional<Long> member, int store, Instant completedAt, String event, List<Long> line) {}

    /** Writes one folder of files for each day, and one for what the shop mends afterwards. */
    static void write(Path folder) {
        DemoShop shop = new DemoShop(folder);
        shop.tuesday();
        shop.wednesday();
        shop.thursday();
        shop.mended();
    }

    private void tuesday() {
        List<Order> orders = day(TUESDAY, 5001, "");
        List<String> rows = new ArrayList<>(rows(orders));
        rows.replaceAll(
                row -> row.startsWith(UNREADABLE + ",") ? row.replaceFirst("2026-11-0\\dT[^,]*", "yesterday") : row);
        List<String> lines = new ArrayList<>(lines(orders));
        lines.removeIf(line -> line.startsWith(LATE_LINE + ",2,"));
        lines.replaceAll(line -> line.startsWith(WRONG + ",1,") ? line(WRONG, 1, "books", 2_000, 1_800) : line);
        file("1-tuesday/members.csv", MEMBER_COLUMNS, members());
        file("1-tuesday/stores.csv", STORE_COLUMNS, stores());
        file("1-tuesday/store_terms.csv", TERMS_COLUMNS, terms());
        file("1-tuesday/orders.csv", ORDER_COLUMNS, rows);
        file("1-tuesday/order_lines.csv", LINE_COLUMNS, lines);
    }

    private void wednesday() {
        List<Order> orders = day(TUESDAY.plusDays(1), 5101, SINGLES_DAY);
        List<String> rows = new ArrayList<>(rows(orders));
        rows.add(row(
                new Order(UNREADABLE, Optional.of(FIRST_MEMBER + 3), 11, at(TUESDAY, 15 * 60), "", List.of(2_450L))));
        List<String> lines = new ArrayList<>(lines(orders));
        lines.add(line(LATE_LINE, 2, "kitchen", 1_999, 1_999));
        file("2-wednesday/orders.csv", ORDER_COLUMNS, rows);
        file("2-wednesday/order_lines.csv", LINE_COLUMNS, lines);
    }

    private void thursday() {
        List<Order> orders = day(TUESDAY.plusDays(2), 5201, "");
        file("3-thursday/orders.csv", ORDER_COLUMNS, rows(orders));
        file("3-thursday/order_lines.csv", LINE_COLUMNS, lines(orders));
    }

    private void mended() {
        file(
                "4-mended/order_lines.csv",
                LINE_COLUMNS,
                List.of(line(WRONG, 1, "books", 2_000, 2_000)
                        .replaceFirst("[^,]*$", at(TUESDAY.plusDays(2), 18 * 60).toString())));
    }

    private List<Order> day(LocalDate day, long firstId, String event) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS_A_DAY; i++) {
            long id = firstId + i;
            Instant completedAt = at(day, 8 * 60 + i * 13);
            orders.add(special(id, completedAt).orElseGet(() -> anyOrder(id, completedAt, event)));
        }
        // The member of the story buys something every day: on Tuesday what docs/rules.md works out as its first
        // example.
        List<Long> prices = firstId == 5001 ? List.of(1_234L, 99L) : List.of(2_500L + firstId);
        orders.set(0, new Order(firstId, Optional.of(MEMBER), 11, at(day, 18 * 60 + 20), event, prices));
        return orders;
    }

    private static Optional<Order> special(long id, Instant completedAt) {
        if (id == LATE_LINE) {
            return Optional.of(
                    new Order(id, Optional.of(FIRST_MEMBER + 1), 12, completedAt, "", List.of(3_500L, 1_999L)));
        }
        if (id == UNREADABLE) {
            return Optional.of(new Order(id, Optional.of(FIRST_MEMBER + 3), 11, completedAt, "", List.of(2_450L)));
        }
        return id == WRONG
                ? Optional.of(new Order(id, Optional.of(FIRST_MEMBER + 4), 11, completedAt, "", List.of(2_000L)))
                : Optional.empty();
    }

    private Order anyOrder(long id, Instant completedAt, String event) {
        boolean guest = random.nextInt(12) == 0;
        long member = FIRST_MEMBER + random.nextInt(MEMBERS);
        List<Long> prices = new ArrayList<>();
        int lines = 1 + random.nextInt(3);
        for (int line = 0; line < lines; line++) {
            prices.add((long) (random.nextInt(20) == 0 ? 45 : 300 + random.nextInt(6_000)));
        }
        return new Order(
                id, guest ? Optional.empty() : Optional.of(member), 11 + random.nextInt(3), completedAt, event, prices);
    }

    private static List<String> members() {
        List<String> rows = new ArrayList<>();
        for (long member = FIRST_MEMBER; member < FIRST_MEMBER + MEMBERS; member++) {
            Instant registered = at(LocalDate.of(2024, 1, 1).plusDays((member * 37) % 700), 600);
            rows.add("%d,member%d@example.com,en-US,America/Los_Angeles,US-CA,%s,,false,%s"
                    .formatted(member, member, registered, registered));
        }
        return rows;
    }

    private static List<String> stores() {
        String updated = at(LocalDate.of(2026, 1, 2), 600).toString();
        return List.of(
                "11,Harbor Books," + updated, "12,Tin Kettle Kitchen," + updated, "13,Night Owl Records," + updated);
    }

    private static List<String> terms() {
        String updated = at(LocalDate.of(2026, 1, 2), 600).toString();
        return List.of(
                "11,2026-01-01,true,USD,1,0.01,100,,P12M,," + updated,
                "12,2026-01-01,true,USD,2,0.01,100,,P12M,P180D," + updated,
                "13,2026-01-01,false,USD,0,0.01,,,,," + updated);
    }

    private static List<String> rows(List<Order> orders) {
        return orders.stream().map(DemoShop::row).toList();
    }

    private static String row(Order order) {
        Instant placed = order.completedAt().minus(3, ChronoUnit.DAYS);
        return "%d,,1,%s,%d,USD,%d,%s,COMPLETED,%s,%s,%s,%s,,4.99,%s"
                .formatted(
                        order.id(),
                        order.member().map(String::valueOf).orElse(""),
                        order.store(),
                        order.line().size(),
                        order.event(),
                        placed,
                        placed.plusSeconds(90),
                        placed.plus(1, ChronoUnit.DAYS),
                        order.completedAt(),
                        order.completedAt());
    }

    private List<String> lines(List<Order> orders) {
        List<String> rows = new ArrayList<>();
        for (Order order : orders) {
            for (int line = 1; line <= order.line().size(); line++) {
                long cents = order.line().get(line - 1);
                boolean told = order.member().equals(Optional.of(MEMBER)) && order.id() % 100 == 1;
                String category = told ? "books" : CATEGORIES.get(random.nextInt(CATEGORIES.size()));
                rows.add(line(order.id(), line, category, cents, cents));
            }
        }
        return rows;
    }

    private static String line(long order, int line, String category, long price, long paid) {
        return "%d,%d,%d,%s,USD,1,%s,0.00,0.00,0.00,%s,,true,true,true,%s"
                .formatted(
                        order,
                        line,
                        70_000 + order % 90 * 10 + line,
                        category,
                        money(price),
                        money(paid),
                        at(TUESDAY.minusDays(3), 600));
    }

    private static String money(long cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }

    private static Instant at(LocalDate day, int minute) {
        return LocalDateTime.of(day, LocalTime.MIDNIGHT)
                .plusMinutes(minute)
                .atZone(ZONE)
                .toInstant();
    }

    private void file(String name, String columns, List<String> rows) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, columns + "\n" + String.join("\n", rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's files cannot be written to " + folder, e);
        }
    }
}
