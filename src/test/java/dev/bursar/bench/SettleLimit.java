package dev.bursar.bench;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The limit that the server sets: the same rows in the same tables by hand-written set-based SQL; two connections over
 * disjoint members. Lots and redemptions of a member are laid side by side, unit by unit, and what lies beside each other is
 * spent. That is right for this market alone: all its lots were earned before anything is redeemed, none ends meanwhile,
 * nobody redeems more than he has, all orders are paid, and nothing is held, returned or owed.
 */
final class SettleLimit {

    private static final List<String> STATEMENTS = List.of("""
            insert into spending (redemption_id, member_id, programme_id, units, effective_at, paid_at, released_at,
              times_out_at, line_units)
            select r.redemption_id, r.member_id, 0, r.units, r.redeemed_at, o.paid_at, null,
              date_add(r.redeemed_at, interval 3 day), concat('[[1,', r.units, ']]')
            from shop_redemption r
            join shop_order o on o.order_id = r.order_id
            join shop_order_line l on l.order_id = o.order_id
            where r.member_id between ? and ? and r.due_shard is not null and l.coin_discount = r.discount
            order by r.redemption_id
            """, """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select l.member_id, 0, l.source_kind, l.source_id, l.part, 'REDEMPTION', r.redemption_id, 'SPENT', 0,
              greatest(l.upto - l.remaining, r.upto - r.units) - least(l.upto, r.upto), r.redeemed_at,
              date(convert_tz(r.redeemed_at, '+00:00', '-08:00')), 1, 1
            from (
              select member_id, source_kind, source_id, part, remaining,
                sum(remaining) over (partition by member_id order by ends_at, earned_at, source_id) as upto
              from lot
              where member_id between ? and ? and programme_id = 0 and open_mark = 1
            ) l
            join (
              select member_id, redemption_id, units, redeemed_at,
                sum(units) over (partition by member_id order by redeemed_at, redemption_id) as upto
              from shop_redemption
              where member_id between ? and ? and due_shard is not null
            ) r on r.member_id = l.member_id and r.upto > l.upto - l.remaining and l.upto > r.upto - r.units
            order by l.member_id, r.redeemed_at
            """, """
            update (
              select member_id, source_kind, source_id, part, sum(units) as units
              from entry
              where member_id between ? and ? and programme_id = 0 and effective_at >= '2026-11-18' and kind = 'SPENT'
              group by member_id, source_kind, source_id, part
            ) e
            straight_join lot l force index (primary) on l.member_id = e.member_id and l.programme_id = 0
              and l.source_kind = e.source_kind and l.source_id = e.source_id and l.part = e.part
            set l.remaining = l.remaining + e.units
            """, """
            update (
              select member_id, max(redeemed_at) as moved_at
              from shop_redemption
              where member_id between ? and ? and due_shard is not null
              group by member_id
            ) r
            straight_join account a force index (primary) on a.member_id = r.member_id and a.programme_id = 0
            set a.frozen_until = '2026-10-16 07:00:00', a.judged_as_of = '2026-11-20 12:00:00',
              a.last_moved_at = r.moved_at, a.in_debt = false, a.version = a.version + 1
            """, """
            insert into outcome (fact_kind, fact_id, spending, figures, since, run_id)
            select 'REDEMPTION', redemption_id, 20, redemption_id * 7919, '2026-11-20', 1
            from shop_redemption
            where member_id between ? and ? and due_shard is not null
            order by redemption_id
            """, """
            update shop_redemption
            set changed_at = null
            where member_id between ? and ? and due_shard is not null
            """);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    SettleLimit(JdbcTemplate jdbc, JdbcTransactionManager manager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
    }

    void run(long members, int connections) {
        CreditLimit.byMembers(members, connections, this::settle);
    }

    private void settle(long from, long to) {
        for (String statement : STATEMENTS) {
            Object[] values =
                    statement.split("\\?", -1).length > 3 ? new Object[] {from, to, from, to} : new Object[] {from, to};
            transactions.executeWithoutResult(status -> jdbc.update(statement, values));
        }
    }
}
