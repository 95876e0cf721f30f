create table if not exists spending (
  redemption_id bigint not null comment 'shop_redemption',
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment '0: coins; else the store whose points these are',
  units bigint not null comment 'Coins or points',
  effective_at datetime(6) not null comment 'UTC; place on the account''s time line: when they were redeemed, of late ones the edge of the grace',
  paid_at datetime(6) null comment 'UTC; since when it counts as paid: of an order without all its lines, since the time-out; null: it does not',
  released_at datetime(6) null comment 'UTC; when the unpaid order was cancelled',
  times_out_at datetime(6) not null comment 'UTC; until then units of an unpaid order are reserved',
  line_units json null comment 'units by order line: [[line, units], ...]; null until they are taken',
  primary key (redemption_id),
  key of_account (member_id, programme_id, effective_at)
) engine = innodb comment = 'Each redemption as it was judged last; what an account is judged by';
