create table if not exists entry (
  member_id bigint not null comment 'shop_member',
  programme_id bigint not null comment '0: coins; else the store whose points these are',
  source_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null comment 'with the next two: the lot that is changed',
  source_id bigint not null comment 'of the lot',
  part int not null comment 'of the lot',
  fact_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null comment 'the fact that moved the units',
  fact_id bigint not null comment 'the fact''s own id',
  kind enum ('EARNED', 'SPENT', 'RETURNED', 'TAKEN_BACK', 'LAPSED', 'LAPSE_REVERSED', 'ADJUSTED', 'DEBT_INCURRED', 'DEBT_REPAID') not null comment 'what happened to the units',
  nth int not null comment '0 for the first of its kind for this lot, fact and time, then one up for each correction',
  units bigint not null comment 'signed',
  effective_at datetime(6) not null comment 'UTC; place on the account''s time line',
  business_date date not null comment 'day of the market''s zone to which the books count it',
  run_id bigint not null comment 'the run that posted it',
  policy_version int not null comment 'version of the policy by which it was judged',
  number bigint not null auto_increment comment 'ever-growing; see view member_feed',
  primary key (member_id, programme_id, effective_at, source_kind, source_id, part, fact_kind, fact_id, kind, nth),
  key number (number)
) engine = innodb comment = 'Every change of units, only ever added';
