create table if not exists entry (
  member_id bigint not null,
  programme_id bigint not null,
  source_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null,
  source_id bigint not null,
  part int not null,
  fact_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT') not null comment 'the fact that moved the units',
  fact_id bigint not null,
  kind enum ('EARNED', 'SPENT', 'RETURNED', 'TAKEN_BACK', 'LAPSED', 'LAPSE_REVERSED', 'ADJUSTED', 'DEBT_INCURRED', 'DEBT_REPAID') not null,
  nth int not null comment '0 for the first of its kind for this lot and fact, then one up for each correction',
  units bigint not null comment 'signed',
  effective_at datetime(6) not null comment 'UTC; place on the account''s time line',
  business_date date not null comment 'day of the market''s zone to which the books count it',
  run_id bigint not null comment 'the run that posted it',
  policy_version int not null,
  number bigint not null auto_increment comment 'ever-growing; see view member_feed',
  primary key (member_id, programme_id, source_kind, source_id, part, fact_kind, fact_id, kind, nth),
  key number (number)
) engine = innodb comment = 'Every change of units, only ever added';
