create table if not exists full_refund (
  order_id bigint not null comment 'shop_order',
  effective_at datetime(6) not null comment 'UTC; when the refund was decided that completes it, or when the paid order was cancelled before it was shipped',
  primary key (order_id)
) engine = innodb comment = 'Orders of which every line''s price is refunded';
