package dev.bursar.shop;

import static dev.bursar.shop.Check.after;
import static dev.bursar.shop.Check.neededWhere;
import static dev.bursar.shop.Check.notBefore;
import static dev.bursar.shop.Check.onlyWhere;
import static dev.bursar.shop.Column.key;
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

/**
 * A kind of fact that is taken in ({@code docs/intake.md}), in the order in which files are imported. What is declared
 * here is all there is to a kind: its files' name, its table, what its rows have to fulfil, and its columns, the key's
 * first.
 */
enum Kind {
    MEMBERS(
            "members",
            "shop_member",
            key("member_id", id()),
            optional("email", email()),
            optional("language", language()),
            optional("time_zone", zone()),
            optional("jurisdiction", jurisdiction()),
            required("registered_at", time()),
            optional("closed_at", time()),
            required("mail_opt_out", truth()),
            required("updated_at", time())),
    STORES("stores", "shop_store", key("store_id", id()), required("name", text(200)), required("updated_at", time())),
    STORE_TERMS(
            "store_terms",
            "shop_store_terms",
            key("store_id", id()),
            key("valid_from", date()),
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
            "shop_order",
            key("order_id", id()),
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
            "shop_order_line",
            key("order_id", id()),
            key("line_no", whole(1, Kind.MOST_PARTS)),
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
            required("updated_at", time())),
    REVIEWS(
            "reviews",
            "shop_review",
            List.of(notBefore("removed_at", "published_at")),
            key("review_id", id()),
            required("order_id", id()),
            required("line_no", whole(1, Kind.MOST_PARTS)),
            required("member_id", id()),
            required("published_at", time()),
            optional("removed_at", time()),
            required("updated_at", time())),
    ACTIVITIES(
            "activities",
            "shop_activity",
            List.of(
                    neededWhere(
                            "name",
                            "kind",
                            ActivityKind.TASK,
                            ActivityKind.SHARE,
                            ActivityKind.GAME,
                            ActivityKind.COLLECTION_EVENT),
                    neededWhere("friend_id", "kind", ActivityKind.REFERRAL),
                    onlyWhere("friend_id", "kind", ActivityKind.REFERRAL)),
            key("activity_id", id()),
            required("member_id", id()),
            required("kind", oneOf(ActivityKind.class)),
            optional("name", text(100)),
            optional("store_id", id()),
            optional("friend_id", id()),
            required("occurred_at", time()),
            required("updated_at", time())),
    REDEMPTIONS(
            "redemptions",
            "shop_redemption",
            key("redemption_id", id()),
            required("order_id", id()),
            required("member_id", id()),
            optional("store_id", id()),
            required("units", whole(1, AMOUNT_BOUND)),
            required("currency", currency()),
            required("discount", money()),
            required("redeemed_at", time()),
            required("updated_at", time())),
    REFUNDS(
            "refunds",
            "shop_refund",
            List.of(
                    neededWhere(
                            "decided_at", "status", RefundStatus.GRANTED, RefundStatus.REJECTED, RefundStatus.REVERSED),
                    neededWhere("reversed_at", "status", RefundStatus.REVERSED),
                    notBefore("decided_at", "opened_at"),
                    notBefore("reversed_at", "decided_at")),
            key("refund_id", id()),
            required("order_id", id()),
            required("line_count", whole(0, Kind.MOST_PARTS)),
            required("status", oneOf(RefundStatus.class)),
            required("opened_at", time()),
            optional("decided_at", time()),
            optional("reversed_at", time()),
            required("currency", currency()),
            required("shipping_cash", money()),
            required("updated_at", time())),
    REFUND_LINES(
            "refund_lines",
            "shop_refund_line",
            key("refund_id", id()),
            key("line_no", whole(1, Kind.MOST_PARTS)),
            required("currency", currency()),
            required("amount", money()),
            required("cash", money()),
            required("updated_at", time())),
    COUPONS(
            "coupons",
            "shop_coupon",
            List.of(after("valid_to", "valid_from")),
            key("coupon_id", id()),
            optional("member_id", id()),
            optional("store_id", id()),
            required("instrument", oneOf(Instrument.class)),
            required("currency", currency()),
            required("discount", money()),
            required("minimum", money()),
            required("valid_from", time()),
            required("valid_to", time()),
            required("status", oneOf(CouponStatus.class)),
            required("updated_at", time())),
    COUPON_USES(
            "coupon_uses",
            "shop_coupon_use",
            key("use_id", id()),
            required("coupon_id", id()),
            required("order_id", id()),
            required("line_no", whole(1, Kind.MOST_PARTS)),
            required("currency", currency()),
            required("discount", money()),
            required("applied_at", time()),
            required("updated_at", time())),
    NOTICES(
            "notices",
            "shop_notice",
            key("notice_id", id()),
            required("member_id", id()),
            optional("store_id", id()),
            required("lapses_on", date()),
            required("sent_at", time()),
            required("evidence", text(200)));

    /** Lines of an order, orders of a checkout: far above any real one, so that one order cannot exhaust a chunk. */
    private static final long MOST_PARTS = 100_000;

    /** Pieces of a line, coins per piece: their product stays within 64 bits. */
    private static final long MOST_PIECES = 999_999_999;

    /** Says which of two rows of a key is the newer. */
    static final String UPDATED_AT = "updated_at";

    private final String fileName;
    private final String table;

    @SuppressWarnings("ImmutableEnumChecker") // List.of, and checks keep nothing
    private final List<Check> checks;

    @SuppressWarnings("ImmutableEnumChecker") // List.of, and cells keep nothing
    private final List<Column> columns;

    Kind(String fileName, String table, Column... columns) {
        this(fileName, table, List.of(), columns);
    }

    Kind(String fileName, String table, List<Check> checks, Column... columns) {
        this.fileName = fileName;
        this.table = table;
        this.checks = checks;
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

    /** Where its rows go. */
    String table() {
        return table;
    }

    List<Column> columns() {
        return columns;
    }

    List<Check> checks() {
        return checks;
    }

    /** False: its rows never change, and of several with a key the first stays. */
    boolean isReplaced() {
        return columns.stream().anyMatch(column -> column.name().equals(UPDATED_AT));
    }
}
