package dev.bursar.bench;

import java.util.List;

/**
 * What {@link ActivityMarket}'s activities earn, by hand-written SQL that knows the rules and the stores by heart. It is right
 * for this market alone: all that is new is the latest of its member and within the grace, and all before has earned.
 */
final class ActivityLimit {

    static final List<String> STATEMENTS =
            List.of("""
            create temporary table verdict (
              activity_id bigint not null, member_id bigint not null, programme_id bigint not null, units bigint not null,
              occurred_at datetime(6) not null, day date not null, ends_at datetime(6) null, coins smallint not null,
              points smallint not null, primary key (member_id, activity_id))
            """, """
            insert into verdict
            select activity_id, member_id, 0, if(of_day = 1, elt(least(streak, 5), 1, 2, 3, 5, 8), 0), occurred_at, day,
              date_add(cast(day as datetime(6)), interval 91 * 24 + 8 hour), if(of_day = 1, 1, 109), 114
            from (
              select *, dense_rank() over (partition by member_id, island order by day) as streak
              from (
                select *, date_sub(day, interval dense_rank() over (partition by member_id order by day) day) as island
                from (
                  select activity_id, member_id, occurred_at, day, changed_at,
                    row_number() over (partition by member_id, day order by occurred_at, activity_id) as of_day
                  from (
                    select *, date(date_sub(occurred_at, interval 8 hour)) as day
                    from shop_activity
                    where member_id between ? and ? and kind = 'CHECK_IN'
                  ) check_ins
                ) days_counted
              ) islands
            ) streaks
            where changed_at is not null
            order by member_id, activity_id
            """, """
            insert into verdict
            select activity_id, member_id, coalesce(store_id, 0),
              if(if(store_id is null, coins, points) = 1,
                case when store_id is not null then 2 when kind = 'SHARE' then 1 when kind = 'GAME' then 3 else 50 end, 0),
              occurred_at, day, null, coins, points
            from (
              select *,
                case
                  when store_id is not null then 114
                  when coalesce(earned, 0) >= case kind when 'SHARE' then 7 when 'TASK' then 1 else 1000000 end then 108
                  when of_day > a_day then 107
                  else 1 end as coins,
                case
                  when store_id is null then 114
                  when store_id % 2 = 0 then 102
                  when of_day > a_day then 107
                  else 1 end as points
              from (
                select *,
                  sum(of_day <= a_day) over (
                    partition by member_id, kind, name, store_id order by occurred_at, activity_id
                    rows between unbounded preceding and 1 preceding) as earned
                from (
                  select *,
                    row_number() over (
                      partition by member_id, kind, name, store_id, day order by occurred_at, activity_id) as of_day,
                    case kind when 'SHARE' then 3 when 'GAME' then 1 else 1000000 end as a_day
                  from (
                    select activity_id, member_id, kind, name, store_id, occurred_at, changed_at,
                      date(date_sub(occurred_at, interval 8 hour)) as day
                    from shop_activity
                    where member_id between ? and ? and kind in ('TASK', 'SHARE', 'GAME')
                  ) named
                ) days_counted
              ) all_counted
            ) judged
            where changed_at is not null
            order by member_id, activity_id
            """, """
            insert into account (member_id, programme_id)
            select distinct member_id, if(p.n = 0, 0, programme_id)
            from verdict
            join (select 0 as n union all select 1) p on p.n = 0 or points = 1
            order by 1, 2
            on duplicate key update version = version
            """, """
            insert into lot (member_id, programme_id, source_kind, source_id, part, earned, remaining, earned_at, available_at,
              ends_at, funder, origin, policy_version)
            select member_id, programme_id, 'ACTIVITY', activity_id, 0, units, units, occurred_at, occurred_at, ends_at,
              if(programme_id = 0, 'platform', concat('store:', programme_id)), 'ACTIVITY', 1
            from verdict
            where units > 0
            order by member_id, programme_id, activity_id
            """, """
            insert into entry (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth, units,
              effective_at, business_date, run_id, policy_version)
            select member_id, programme_id, 'ACTIVITY', activity_id, 0, 'ACTIVITY', activity_id, 'EARNED', 0, units,
              occurred_at, day, 1, 1
            from verdict
            where units > 0
            order by member_id, programme_id, occurred_at
            """, """
            insert into outcome (fact_kind, fact_id, coins, points, figures, since, run_id)
            select 'ACTIVITY', activity_id, coins, points, activity_id * 7919, '2026-11-20 12:00:00', 1
            from verdict
            order by activity_id
            """, RewardLimit.TERMS, """
            update shop_activity
            set changed_at = null
            where member_id between ? and ? and changed_at is not null
            """, "drop temporary table verdict");

    private ActivityLimit() {}
}
