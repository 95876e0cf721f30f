create table if not exists shop_coupon (
  coupon_id  bigint      not null comment 'The shop''s id of the coupon, 1 and up',
  member_id  bigint      null     comment 'The owner, null: a public code',
  store_id   bigint      null     comment 'The seller who issued it, null: the platform',
  instrument enum ('WALLET', 'CODE') not null comment 'What was used: a coupon of the member''s wallet, or a code',
  currency   char(3)     not null comment 'ISO 4217, of discount and minimum',
  discount   bigint      not null comment 'Minor units',
  minimum    bigint      not null comment 'What an order''s amount must exceed, in minor units',
  valid_from datetime(6) not null comment 'UTC',
  valid_to   datetime(6) not null comment 'UTC, the first instant at which it no longer holds',
  status     enum ('VALID', 'INACTIVE', 'USED', 'EXPIRED', 'REVOKED', 'PENDING') not null comment 'As it was when first reported',
  updated_at datetime(6) not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at datetime(6) null default current_timestamp(6) on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any insert or change, null: judged since',
  shard      tinyint unsigned as (crc32(coupon_id) % 64) virtual
    comment 'Bursar''s: which of 64 parts of the coupons',
  due_shard  tinyint unsigned as (case when changed_at is not null then crc32(coupon_id) % 64 end) virtual
    comment 'Bursar''s: the shard while the coupon is to be judged, else null',
  primary key (coupon_id),
  key due (due_shard, coupon_id),
  key of_member (member_id),
  constraint coupon_valid_for_some_time check (valid_from < valid_to)
) engine = innodb comment = 'Coupons, as the shop reports them (docs/intake.md)';

create table if not exists shop_coupon_use (
  use_id       bigint      not null comment 'The shop''s id of the use, 1 and up',
  coupon_id    bigint      not null comment 'shop_coupon, may arrive after the use',
  order_id     bigint      not null comment 'shop_order, may arrive after the use',
  line_no      int         not null comment 'The line of the order that it was applied to, 1 and up',
  currency     char(3)     not null comment 'ISO 4217, of the discount',
  discount     bigint      not null comment 'What it took off the line, in minor units',
  applied_at   datetime(6) not null comment 'UTC',
  updated_at   datetime(6) not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at   datetime(6) null default current_timestamp(6) on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any insert or change, null: judged since',
  due_shard    tinyint unsigned as (case when changed_at is not null then crc32(coupon_id) % 64 end) virtual
    comment 'Bursar''s: the shard of the coupon while the use is to be judged, else null',
  primary key (use_id),
  key due (due_shard, coupon_id, order_id, applied_at),
  key of_coupon (coupon_id, order_id),
  key of_order (order_id)
) engine = innodb comment = 'Uses of coupons on lines of orders, as the shop reports them (docs/intake.md)';
