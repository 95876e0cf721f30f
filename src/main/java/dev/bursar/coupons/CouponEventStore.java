package dev.bursar.coupons;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactKind;
import dev.bursar.ledger.Run;
import dev.bursar.sql.Cells;
import dev.bursar.sql.KeyedQuery;
import dev.bursar.sql.MultiRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of table {@code coupon_event}: only ever added. */
final class CouponEventStore {

    private static final MultiRow INSERT = new MultiRow("""
            insert into coupon_event (
              coupon_id, order_id, nth, from_status, to_status, cause_kind, cause_id, case_no, effective_at, withdraws,
              run_id, policy_version)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "");

    private static final KeyedQuery OF_KEYS = new KeyedQuery("""
            select coupon_id, order_id, nth, from_status, to_status, cause_kind, cause_id, case_no, effective_at, withdraws
            from coupon_event force index (primary)
            where (coupon_id, order_id) in (:keys)
            order by coupon_id, order_id, nth
            """, "(?, ?)");

    private final JdbcTemplate jdbc;

    CouponEventStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** All events of coupons, those taken back too, in order. */
    Map<CouponKey, List<CouponEvent>> of(List<CouponKey> keys) {
        Map<CouponKey, List<CouponEvent>> events = new HashMap<>();
        OF_KEYS.query(
                jdbc,
                keys,
                (cells, key) -> cells.number(key.couponId()).number(key.orderId()),
                row -> events.computeIfAbsent(CouponStore.key(row), key -> new ArrayList<>())
                        .add(event(row)));
        return events;
    }

    private static CouponEvent event(ResultSet row) throws SQLException {
        int withdraws = row.getInt("withdraws");
        OptionalInt taken = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(withdraws);
        return new CouponEvent(
                CouponStore.key(row),
                row.getInt("nth"),
                new Move(
                        Cells.instant(row, "effective_at"),
                        Status.valueOf(row.getString("from_status")),
                        Status.valueOf(row.getString("to_status")),
                        new Fact(FactKind.valueOf(row.getString("cause_kind")), row.getLong("cause_id")),
                        row.getInt("case_no")),
                taken);
    }

    void insert(List<CouponEvent> events, Run run) {
        INSERT.execute(
                jdbc,
                events,
                (cells, event) -> cells.number(event.coupon().couponId())
                        .number(event.coupon().orderId())
                        .number((long) event.nth())
                        .code(event.move().from())
                        .code(event.move().to())
                        .code(event.move().cause().kind())
                        .number(event.move().cause().id())
                        .number((long) event.move().caseNo())
                        .instant(event.move().at())
                        .number(
                                event.withdraws().isPresent()
                                        ? (Integer) event.withdraws().getAsInt()
                                        : null)
                        .number(run.id())
                        .number((long) run.policyVersion()));
    }
}
