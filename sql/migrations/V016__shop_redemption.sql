create table if not exists shop_redemption (
  redemption_id bigint      not null comment 'The shop''s id of the redemption, 1 and up',
  order_id      bigint      not null comment 'shop_order that they were spent on, may arrive after the redemption',
  member_id     bigint      not null comment 'Whose units they are',
  store_id      bigint      null     comment 'The store whose points they are, null: coins',
  units         bigint      not null comment 'Coins or points',
  currency      char(3)     not null comment 'ISO 4217, of the discount',
  discount      bigint      not null comment 'What they took off the order, in minor units',
  redeemed_at   datetime(6) not null comment 'UTC',
  updated_at    datetime(6) not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at    datetime(6) null default current_timestamp(6) on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any insert or change, null: judged since',
  shard         tinyint unsigned as (crc32(member_id) % 64) virtual
    comment 'Bursar''s: which of 64 parts of the members',
  due_shard     tinyint unsigned as (case when changed_at is not null then crc32(member_id) % 64 end) virtual
    comment 'Bursar''s: the shard while the redemption is to be judged, else null',
  primary key (redemption_id),
  key due (due_shard, member_id, redemption_id, redeemed_at),
  key of_member (member_id, redeemed_at),
  key of_order (order_id),
  constraint redemption_ids check (redemption_id > 0 and order_id > 0 and member_id > 0 and store_id > 0),
  constraint redemption_of_some_units check (units > 0)
) engine = innodb comment = 'Coins and points spent at checkout, as the shop reports them (docs/intake.md)';
