package dev.bursar.bench;

import java.util.List;

/**
 * What {@link ReviewMarket}'s reviews earn, by hand-written SQL that knows the rules and the stores by heart. It is right for
 * this market alone: all is new, bought and within the grace, and nothing but reviews has ever been taken back.
 */
final class ReviewLimit {

    static final List<String> STATEMENTS = List.of(
            """
            create temporary table verdict (
              review_id bigint not null, member_id bigint not null, store_id bigint not null, published_at datetime(6) not null,
              removed_at datetime(6) null, day date not null, coins smallint not null, points smallint not null,
              primary key (member_id, review_id))
            """, """
            insert into verdict
            select review_id, member_id, store_id, published_at, removed_at, day,
              case when of_line > 1 then 105 when of_day > 5 then 107 else 1 end,
              case when of_line > 1 then 105 when store_id % 2 = 0 then 102 when of_store > 5 then 107 else 1 end
            from (
              select *,
                row_number() over (partition by member_id, day, of_line > 1 order by published_at, review_id) as of_day,
                row_number() over (
                  partition by member_id, day, of_line > 1, store_id order by published_at, review_id) as of_store
              from (
                select r.review_id, r.member_id, o.store_id, r.published_at, r.removed_at,
                  date(date_sub(r.published_at, interval 8 hour)) as day,
                  row_number() over (
                    partition by r.member_id, r.order_id, r.line_no order by r.published_at, r.review_id) as of_line
                from shop_review r
                join shop_order o on o.order_id = r.order_id
                where r.member_id between ? and ? and r.changed_at is not null
              ) lines_counted
            ) days_counted
            order by member_id, review_id
            """, """
            insert into account (member_id, programme_id)
            select distinct member_id, if(p.n = 0, 0, store_id)
            from verdict
            join (select 0 as n union all select 1) p on p.n = 0 or points = 1
            order by 1, 2
            on duplicate key update version = version
            """, """
            insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version)
            select member_id, if(p.n = 0, 0, store_id), 'REVIEW', review_id, 0, if(p.n = 0, 4, 2),
              if(removed_at is not null, 0, if(p.n = 0, 4, 2)), published_at, published_at, null,
              if(p.n = 0, 'platform', concat('store:', store_id)), 'REVIEW', 1
            from verdict
            join (select 0 as n union all select 1) p on if(p.n = 0, coins, points) = 1
            order by 1, 2, 4
            """, """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select member_id, if(p.n = 0, 0, store_id), 'REVIEW', review_id, 0, 'REVIEW', review_id, 'EARNED', 0,
              if(p.n = 0, 4, 2), published_at, day, 1, 1
            from verdict
            join (select 0 as n union all select 1) p on if(p.n = 0, coins, points) = 1
            order by 1, 2, 11
            """, """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select member_id, if(p.n = 0, 0, store_id), 'REVIEW', review_id, 0, 'REVIEW', review_id, 'TAKEN_BACK', 0,
              if(p.n = 0, -4, -2), removed_at, date(date_sub(removed_at, interval 8 hour)), 1, 1
            from verdict
            join (select 0 as n union all select 1) p on if(p.n = 0, coins, points) = 1
            where removed_at is not null
            order by 1, 2, 11
            """, """
            insert into take_back (member_id, programme_id, fact_kind, fact_id, source_kind, source_id, part, units, effective_at)
            select member_id, if(p.n = 0, 0, store_id), 'REVIEW', review_id, 'REVIEW', review_id, 0, if(p.n = 0, 4, 2),
              removed_at
            from verdict
            join (select 0 as n union all select 1) p on if(p.n = 0, coins, points) = 1
            where removed_at is not null
            order by 1, 2, 4
            """, """
            update account a
            join (
              select member_id, if(p.n = 0, 0, store_id) as programme_id, max(removed_at) as moved_at
              from verdict
              join (select 0 as n union all select 1) p on if(p.n = 0, coins, points) = 1
              where removed_at is not null
              group by 1, 2
            ) r on r.member_id = a.member_id and r.programme_id = a.programme_id
            set a.frozen_until = '2026-10-16 07:00:00', a.judged_as_of = '2026-11-20 12:00:00', a.last_moved_at = r.moved_at,
              a.version = a.version + 1
            """, """
            insert into outcome (fact_kind, fact_id, coins, points, figures, since, run_id)
            select 'REVIEW', review_id, coins, points, review_id * 7919, '2026-11-20 12:00:00', 1
            from verdict
            order by review_id
            """, RewardLimit.TERMS, """
            update shop_review
            set changed_at = null
            where member_id between ? and ? and changed_at is not null
            """, "drop temporary table verdict");

    private ReviewLimit() {}
}
