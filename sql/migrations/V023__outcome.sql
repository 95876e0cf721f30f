create table if not exists outcome (
  fact_kind enum ('ORDER', 'REVIEW', 'ACTIVITY', 'REDEMPTION', 'REFUND', 'ADJUSTMENT', 'COUPON', 'COUPON_USE') not null,
  fact_id bigint not null,
  coins smallint null comment 'reason code; see table reason',
  points smallint null comment 'reason code; see table reason',
  spending smallint null comment 'reason code; see table reason',
  coupon smallint null comment 'reason code; see table reason',
  figures bigint not null comment 'digest of what was judged; a posted fact whose figures change is an exception',
  since datetime(6) not null comment 'UTC; judged so since then',
  run_id bigint not null comment 'the run that judged it last',
  primary key (fact_kind, fact_id)
) engine = innodb comment = 'What became of each fact, one column per purpose; null where the fact is not judged for it';
