package dev.bursar.coupons;

import dev.bursar.ledger.Run;
import dev.bursar.shop.CouponStatus;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code coupon}. They only change while the row of {@code shop_coupon} is locked. */
final class CouponStore {

    private static final KeyedQuery OF_KEYS = new KeyedQuery("""
            select coupon_id, order_id, status, opening, since, next_at, frozen_until, judged_as_of, flagged, events
            from coupon force index (primary)
            where (coupon_id, order_id) in (:keys)
            """, "(?, ?)");

    private static final MultiRow WRITE = new MultiRow("""
            insert into coupon (
              coupon_id, order_id, status, opening, since, next_at, frozen_until, judged_as_of, flagged, events, version,
              run_id)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)", """
            on duplicate key update
              status = values(status), since = values(since), next_at = values(next_at),
              frozen_until = values(frozen_until), judged_as_of = values(judged_as_of), flagged = values(flagged),
              events = values(events), version = version + 1, run_id = values(run_id)
            """);

    private final JdbcTemplate jdbc;

    CouponStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param keys ascending; those that were never judged are absent from the answer */
    Map<CouponKey, CouponState> of(List<CouponKey> keys) {
        Map<CouponKey, CouponState> states = new HashMap<>();
        OF_KEYS.query(
                jdbc,
                keys,
                (cells, key) -> cells.number(key.couponId()).number(key.orderId()),
                row -> states.put(key(row), state(row)));
        return states;
    }

    void write(Map<CouponKey, CouponState> states, Run run) {
        WRITE.execute(jdbc, List.copyOf(new TreeMap<>(states).entrySet()), (cells, row) -> {
            CouponState state = row.getValue();
            cells.number(row.getKey().couponId())
                    .number(row.getKey().orderId())
                    .code(state.status())
                    .code(state.opening())
                    .instant(state.since().orElse(null))
                    .instant(state.nextAt().orElse(null))
                    .instant(state.frozenUntil())
                    .instant(state.judgedAsOf())
                    .flag(state.flagged())
                    .number((long) state.events())
                    .number(run.id());
        });
    }

    static CouponKey key(ResultSet row) throws SQLException {
        return new CouponKey(row.getLong("coupon_id"), row.getLong("order_id"));
    }

    private static CouponState state(ResultSet row) throws SQLException {
        return new CouponState(
                Status.valueOf(row.getString("status")),
                CouponStatus.valueOf(row.getString("opening")),
                Optional.ofNullable(Cells.maybeInstant(row, "since")),
                Optional.ofNullable(Cells.maybeInstant(row, "next_at")),
                Cells.instant(row, "frozen_until"),
                Cells.instant(row, "judged_as_of"),
                row.getBoolean("flagged"),
                row.getInt("events"));
    }
}
