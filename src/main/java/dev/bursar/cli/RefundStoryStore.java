package dev.bursar.cli;

import dev.bursar.ledger.Reason;
import dev.bursar.sql.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/** What refunds decided, as tables {@code shop_refund}, {@code outcome} and {@code decision} hold it. */
final class RefundStoryStore {

    private static final String OF_ORDER = """
            select r.refund_id, r.order_id, r.status, r.opened_at, r.decided_at, r.reversed_at, x.coins, x.points, x.spending
            from shop_refund r force index (of_order)
            left join outcome x on x.fact_kind = 'REFUND' and x.fact_id = r.refund_id
            where r.order_id = ?
            order by coalesce(r.decided_at, r.opened_at), r.refund_id
            """;

    private static final String ORDER_OF = """
            select order_id
            from shop_refund
            where refund_id = ?
            """;

    private static final String MEMBER_OF = """
            select coalesce(member_id, 0) as member_id
            from shop_order
            where order_id = ?
            """;

    private static final String ORDERS_OF_MEMBER = """
            select distinct coalesce(r.order_id, d.fact_id) as order_id
            from decision d
            left join shop_refund r on d.fact_kind = 'REFUND' and r.refund_id = d.fact_id
            where d.member_id = ?
            union
            select coalesce(r.order_id, 0)
            from dispute p
            join shop_refund r on r.refund_id = p.refund_id
            where p.member_id = ?
            order by order_id
            """;

    private static final String DECISIONS = """
            select d.programme_id, d.subject_kind, d.subject_id, d.subject_part, d.rules_case, d.units, d.so_far, d.of_units,
              d.lines_read, d.effective_at, d.policy_version
            from decision d force index (of_fact)
            where d.fact_kind = ? and d.fact_id = ?
            order by d.effective_at, d.programme_id, d.subject_kind, d.subject_id, d.subject_part
            """;

    private static final String REDEMPTIONS = """
            select redemption_id
            from shop_redemption force index (of_order)
            where order_id = ?
            """;

    private static final Pattern LINE =
            Pattern.compile("\\[\\s*(\\d+)\\s*,\\s*(-?\\d+)\\s*,\\s*(-?\\d+)\\s*,\\s*(\\d+)\\s*]");

    private final JdbcTemplate jdbc;

    RefundStoryStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A refund and what became of it.
     *
     * @param coins a reason's name; so with points and spending; empty: no run has judged it
     */
    record Refund(
            long refund,
            long order,
            String status,
            Instant openedAt,
            Optional<Instant> decidedAt,
            Optional<Instant> reversedAt,
            Optional<String> coins,
            Optional<String> points,
            Optional<String> spending,
            List<Decided> decisions) {}

    /**
     * What it does to a redemption or a lot.
     *
     * @param programme 0: coins; else the store whose points they are
     * @param subject   {@code REDEMPTION/5} or {@code ORDER/42}
     * @param part      of a lot: 0, or the promotion whose bonus it is
     * @param rulesCase 14: what was spent goes back; 15: what was earned is taken back
     * @param units     by this refund
     * @param soFar     by all up to this one
     * @param of        what was spent or earned
     */
    record Decided(
            long programme,
            String subject,
            int part,
            int rulesCase,
            long units,
            long soFar,
            long of,
            List<LineRead> lines,
            Instant at,
            int policyVersion) {}

    /**
     * What was read of one line.
     *
     * @param line     0: the order as a whole
     * @param refunded so far, never more than the price; both in minor units
     * @param units    of the redemption or the lot
     */
    record LineRead(int line, long refunded, long price, long units) {}

    Optional<Long> orderOf(long refund) {
        return jdbc.queryForList(ORDER_OF, Long.class, refund).stream().findFirst();
    }

    /** @return 0 for a guest's; empty: the order is not known */
    Optional<Long> memberOf(long order) {
        return jdbc.queryForList(MEMBER_OF, Long.class, order).stream().findFirst();
    }

    /** Orders of which refunds moved or hold something of a member's. */
    List<Long> refundedOrdersOf(long member) {
        return jdbc.queryForList(ORDERS_OF_MEMBER, Long.class, member, member);
    }

    /** By the time at which they were decided. */
    List<Refund> refundsOf(long order) {
        return jdbc.query(OF_ORDER, (row, number) -> refund(row), order);
    }

    List<Long> redemptionsOf(long order) {
        return jdbc.queryForList(REDEMPTIONS, Long.class, order);
    }

    /** @param kind of the fact: REFUND, or ORDER for one that was cancelled between payment and shipping */
    List<Decided> decisions(String kind, long id) {
        return jdbc.query(DECISIONS, (row, number) -> decided(row), kind, id);
    }

    private Refund refund(ResultSet row) throws SQLException {
        long id = row.getLong("refund_id");
        return new Refund(
                id,
                row.getLong("order_id"),
                row.getString("status"),
                Cells.instant(row, "opened_at"),
                Optional.ofNullable(Cells.maybeInstant(row, "decided_at")),
                Optional.ofNullable(Cells.maybeInstant(row, "reversed_at")),
                reason(row, "coins"),
                reason(row, "points"),
                reason(row, "spending"),
                decisions("REFUND", id));
    }

    private static Optional<String> reason(ResultSet row, String column) throws SQLException {
        int code = row.getInt(column);
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(Reason.of(code).map(Enum::name).orElse("CODE_" + code));
    }

    private static Decided decided(ResultSet row) throws SQLException {
        List<LineRead> lines = new ArrayList<>();
        Matcher read = LINE.matcher(row.getString("lines_read"));
        while (read.find()) {
            lines.add(new LineRead(
                    Integer.parseInt(read.group(1)),
                    Long.parseLong(read.group(2)),
                    Long.parseLong(read.group(3)),
                    Long.parseLong(read.group(4))));
        }
        return new Decided(
                row.getLong("programme_id"),
                row.getString("subject_kind") + "/" + row.getLong("subject_id"),
                row.getInt("subject_part"),
                row.getInt("rules_case"),
                row.getLong("units"),
                row.getLong("so_far"),
                row.getLong("of_units"),
                lines,
                Cells.instant(row, "effective_at"),
                row.getInt("policy_version"));
    }
}
