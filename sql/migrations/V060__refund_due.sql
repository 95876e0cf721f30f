create table if not exists refund_due (
  order_id bigint not null comment 'shop_order, may arrive later',
  member_id bigint not null comment 'Its buyer, 0: a guest''s, or not known when it was put here',
  shard tinyint unsigned not null comment 'Which of 64 parts of the members',
  run_id bigint not null comment 'The run that looked at it last and left it waiting, 0: none since it was put here',
  primary key (order_id),
  key place (shard, member_id, order_id)
) engine = innodb comment = 'The work list of refunds, by order: those of which a refund, a line or what it concerns has changed, or that wait';
