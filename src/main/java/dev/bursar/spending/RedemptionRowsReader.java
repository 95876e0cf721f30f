package dev.bursar.spending;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.shop.OrderStatus;
import dev.bursar.shop.Redemption;
import dev.bursar.sql.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts redemptions together from rows of redemption, order, line and outcome, in any order. */
final class RedemptionRowsReader {

    /** What is read of a redemption {@code r} with its outcome and booking, its order {@code o} and its line {@code l}. */
    static final String COLUMNS = """
            r.redemption_id, r.order_id, r.member_id, r.store_id, r.units, r.currency, r.discount, r.redeemed_at,
              r.changed_at is not null or coalesce(o.judged and o.changed_at is not null, false) as on_work_list, r.spending, r.figures, r.since,
              r.holder_id, r.programme_id, r.booked_units, r.effective_at, r.paid_at, r.released_at, r.times_out_at,
              r.line_units, m.member_id is not null as member_known,
              r.store_id is null or t.store_id is not null as store_known,
              o.order_id is not null as order_known, o.member_id as buyer_id, o.store_id as seller_id,
              o.currency as order_currency, o.status, o.line_count, o.paid_at as order_paid_at, o.cancelled_at,
              l.line_no, l.price, l.coupon_discount, l.coin_discount, l.point_discount, l.accepts_coins
            """;

    /** What these columns need of a redemption {@code c}, its outcome {@code x} and its booking {@code s}. */
    static final String INNER_COLUMNS = """
            c.redemption_id, c.order_id, c.member_id, c.store_id, c.units, c.currency, c.discount, c.redeemed_at,
                c.changed_at, x.spending, x.figures, x.since, s.member_id as holder_id, s.programme_id,
                s.units as booked_units, s.effective_at, s.paid_at, s.released_at, s.times_out_at, s.line_units
            """;

    static final String JOINS = """
            left join shop_member m force index (primary) on m.member_id = r.member_id
            left join shop_store t force index (primary) on t.store_id = r.store_id
            left join shop_order o force index (primary) on o.order_id = r.order_id
            left join shop_order_line l force index (primary) on l.order_id = r.order_id
            """;

    private final Map<Long, Found> found = new LinkedHashMap<>();

    private record Found(DueRedemption redemption, List<SpentOrder.Line> lines) {

        DueRedemption whole() {
            lines.sort(Comparator.comparingInt(SpentOrder.Line::lineNo));
            return new DueRedemption(
                    redemption.redemption(),
                    redemption.memberKnown(),
                    redemption.storeKnown(),
                    redemption.order().map(order -> order.withLines(lines)),
                    redemption.onWorkList(),
                    redemption.before(),
                    redemption.booked());
        }
    }

    void row(ResultSet row) throws SQLException {
        long id = row.getLong("redemption_id");
        Found redemption = found.get(id);
        if (redemption == null) {
            redemption = new Found(redemption(row, id), new ArrayList<>(4));
            found.put(id, redemption);
        }
        int lineNo = row.getInt("line_no");
        if (!row.wasNull()) {
            redemption
                    .lines()
                    .add(new SpentOrder.Line(
                            lineNo,
                            row.getLong("price"),
                            row.getLong("coupon_discount"),
                            row.getLong("coin_discount"),
                            row.getLong("point_discount"),
                            row.getBoolean("accepts_coins")));
        }
    }

    /** In the order in which they were met. */
    List<DueRedemption> redemptions() {
        return found.values().stream().map(Found::whole).toList();
    }

    private static DueRedemption redemption(ResultSet row, long id) throws SQLException {
        return new DueRedemption(
                new Redemption(
                        id,
                        row.getLong("order_id"),
                        row.getLong("member_id"),
                        Cells.maybeNumber(row, "store_id"),
                        row.getLong("units"),
                        row.getString("currency"),
                        row.getLong("discount"),
                        Cells.instant(row, "redeemed_at")),
                row.getBoolean("member_known"),
                row.getBoolean("store_known"),
                row.getBoolean("order_known") ? Optional.of(order(row)) : Optional.empty(),
                row.getBoolean("on_work_list"),
                OutcomeStore.maybeSpending(row, Fact.redemption(id)),
                SpendingStore.maybe(row));
    }

    private static SpentOrder order(ResultSet row) throws SQLException {
        return new SpentOrder(
                row.getLong("order_id"),
                Cells.maybeNumber(row, "buyer_id"),
                row.getLong("seller_id"),
                row.getString("order_currency"),
                OrderStatus.valueOf(row.getString("status")),
                row.getInt("line_count"),
                Optional.ofNullable(Cells.maybeInstant(row, "order_paid_at")),
                Optional.ofNullable(Cells.maybeInstant(row, "cancelled_at")),
                List.of());
    }
}
