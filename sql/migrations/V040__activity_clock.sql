create table if not exists activity_clock (
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment 'the store whose points these are',
  fact_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null comment 'the qualifying activity',
  fact_id bigint not null comment 'the fact''s own id',
  effective_at datetime(6) not null comment 'UTC; place on the account''s time line',
  keeps_until datetime(6) not null comment 'UTC, exclusive; it keeps the account''s units from lapsing until then',
  withdrawn_at datetime(6) null comment 'UTC; when a full refund undid it; null: it stands',
  primary key (member_id, programme_id, fact_kind, fact_id)
) engine = innodb comment = 'Qualifying activities in stores whose points lapse for want of any; what an account is judged by';
