package dev.bursar.cli;

import dev.bursar.ledger.Fact;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.LineUnits;
import dev.bursar.ledger.OutcomeStore;
import dev.bursar.ledger.Purpose;
import dev.bursar.ledger.Reason;
import dev.bursar.sql.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was redeemed on one order, as the step {@code settle-accounts} left it in the books. */
final class OrderSpendingStore {

    private static final String REDEMPTIONS = """
            select c.redemption_id, coalesce(s.programme_id, c.store_id, 0) as programme_id,
              coalesce(s.units, c.units) as units, c.redeemed_at, s.times_out_at, s.line_units,
              x.spending, x.figures, x.since
            from shop_redemption c
            left join spending s on s.redemption_id = c.redemption_id
            left join outcome x on x.fact_kind = 'REDEMPTION' and x.fact_id = c.redemption_id
            where c.order_id = ?
            order by c.redeemed_at, c.redemption_id
            """;

    private static final String ITEMS = """
            select e.fact_id, e.reason, e.detail
            from shop_redemption c
            join exception_item e on e.fact_kind = 'REDEMPTION' and e.fact_id = c.redemption_id
            where c.order_id = ? and e.closed_at is null
            order by e.fact_id, e.reason
            """;

    private final JdbcTemplate jdbc;

    OrderSpendingStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What a redemption holds of the account. */
    enum Hold {
        TAKEN,
        RESERVED,
        NOTHING
    }

    /**
     * A redemption as it was judged last.
     *
     * @param programme     0: coins; else the store whose points they are
     * @param outcome       a reason's name; empty: no run has looked at it
     * @param reservedUntil of what is reserved, when it is free again; empty: never, since its order is paid
     * @param lines         of what is taken, for which lines
     * @param listed        what should be looked at, with its figures
     */
    record Redemption(
            long redemption,
            long programme,
            long units,
            Instant redeemedAt,
            Hold holds,
            Optional<String> outcome,
            Optional<Instant> reservedUntil,
            List<OfLine> lines,
            List<OrderView.Listed> listed) {}

    record OfLine(int line, long units) {}

    /** @param now as of which units are reserved or free again */
    List<Redemption> redemptions(long order, Instant now) {
        Map<Long, List<OrderView.Listed>> listed = new HashMap<>();
        jdbc.query(
                ITEMS,
                row -> {
                    listed.computeIfAbsent(row.getLong("fact_id"), unseen -> new ArrayList<>())
                            .add(item(row));
                },
                order);
        return jdbc.query(
                REDEMPTIONS,
                (row, number) -> redemption(row, listed.getOrDefault(row.getLong("redemption_id"), List.of()), now),
                order);
    }

    private static OrderView.Listed item(ResultSet row) throws SQLException {
        int code = row.getInt("reason");
        return new OrderView.Listed(
                "spending", Reason.of(code).map(Enum::name).orElse("CODE_" + code), row.getString("detail"));
    }

    private static Redemption redemption(ResultSet row, List<OrderView.Listed> listed, Instant now)
            throws SQLException {
        long id = row.getLong("redemption_id");
        Optional<FactOutcome> outcome = OutcomeStore.maybeSpending(row, Fact.redemption(id));
        Optional<Instant> timesOutAt = Optional.ofNullable(Cells.maybeInstant(row, "times_out_at"));
        Hold holds = outcome.map(one -> holds(one, timesOutAt, now)).orElse(Hold.NOTHING);
        List<OfLine> lines = new ArrayList<>();
        LineUnits.read(row.getString("line_units")).forEach((line, units) -> lines.add(new OfLine(line, units)));
        return new Redemption(
                id,
                row.getLong("programme_id"),
                row.getLong("units"),
                Cells.instant(row, "redeemed_at"),
                holds,
                outcome.map(one -> one.of(Purpose.SPENDING).name()),
                timesOutAt.filter(at -> holds == Hold.RESERVED && MemberView.isTimeOut(at)),
                lines,
                listed);
    }

    /** Dates decide and not jobs: what has timed out is free, whether or not a run has noted it. */
    private static Hold holds(FactOutcome outcome, Optional<Instant> timesOutAt, Instant now) {
        if (outcome.isPosted(Purpose.SPENDING)) {
            return Hold.TAKEN;
        }
        boolean isOpen = FactOutcome.isOpen(outcome.of(Purpose.SPENDING));
        return isOpen && timesOutAt.filter(at -> at.isAfter(now)).isPresent() ? Hold.RESERVED : Hold.NOTHING;
    }
}
