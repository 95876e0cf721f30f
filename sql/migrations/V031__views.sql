-- For the shop: columns and meaning stay (docs/feeds.md).

create or replace view member_feed as
select e.number, e.member_id, e.programme_id, e.units, e.kind, e.fact_kind, e.fact_id, e.effective_at, e.business_date,
  e.source_kind as lot_kind, e.source_id as lot_id, e.part as lot_part
from entry e
where e.number <= (select b.fed_to from books b where b.id = 1);
