create table if not exists shop_order (
  order_id             bigint       not null comment 'The shop''s id of the order, 1 and up',
  checkout_id          bigint       null     comment 'The checkout it came from, null: not reported',
  checkout_order_count int          not null comment 'Orders that the checkout made, 1 unless it was combined over several stores',
  member_id            bigint       null     comment 'The buyer, null: a guest',
  store_id             bigint       not null comment 'shop_store, may arrive before it',
  currency             char(3)      not null comment 'ISO 4217, of every amount of the order',
  line_count           int          not null comment 'Lines of the order in all, arrived or not',
  event                varchar(100) null     comment 'The promotion day''s name, null: none',
  status               enum ('PLACED', 'PAID', 'SHIPPED', 'COMPLETED', 'CANCELLED') not null comment 'Where the order stands at the shop',
  placed_at            datetime(6)  not null comment 'UTC',
  paid_at              datetime(6)  null     comment 'UTC',
  shipped_at           datetime(6)  null     comment 'UTC',
  completed_at         datetime(6)  null     comment 'UTC',
  cancelled_at         datetime(6)  null     comment 'UTC',
  shipping             bigint       not null comment 'Minor units of the currency',
  updated_at           datetime(6)  not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at           datetime(6)  null default current_timestamp(6) on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any insert or change, null: judged since',
  judged               boolean      not null default false
    comment 'Bursar''s: it was judged, or what was redeemed on it, so that a change is looked at whatever its status says',
  shard                tinyint unsigned as (crc32(coalesce(member_id, order_id)) % 64) virtual
    comment 'Bursar''s: which of 64 parts of the members',
  due_shard            tinyint unsigned as (case when (status in ('COMPLETED', 'CANCELLED') or completed_at is not null or judged) and changed_at is not null then crc32(coalesce(member_id, order_id)) % 64 end) virtual
    comment 'Bursar''s: the shard while the order is to be judged, else null',
  counts_from          datetime(6)  as (coalesce(paid_at, case when status in ('PAID', 'SHIPPED', 'COMPLETED') then timestamp '1970-01-02 00:00:00' end)) virtual
    comment 'Bursar''s: since when what was redeemed on it counts, null: it is not paid',
  freed_from           datetime(6)  as (case when paid_at is null and status not in ('PAID', 'SHIPPED', 'COMPLETED') then coalesce(cancelled_at, case when status = 'CANCELLED' then timestamp '1970-01-02 00:00:00' end) end) virtual
    comment 'Bursar''s: since when what was redeemed on it is free again, null: it is paid, or not cancelled',
  combined_checkout_id bigint as (case when checkout_order_count > 1 then checkout_id end) virtual
    comment 'Bursar''s: the checkout where it made several orders, else null',
  primary key (order_id),
  key due (due_shard, member_id, order_id, completed_at),
  key combined_checkout (combined_checkout_id),
  constraint order_ids check (order_id > 0 and member_id > 0 and store_id > 0 and checkout_id > 0)
) engine = innodb comment = 'Orders, as the shop reports them (docs/intake.md)';
