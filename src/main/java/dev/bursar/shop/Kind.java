package dev.bursar.shop;

import static dev.bursar.shop.Column.optional;
import static dev.bursar.shop.Column.required;
import static dev.bursar.shop.NumberCells.AMOUNT_BOUND;
import static dev.bursar.shop.NumberCells.decimal;
import static dev.bursar.shop.NumberCells.id;
import static dev.bursar.shop.NumberCells.money;
import static dev.bursar.shop.NumberCells.whole;
import static dev.bursar.shop.TextCells.currency;
import static dev.bursar.shop.TextCells.email;
import static dev.bursar.shop.TextCells.jurisdiction;
import static dev.bursar.shop.TextCells.language;
import static dev.bursar.shop.TextCells.oneOf;
import static dev.bursar.shop.TextCells.text;
import static dev.bursar.shop.TextCells.truth;
import static dev.bursar.shop.TimeCells.date;
import static dev.bursar.shop.TimeCells.period;
import static dev.bursar.shop.TimeCells.time;
import static dev.bursar.shop.TimeCells.zone;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of fact that is taken in ({@code docs/intake.md}), in the order in which files are imported. Columns stand in
 * the order of the upsert's placeholders, the key's first.
 */
enum Kind {
    MEMBERS(
            "members",
            1,
            Upserts.MEMBERS,
            required("member_id", id()),
            optional("email", email()),
            optional("language", language()),
            optional("time_zone", zone()),
            optional("jurisdiction", jurisdiction()),
            required("registered_at", time()),
            optional("closed_at", time()),
            required("mail_opt_out", truth()),
            required("updated_at", time())),
    STORES(
            "stores",
            1,
            Upserts.STORES,
            required("store_id", id()),
            required("name", text(200)),
            required("updated_at", time())),
    STORE_TERMS(
            "store_terms",
            2,
            Upserts.STORE_TERMS,
            required("store_id", id()),
            required("valid_from", date()),
            required("takes_part", truth()),
            required("currency", currency()),
            required("units_per_unit", decimal(12, 6)),
            required("point_value", decimal(10, 8)),
            optional("minimum", whole(0, AMOUNT_BOUND)),
            optional("maximum", whole(0, AMOUNT_BOUND)),
            optional("inactive_after", period()),
            optional("lot_life", period()),
            required("updated_at", time())),
    ORDERS(
            "orders",
            1,
            Upserts.ORDERS,
            required("order_id", id()),
            optional("checkout_id", id()),
            required("checkout_order_count", whole(1, Kind.MOST_PARTS)),
            optional("member_id", id()),
            required("store_id", id()),
            required("currency", currency()),
            required("line_count", whole(1, Kind.MOST_PARTS)),
            optional("event", text(100)),
            required("status", oneOf(OrderStatus.class)),
            required("placed_at", time()),
            optional("paid_at", time()),
            optional("shipped_at", time()),
            optional("completed_at", time()),
            optional("cancelled_at", time()),
            required("shipping", money()),
            required("updated_at", time())),
    ORDER_LINES(
            "order_lines",
            2,
            Upserts.ORDER_LINES,
            required("order_id", id()),
            required("line_no", whole(1, Kind.MOST_PARTS)),
            required("product_id", id()),
            optional("category", text(100)),
            required("currency", currency()),
            required("quantity", whole(-Kind.MOST_PIECES, Kind.MOST_PIECES)),
            required("price", money()),
            required("coupon_discount", money()),
            required("coin_discount", money()),
            required("point_discount", money()),
            required("paid", money()),
            optional("coin_reward", whole(-Kind.MOST_PIECES, Kind.MOST_PIECES)),
            required("accepts_coins", truth()),
            required("earns_points", truth()),
            required("regular_price", truth()),
            required("updated_at", time()));

    /** Lines of an order, orders of a checkout: far above any real one, so that one order cannot exhaust a chunk. */
    private static final long MOST_PARTS = 100_000;

    /** Pieces of a line, coins per piece: their product stays within 64 bits. */
    private static final long MOST_PIECES = 999_999_999;

    /** In the contract, but not taken in yet. */
    static final Set<String> LATER = Set.of(
            "reviews", "activities", "redemptions", "refunds", "refund_lines", "coupons", "coupon_uses", "notices");

    private final String fileName;
    private final int keyColumns;
    private final String upsert;

    @SuppressWarnings("ImmutableEnumChecker") // List.of, and cells keep nothing
    private final List<Column> columns;

    Kind(String fileName, int keyColumns, String upsert, Column... columns) {
        this.fileName = fileName;
        this.keyColumns = keyColumns;
        this.upsert = upsert;
        this.columns = List.of(columns);
    }

    static Optional<Kind> named(String fileName) {
        return Arrays.stream(values())
                .filter(kind -> kind.fileName.equals(fileName))
                .findFirst();
    }

    /** What its files are called before {@code .csv} or {@code -…csv}. */
    String fileName() {
        return fileName;
    }

    /** How many of the columns, from the first, identify a row. */
    int keyColumns() {
        return keyColumns;
    }

    /** The statement for one row. */
    String upsert() {
        return upsert;
    }

    List<Column> columns() {
        return columns;
    }
}
