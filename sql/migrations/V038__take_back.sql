create table if not exists take_back (
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment '0: coins; else the store whose points these are',
  fact_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null comment 'the fact that claims units back',
  fact_id bigint not null comment 'the fact''s own id',
  source_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null comment 'with the next two: the lot that earned them',
  source_id bigint not null comment 'of the lot',
  part int not null comment 'of the lot',
  units bigint not null comment 'claimed, whether or not the lot still has them',
  effective_at datetime(6) not null comment 'UTC; place on the account''s time line',
  primary key (member_id, programme_id, fact_kind, fact_id, source_kind, source_id, part)
) engine = innodb comment = 'Units claimed back of what lots earned, as judged last; what an account is judged by';
