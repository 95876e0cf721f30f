package dev.bursar.earning;

import dev.bursar.batch.DueTime;
import dev.bursar.ledger.AccountKey;
import dev.bursar.ledger.AccountState;
import dev.bursar.ledger.AccountsReader;
import dev.bursar.ledger.FactOutcome;
import dev.bursar.ledger.Run;
import dev.bursar.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Explains how an order is judged, by what judges it in the step {@code credit-orders}. Reads only: it locks nothing and
 * works in a transaction that may not write.
 */
public final class OrderExplanationReader {

    private static final String ORDER = """
            select %s, x.coins, x.points, x.figures, x.since, m.member_id is not null as member_known
            from shop_order o
            left join outcome x on x.fact_kind = 'ORDER' and x.fact_id = o.order_id
            left join shop_member m on m.member_id = o.member_id
            left join shop_order_line l on l.order_id = o.order_id
            where o.order_id = ?
            """.formatted(OrderRowsReader.COLUMNS);

    /** A line's change puts its order on the list with the next run. */
    private static final String ON_WORK_LIST = """
            select count(*)
            from shop_order o
            where o.order_id = ?
              and (o.due_shard is not null
                or (o.status in ('COMPLETED', 'CANCELLED') or o.completed_at is not null or o.judged)
                  and exists (
                    select 1
                    from shop_order_line l
                    where l.order_id = o.order_id and l.changed_at is not null))
            """;

    private static final String LINES = """
            select count(*)
            from shop_order_line
            where order_id = ?
            """;

    private static final String STORES = """
            select count(*)
            from shop_store
            where store_id = ?
            """;

    private final JdbcTemplate jdbc;
    private final Policy policy;
    private final OrderJudge judge;
    private final AccountsReader accounts;

    public OrderExplanationReader(JdbcTemplate jdbc, Policy policy) {
        this.jdbc = jdbc;
        this.policy = policy;
        this.judge = new OrderJudge(new DueOrderStore(jdbc), policy);
        this.accounts = new AccountsReader(jdbc);
    }

    /**
     * As a run would judge the order that takes all that is due now.
     *
     * @param now UTC, by the clock
     * @return empty: the order's row has not arrived
     */
    public Optional<OrderExplanation> explain(long orderId, Instant now) {
        OrderRowsReader rows = new OrderRowsReader();
        jdbc.query(ORDER, rows::row, orderId);
        return rows.orders().stream().findFirst().map(order -> explain(order, now));
    }

    /** How many lines of an order have arrived, whether or not its own row has. */
    public long linesOf(long orderId) {
        return count(LINES, orderId);
    }

    private OrderExplanation explain(DueOrder due, Instant now) {
        DueTime time = DueTime.of(now, now);
        OrderJudge.Explained explained =
                judge.explain(due, count(STORES, due.order().storeId()) > 0, time);
        Run run = new Run(0, now, now, policy.zone(), policy.grace(), policy.version());
        Map<AccountKey, AccountState> states = accounts.of(explained.judged().accounts());
        OrderDecisions decisions = new OrderDecisions(states, run, policy.patience());
        decisions.decide(explained.judged());
        Optional<FactOutcome> before = due.before();
        return new OrderExplanation(
                explained.facts(),
                before.filter(outcome -> outcome.figures() != explained.judged().figures())
                        .isPresent(),
                count(ON_WORK_LIST, due.order().orderId()) > 0,
                time.isDue(due.order().completedAt()),
                explained.coins(),
                explained.points(),
                before,
                decisions.outcomes().get(0),
                List.copyOf(decisions.credits()),
                List.copyOf(decisions.items()));
    }

    private long count(String sql, long orderId) {
        Long count = jdbc.queryForObject(sql, Long.class, orderId);
        return count == null ? 0 : count;
    }
}
