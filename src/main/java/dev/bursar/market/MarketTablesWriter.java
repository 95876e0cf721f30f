package dev.bursar.market;

import dev.bursar.sql.Cells;
import dev.bursar.sql.MultiRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes rows straight into the shop's tables, a few thousand of a kind at a time. Each fact comes once, so nothing is
 * compared and nothing replaced. Rows that could not be read have no place there.
 */
final class MarketTablesWriter implements Facts {

    private static final int ROWS = 2_000;

    private static final String TAKEN = """
            select exists (select 1 from shop_order) or exists (select 1 from shop_member) or exists (select 1 from shop_store)
            """;

    private static final String TABLES = """
            select table_name
            from information_schema.tables
            where table_schema = database()
            """;

    private static final String MEMBERS = """
            insert into shop_member
              (member_id, email, language, time_zone, jurisdiction, registered_at, closed_at, mail_opt_out, updated_at)
            values""";

    private static final String STORES = """
            insert into shop_store
              (store_id, name, updated_at)
            values""";

    private static final String STORE_TERMS = """
            insert into shop_store_terms
              (store_id, valid_from, takes_part, currency, units_per_unit, point_value, minimum, maximum, inactive_after,
              lot_life, updated_at)
            values""";

    private static final String ORDERS = """
            insert into shop_order
              (order_id, checkout_id, checkout_order_count, member_id, store_id, currency, line_count, event, status, placed_at,
              paid_at, shipped_at, completed_at, cancelled_at, shipping, updated_at)
            values""";

    private static final String ORDER_LINES = """
            insert into shop_order_line
              (order_id, line_no, product_id, category, currency, quantity, price, coupon_discount, coin_discount,
              point_discount, paid, coin_reward, accepts_coins, earns_points, regular_price, updated_at)
            values""";

    private static final String REVIEWS = """
            insert into shop_review
              (review_id, order_id, line_no, member_id, published_at, removed_at, updated_at)
            values""";

    private static final String ACTIVITIES = """
            insert into shop_activity
              (activity_id, member_id, kind, name, store_id, friend_id, occurred_at, updated_at)
            values""";

    private static final String REDEMPTIONS = """
            insert into shop_redemption
              (redemption_id, order_id, member_id, store_id, units, currency, discount, redeemed_at, updated_at)
            values""";

    private static final String REFUNDS = """
            insert into shop_refund
              (refund_id, order_id, line_count, status, opened_at, decided_at, reversed_at, currency, shipping_cash,
              updated_at)
            values""";

    private static final String REFUND_LINES = """
            insert into shop_refund_line
              (refund_id, line_no, currency, amount, cash, updated_at)
            values""";

    private static final String COUPONS = """
            insert into shop_coupon
              (coupon_id, member_id, store_id, instrument, currency, discount, minimum, valid_from, valid_to, status,
              updated_at)
            values""";

    private static final String COUPON_USES = """
            insert into shop_coupon_use
              (use_id, coupon_id, order_id, line_no, currency, discount, applied_at, updated_at)
            values""";

    private static final String NOTICES = """
            insert into shop_notice
              (notice_id, member_id, store_id, lapses_on, sent_at, evidence)
            values""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Map<Kind, Pending> pending = new EnumMap<>(Kind.class);
    private Kind current = Kind.MEMBERS;
    private CollectedRow row = new CollectedRow(List.of());

    MarketTablesWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        DataSource dataSource = Objects.requireNonNull(jdbc.getDataSource());
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Rows of a kind that are still to be written. */
    private record Pending(MultiRow statement, List<List<@Nullable Object>> rows) {}

    /** @throws MarketRefusedException if there are facts already */
    void begin() {
        if (Boolean.TRUE.equals(jdbc.queryForObject(TAKEN, Boolean.class))) {
            throw new MarketRefusedException(
                    "The shop's tables are not empty, and a market must not be mixed with other"
                            + " facts. Give it a schema of its own (BURSAR_DB_URL).");
        }
        Set<String> tables = Set.copyOf(jdbc.queryForList(TABLES, String.class));
        for (Kind kind : Kind.values()) {
            if (tables.contains(table(kind))) {
                pending.put(kind, new Pending(statement(kind), new ArrayList<>(ROWS)));
            }
        }
    }

    private static String table(Kind kind) {
        String head = head(kind);
        return head.substring("insert into ".length(), head.indexOf('\n'));
    }

    private static MultiRow statement(Kind kind) {
        String row = "(" + String.join(", ", Collections.nCopies(kind.columns().size(), "?")) + ")";
        return new MultiRow(head(kind), row, "");
    }

    private static String head(Kind kind) {
        return switch (kind) {
            case MEMBERS -> MEMBERS;
            case STORES -> STORES;
            case STORE_TERMS -> STORE_TERMS;
            case ORDERS -> ORDERS;
            case ORDER_LINES -> ORDER_LINES;
            case REVIEWS -> REVIEWS;
            case ACTIVITIES -> ACTIVITIES;
            case REDEMPTIONS -> REDEMPTIONS;
            case REFUNDS -> REFUNDS;
            case REFUND_LINES -> REFUND_LINES;
            case COUPONS -> COUPONS;
            case COUPON_USES -> COUPON_USES;
            case NOTICES -> NOTICES;
        };
    }

    @Override
    public @Nullable Row begin(Kind kind, int delivery, Optional<Poison> damage) {
        if (damage.isPresent() || !pending.containsKey(kind)) {
            return null;
        }
        current = kind;
        row = new CollectedRow(new ArrayList<>(kind.columns().size()));
        return row;
    }

    @Override
    public void end() {
        Pending rows = pending.get(current);
        if (rows != null) {
            rows.rows().add(row.values());
            if (rows.rows().size() >= ROWS) {
                flush(rows);
            }
        }
    }

    void finish() {
        pending.values().forEach(this::flush);
    }

    private void flush(Pending rows) {
        transactions.executeWithoutResult(
                unused -> rows.statement().execute(jdbc, rows.rows(), MarketTablesWriter::bind));
        rows.rows().clear();
    }

    private static void bind(Cells cells, List<@Nullable Object> values) throws SQLException {
        for (Object value : values) {
            if (value instanceof Long number) {
                cells.number(number);
            } else if (value instanceof Boolean flag) {
                cells.flag(flag);
            } else if (value instanceof Instant instant) {
                cells.instant(instant);
            } else {
                cells.text((String) value);
            }
        }
    }
}
