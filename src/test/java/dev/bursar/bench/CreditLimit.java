package dev.bursar.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The limit that the server sets: the same rows in the same tables by hand-written set-based SQL, which knows this market's
 * one rate by heart; two connections over disjoint members, rows sorted by key.
 */
final class CreditLimit {

    private static final List<String> STATEMENTS = List.of("""
            insert into account (member_id, programme_id)
            select distinct member_id, 0
            from shop_order
            where member_id between ? and ? and due_shard is not null
            order by member_id
            on duplicate key update version = version
            """, """
            insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version, line_units)
            select o.member_id, 0, 'ORDER', o.order_id, 0, l.paid div 100, l.paid div 100, o.completed_at, o.completed_at,
              null, 'platform', 'PURCHASE', 1, concat('[[1,', l.paid div 100, ']]')
            from shop_order o
            join shop_order_line l on l.order_id = o.order_id
            where o.member_id between ? and ? and o.due_shard is not null
            order by o.member_id, o.order_id
            """, """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select o.member_id, 0, 'ORDER', o.order_id, 0, 'ORDER', o.order_id, 'EARNED', 0, l.paid div 100,
              o.completed_at, date(convert_tz(o.completed_at, '+00:00', '-08:00')), 1, 1
            from shop_order o
            join shop_order_line l on l.order_id = o.order_id
            where o.member_id between ? and ? and o.due_shard is not null
            order by o.member_id, o.order_id
            """, """
            insert into outcome (fact_kind, fact_id, coins, points, figures, since, run_id)
            select 'ORDER', order_id, 1, 102, order_id * 7919, '2026-11-20', 1
            from shop_order
            where member_id between ? and ? and due_shard is not null
            order by order_id
            """, """
            update shop_order
            set changed_at = null, judged = true
            where member_id between ? and ? and due_shard is not null
            """);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    CreditLimit(JdbcTemplate jdbc, JdbcTransactionManager manager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
    }

    void run(long members, int connections) {
        byMembers(members, connections, this::credit);
    }

    /** Hands each connection its part of the members: the first and the last of them. */
    static void byMembers(long members, int connections, BiConsumer<Long, Long> work) {
        var threads = Executors.newFixedThreadPool(connections);
        try {
            CompletableFuture.allOf(IntStream.range(0, connections)
                            .mapToObj(part -> CompletableFuture.runAsync(
                                    () -> work.accept(
                                            members * part / connections + 1, members * (part + 1) / connections),
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
    }

    private void credit(long from, long to) {
        for (String statement : STATEMENTS) {
            transactions.executeWithoutResult(status -> jdbc.update(statement, from, to));
        }
    }
}
