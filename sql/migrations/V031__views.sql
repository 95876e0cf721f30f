-- For the shop: columns and meaning stay (docs/feeds.md). The order of tables and the indexes are forced, so that what a
-- checkout asks of one member never reads what is over, whatever the server takes the tables for.

create or replace view member_spendable as
select l.member_id, l.programme_id,
  sum(l.remaining - if(l.reserved_until > utc_timestamp(6), l.reserved, 0)) - coalesce((
    -- what no run has booked so far: the whole, what was added to it, or what is paid after its time-out
    select sum(case
      when x.fact_id is null then r.units
      when s.times_out_at > utc_timestamp(6) then greatest(r.units - s.units, 0)
      when o.paid_at is not null or o.status in ('PAID', 'SHIPPED', 'COMPLETED') then r.units
    end)
    from shop_redemption r force index (due)
    left join outcome x force index (primary) on x.fact_kind = 'REDEMPTION' and x.fact_id = r.redemption_id
    left join spending s force index (primary) on s.redemption_id = r.redemption_id
    left join shop_order o force index (primary) on o.order_id = r.order_id
    where r.due_shard = crc32(l.member_id) % 64 and r.member_id = l.member_id
      and coalesce(r.store_id, 0) = l.programme_id
      and (x.fact_id is null or s.redemption_id is not null and s.paid_at is null)
      and (o.order_id is null or o.paid_at is not null or o.status in ('PAID', 'SHIPPED', 'COMPLETED')
        or o.status <> 'CANCELLED' and o.cancelled_at is null)
  ), 0) as units
from account a
straight_join lot l force index (open) on l.member_id = a.member_id and l.programme_id = a.programme_id
where l.open_mark = 1 and l.remaining > 0
  and l.available_at <= utc_timestamp(6)
  and (l.ends_at is null or l.ends_at > utc_timestamp(6))
  and (a.clock_ends_at is null or a.clock_ends_at > utc_timestamp(6))
group by l.member_id, l.programme_id
having units > 0;

create or replace view member_feed as
select e.number, e.member_id, e.programme_id, e.units, e.kind, e.fact_kind, e.fact_id, e.effective_at, e.business_date,
  e.source_kind as lot_kind, e.source_id as lot_id, e.part as lot_part
from entry e
where e.number <= (select b.fed_to from books b where b.id = 1);
