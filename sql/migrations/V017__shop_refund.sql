create table if not exists shop_refund (
  refund_id     bigint      not null comment 'The shop''s id of the refund, 1 and up',
  order_id      bigint      not null comment 'shop_order, may arrive after the refund',
  line_count    int         not null comment 'Lines of the refund in all, arrived or not, 0: shipping alone',
  status        enum ('OPEN', 'GRANTED', 'REJECTED', 'REVERSED') not null comment 'Where the refund stands at the shop',
  opened_at     datetime(6) not null comment 'UTC',
  decided_at    datetime(6) null     comment 'UTC, granted or rejected',
  reversed_at   datetime(6) null     comment 'UTC, taken back after it was granted',
  currency      char(3)     not null comment 'ISO 4217, of every amount of the refund',
  shipping_cash bigint      not null comment 'Paid back for shipping, in minor units',
  updated_at    datetime(6) not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at    datetime(6) null default current_timestamp(6) on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any insert or change, null: judged since',
  due_order_id  bigint as (case when changed_at is not null then order_id end) virtual
    comment 'Bursar''s: the order, whose member has the shard, while the refund is to be judged, else null',
  coupons_changed_at datetime(6) null default current_timestamp(6) on update current_timestamp(6)
    comment 'As changed_at, for the coupons that were used on the order, null: they were put on the work list since',
  coupons_due_order_id bigint as (case when coupons_changed_at is not null then order_id end) virtual
    comment 'Bursar''s: the order, while its coupons are to be put on the work list, else null',
  primary key (refund_id),
  key due (due_order_id),
  key coupons_due (coupons_due_order_id),
  key of_order (order_id),
  constraint refund_not_open_is_decided check (status = 'OPEN' or decided_at is not null),
  constraint refund_reversed_has_its_time check (status <> 'REVERSED' or reversed_at is not null),
  constraint refund_decided_after_opened check (decided_at >= opened_at),
  constraint refund_reversed_after_decided check (reversed_at >= decided_at)
) engine = innodb comment = 'Refunds, as the shop reports them (docs/intake.md)';

create table if not exists shop_refund_line (
  refund_id  bigint      not null comment 'shop_refund, may arrive after its lines',
  line_no    int         not null comment 'The line of the order that is refunded, 1 and up',
  currency   char(3)     not null comment 'ISO 4217, of both amounts',
  amount     bigint      not null comment 'Of the line''s price, in minor units',
  cash       bigint      not null comment 'Paid back in money, in minor units',
  updated_at datetime(6) not null comment 'UTC, by the shop: the newer row replaces the older',

  changed_at datetime(6) null default null on update current_timestamp(6)
    comment 'Bursar''s work list, set by the server on any later change of the line, null: nothing to look at again',
  primary key (refund_id, line_no),
  key changed (changed_at)
) engine = innodb comment = 'Lines of refunds, as the shop reports them (docs/intake.md)';
