-- For the shop: columns and meaning stay (docs/feeds.md). What is left of live lots, less what the shop's rows say now that
-- the redemptions hold or take of it, whether or not a run has seen it. The order of tables and the indexes are forced, so
-- that what a checkout asks of one member never reads what is over, whatever the server takes the tables for.
--
-- A redemption stands if its order is the same member's and paid, or neither cancelled nor timed out. Codes of outcomes: 20
-- SPENT, 400 CHANGED_AFTER_POSTING; 120 RELEASED, 121 TIMED_OUT; 200, 220, 221, 310 are those whose units are reserved.

create or replace view member_spendable as
select l.member_id, l.programme_id,
  sum(l.remaining)
  - coalesce((
    -- reserved, by redemptions that still stand as they were judged
    select sum(v.units)
    from reservation v force index (primary)
    straight_join lot h force index (primary) on h.member_id = v.member_id and h.programme_id = v.programme_id
      and h.source_kind = v.source_kind and h.source_id = v.source_id and h.part = v.part
    straight_join spending s force index (primary) on s.redemption_id = v.redemption_id
    straight_join shop_redemption r force index (primary) on r.redemption_id = v.redemption_id and r.units = s.units
      and r.member_id = s.member_id and coalesce(r.store_id, 0) = s.programme_id and r.redeemed_at <= s.effective_at
    left join shop_order o force index (primary) on o.order_id = r.order_id
    where v.member_id = l.member_id and v.programme_id = l.programme_id
      and h.available_at <= utc_timestamp(6) and (h.ends_at is null or h.ends_at > utc_timestamp(6))
      and (o.order_id is null or o.member_id = r.member_id)
      and (o.counts_from < utc_timestamp(6)
        or s.times_out_at > utc_timestamp(6) and (o.freed_from is null or o.freed_from >= utc_timestamp(6)))
  ), 0)
  - greatest(0, coalesce((
    -- on the work list, standing and not reserved so far: new, changed, or paid
    select sum(r.units)
    from shop_redemption r force index (due)
    left join outcome x force index (primary) on x.fact_kind = 'REDEMPTION' and x.fact_id = r.redemption_id
    left join spending s force index (primary) on s.redemption_id = r.redemption_id and s.effective_at >= r.redeemed_at
    left join shop_order o force index (primary) on o.order_id = r.order_id
    where r.due_shard = crc32(l.member_id) % 64 and r.member_id = l.member_id and coalesce(r.store_id, 0) = l.programme_id
      and r.redeemed_at < utc_timestamp(6) and coalesce(x.spending, 0) not in (20, 400)
      and (o.order_id is null or o.member_id = r.member_id)
      and (o.counts_from < utc_timestamp(6)
        or (s.times_out_at is null or s.times_out_at > utc_timestamp(6))
          and not coalesce(s.units = r.units and s.member_id = r.member_id and s.programme_id = coalesce(r.store_id, 0)
            and x.spending in (200, 220, 221, 310), false)
          and (o.freed_from is null or o.freed_from >= utc_timestamp(6)))
  ), 0) - coalesce((
    -- of these, what is reserved of any lot: only what was not there when it was to be reserved is missing
    select sum(v.units)
    from reservation v force index (primary)
    straight_join spending s force index (primary) on s.redemption_id = v.redemption_id
    straight_join shop_redemption r force index (primary) on r.redemption_id = v.redemption_id and r.units = s.units
      and r.member_id = s.member_id and coalesce(r.store_id, 0) = s.programme_id and r.redeemed_at <= s.effective_at
    straight_join shop_order o force index (primary) on o.order_id = r.order_id and o.member_id = r.member_id
      and o.counts_from < utc_timestamp(6)
    where v.member_id = l.member_id and v.programme_id = l.programme_id
  ), 0) - coalesce((
    -- lots that have ended since the latest of these, and would have paid first
    select sum(e.remaining)
    from lot e force index (open)
    where e.member_id = l.member_id and e.programme_id = l.programme_id and e.open_mark = 1 and e.remaining > 0
      and e.ends_at <= utc_timestamp(6) and e.ends_at > (
        select max(r.redeemed_at)
        from shop_redemption r force index (due)
        where r.due_shard = crc32(e.member_id) % 64 and r.member_id = e.member_id and r.redeemed_at < utc_timestamp(6)
      ) and e.available_at <= (
        select min(r.redeemed_at)
        from shop_redemption r force index (due)
        where r.due_shard = crc32(e.member_id) % 64 and r.member_id = e.member_id
      ) and 0 = (
        select count(*)
        from reservation v force index (primary)
        where v.member_id = e.member_id and v.programme_id = e.programme_id and v.source_kind = e.source_kind
          and v.source_id = e.source_id and v.part = e.part)
  ), 0))
  - coalesce((
    -- released or timed out, and standing again since their order changed
    select sum(r.units)
    from shop_order o force index (due)
    straight_join shop_redemption r force index (of_order) on r.order_id = o.order_id and r.member_id = o.member_id
    straight_join outcome x force index (primary) on x.fact_kind = 'REDEMPTION' and x.fact_id = r.redemption_id
    straight_join spending s force index (primary) on s.redemption_id = r.redemption_id
    where o.due_shard = crc32(l.member_id) % 64 and o.member_id = l.member_id
      and r.due_shard is null and coalesce(r.store_id, 0) = l.programme_id and x.spending in (120, 121)
      and (o.counts_from < utc_timestamp(6)
        or s.times_out_at > utc_timestamp(6) and (o.freed_from is null or o.freed_from >= utc_timestamp(6)))
  ), 0)
  + coalesce((
    -- owed: what is free again since goes to debts that were incurred for want of it
    select sum(d.remaining)
    from lot d force index (open)
    where d.member_id = l.member_id and d.programme_id = l.programme_id and d.open_mark = 1 and d.part = -1
  ), 0) as units
from account a
straight_join lot l force index (open) on l.member_id = a.member_id and l.programme_id = a.programme_id
where l.open_mark = 1 and l.remaining > 0
  and l.available_at <= utc_timestamp(6)
  and (l.ends_at is null or l.ends_at > utc_timestamp(6))
  and (a.clock_ends_at is null or a.clock_ends_at > utc_timestamp(6))
group by l.member_id, l.programme_id
having units > 0;
