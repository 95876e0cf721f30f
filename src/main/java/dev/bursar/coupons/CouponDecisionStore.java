package dev.bursar.coupons;

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

/** The rows of table {@code coupon_decision}: one for each refund and coupon, as it was decided last. */
final class CouponDecisionStore {

    private static final MultiRow WRITE = new MultiRow("""
            insert into coupon_decision (
              refund_id, coupon_id, order_id, case_no, effect, status_after, refunded, price, ends_at, policy_version,
              run_id, decided_at)
            values""", "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", """
            on duplicate key update
              order_id = values(order_id), case_no = values(case_no), effect = values(effect),
              status_after = values(status_after), refunded = values(refunded), price = values(price),
              ends_at = values(ends_at), policy_version = values(policy_version), run_id = values(run_id),
              decided_at = values(decided_at)
            """);

    private static final KeyedQuery OF_REFUNDS = new KeyedQuery("""
            select refund_id, coupon_id, order_id, case_no, effect, status_after, refunded, price, ends_at
            from coupon_decision force index (primary)
            where (refund_id, coupon_id) in (:keys)
            """, "(?, ?)");

    private static final KeyedQuery OF_COUPONS = new KeyedQuery("""
            select refund_id, coupon_id, order_id, case_no, effect, status_after, refunded, price, ends_at
            from coupon_decision force index (of_coupon)
            where coupon_id in (:keys)
            order by coupon_id, refund_id
            """, "?");

    private final JdbcTemplate jdbc;

    CouponDecisionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A decision about a coupon. */
    record Decided(long couponId, RefundDecision decision) {}

    /** Writes those that are new or say something else than before. */
    void write(List<Decided> decisions, Run run) {
        if (decisions.isEmpty()) {
            return;
        }
        Map<List<Long>, RefundDecision> before = new HashMap<>();
        OF_REFUNDS.query(
                jdbc,
                decisions,
                (cells, decided) -> cells.number(decided.decision().refundId()).number(decided.couponId()),
                row -> before.put(List.of(row.getLong("refund_id"), row.getLong("coupon_id")), decision(row)));
        List<Decided> changed = decisions.stream()
                .filter(decided -> !decided.decision()
                        .equals(before.get(List.of(decided.decision().refundId(), decided.couponId()))))
                .toList();
        WRITE.execute(jdbc, changed, (cells, decided) -> {
            RefundDecision decision = decided.decision();
            cells.number(decision.refundId())
                    .number(decided.couponId())
                    .number(decision.orderId())
                    .number(
                            decision.caseNo().isPresent()
                                    ? (Integer) decision.caseNo().getAsInt()
                                    : null)
                    .code(decision.effect())
                    .code(decision.statusAfter())
                    .number(decision.refunded())
                    .number(decision.price())
                    .instant(decision.endsAt())
                    .number((long) run.policyVersion())
                    .number(run.id())
                    .instant(run.judgedAt());
        });
    }

    Map<Long, List<RefundDecision>> ofCoupons(List<Long> coupons) {
        Map<Long, List<RefundDecision>> decisions = new HashMap<>();
        OF_COUPONS.query(
                jdbc,
                coupons,
                (cells, id) -> cells.number(id.longValue()),
                row -> decisions
                        .computeIfAbsent(row.getLong("coupon_id"), key -> new ArrayList<>())
                        .add(decision(row)));
        return decisions;
    }

    private static RefundDecision decision(ResultSet row) throws SQLException {
        int caseNo = row.getInt("case_no");
        OptionalInt which = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(caseNo);
        return new RefundDecision(
                row.getLong("refund_id"),
                row.getLong("order_id"),
                which,
                RefundDecision.Effect.valueOf(row.getString("effect")),
                Status.valueOf(row.getString("status_after")),
                row.getLong("refunded"),
                row.getLong("price"),
                Cells.instant(row, "ends_at"));
    }
}
